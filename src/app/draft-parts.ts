import { apply } from '../operation/apply.ts';
import { fromChanges, fromChangesInStages } from '../operation/from-change.ts';
import type { Both } from '../operation/from-change.ts';
import type { Stage } from '../operation/stages.ts';
import type { Comparison } from '../schema/compare.ts';
import { isSplit } from './ask-split.ts';
import { answersOf, type Sides, waiversOf } from './ask-unsafe.ts';
import type { AppContext } from './context.ts';
import type { UnwrittenRevision } from './draft-statements.ts';
import type { DraftFile, FileContent, RevisionRequest } from './revise.ts';
import { draftFile } from './revise.ts';

/** One of the revisions that a difference makes: all of it, or a stage. */
export interface DraftPart extends Both {
  readonly stage?: Stage;
}

/** Whether a difference can be spread over several revisions. */
export function maySplit(comparison: Comparison, { whole, desired }: Sides): boolean {
  const { changes } = comparison;
  const answers = answersOf(comparison);
  return fromChangesInStages({ changes, answers, recorded: whole, desired }).length > 1;
}

/** What the answers make of a difference: one part, or several that stand on each other. None where nothing is to do. */
export function partsOf(
  { changes, answered }: Comparison,
  { whole, desired }: Sides,
): readonly DraftPart[] {
  const answers = answersOf({ answered });
  if (isSplit(answers)) {
    const parts = fromChangesInStages({ changes, answers, recorded: whole, desired });
    // One that stays whole says so.
    return parts.length > 1 ? parts : parts.map(({ up, down }) => ({ up, down }));
  }
  const both = fromChanges(changes, answers, whole, desired);
  return both.up.length === 0 ? [] : [both];
}

export interface PartsRequest {
  readonly request: RevisionRequest;
  readonly comparison: Comparison;
  readonly sides: Sides;
  /** One id for each part; the request may name the first. */
  readonly ids: readonly string[];
  readonly createdAt: Date;
}

/** The files of the parts, each on the one before it, without their paths. */
export function draftFiles(
  context: AppContext,
  parts: readonly DraftPart[],
  { request, comparison, sides, ids: given, createdAt }: PartsRequest,
): readonly Omit<UnwrittenRevision, 'path'>[] {
  const answers = answersOf(comparison);
  const ids = [request.revisionId ?? given[0] ?? '', ...given.slice(1)];
  let before: DraftFile | undefined;
  let schema = sides.whole;
  return parts.map(({ up, down }, at) => {
    const message = messageOf(request.message, parts, { at, ids });
    const own = { message, revisionId: ids[at] ?? '' };
    const waivers = waiversOf(comparison, up, schema);
    schema = up.reduce((met, operation) => apply(met, operation), schema);
    const content = { up, down, answers, waivers, createdAt };
    before =
      before === undefined
        ? draftFile(context, { ...request, ...own }, content)
        : draftFile(context, own, { ...content, ...after(before) });
    return { file: before, up, down, answers };
  });
}

function after({ id, directory }: DraftFile): Pick<FileContent, 'parents' | 'directory'> {
  return { parents: [id], ...(directory !== undefined && { directory }) };
}

const purposes: Readonly<Record<Stage, string>> = {
  expand: 'What new code needs; old code goes on with it.',
  backfill: 'Fills the rows that are there, while old and new code run.',
  contract: 'What old code cannot live with: for when none of it runs any more.',
};

/** The person's message, and which of several revisions this is. */
function messageOf(
  message: string,
  parts: readonly DraftPart[],
  { at, ids }: { readonly at: number; readonly ids: readonly string[] },
): string {
  const stage = parts[at]?.stage;
  if (stage === undefined) return message;
  const [title = '', ...rest] = message.trim().split('\n');
  const links = parts.flatMap((part, other) => {
    if (other === at || part.stage === undefined) return [];
    return [`${other < at ? 'after' : 'before'} ${part.stage} (${ids[other] ?? ''})`];
  });
  return [
    `${title}: ${stage} (${at + 1} of ${parts.length})`,
    ...rest,
    '',
    `${purposes[stage]} Comes ${links.join(' and ')}.`,
  ].join('\n');
}
