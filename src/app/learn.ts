import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { planUp } from '../revision/plan-walk.ts';
import type { AppContext } from './context.ts';
import { replayInScratch } from './learn-replay.ts';
import { rememberMade, rememberedMade } from './made-remembered.ts';
import type { Effect } from './made.ts';
import { madeByRevisions } from './made.ts';
import type { Opaque } from './opaque.ts';
import { opaqueIn } from './opaque.ts';
import type { LoadedRevision } from './recorded.ts';
import { revisionLoader } from './recorded.ts';
import type { ScratchOptions } from './scratch.ts';
import { openScratch } from './scratch.ts';

/**
 * Finds out what `op.sql` and `op.run` of the revisions up to the heads make of the schema, by replaying them in a scratch
 * database and looking before and after each; from then on replays of this context know it. What was found out is
 * remembered by checksum: a second run tries nothing.
 * @returns sentences for a person: what is not known, and why
 */
export async function learn(
  context: AppContext,
  dialect: DialectName,
  options: ScratchOptions = {},
): Promise<readonly string[]> {
  context.made = undefined;
  if (context.triesNothing === true) {
    context.made = new Map();
    return ['not seen: what SQL and code make; texts that the journal keeps are not tried'];
  }
  const revisions = await loadAll(context, dialect);
  const all = opaqueIn(revisions, dialect);
  if (all.length === 0) return [];
  const known = rememberedMade(context.project, all);
  const attempt = { context, dialect, options, revisions, all, known };
  const notes = known.size === all.length ? [] : await tryOut(attempt);
  context.made = madeByRevisions({ revisions, all, known, dialect });
  return [...[...known.values()].flatMap(({ note }) => note ?? []), ...notes];
}

/**
 * Does something with revisions as their operations say; where one of them wants what only SQL or code of a revision before can
 * have made, that is found out, and it is done again.
 */
export async function learningWhereNeeded<T>(
  context: AppContext,
  dialect: DialectName,
  work: () => Promise<T>,
  options: ScratchOptions = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAsked(error) || context.made !== undefined) throw error;
    const notes = await learn(context, dialect, options);
    if (context.made === undefined) throw error;
    return work().catch((again: unknown) => {
      throw again instanceof MigshError && notes.length > 0 ? withNotes(again, notes) : again;
    });
  }
}

/** Whether an operation wants what is not there although it was tried to find out what SQL and code make. */
export function isUntried(context: AppContext, error: unknown): boolean {
  return isAsked(error) && context.made !== undefined;
}

function isAsked(error: unknown): boolean {
  // On SQLite the copy says it, where SQL stands on what only code can have made.
  const codes: readonly string[] = ['bad-operation', 'statement-failed'];
  return error instanceof MigshError && codes.includes(error.code);
}

/** The same error, and what is not seen. */
function withNotes(error: MigshError, notes: readonly string[]): MigshError {
  const { code, message, hint, details } = error;
  return new MigshError(code, message, {
    hint: [...notes, wayOut, ...(hint === undefined ? [] : [hint])].join('; '),
    details,
    cause: error,
  });
}

const wayOut =
  'migsh upgrade to the revision whose SQL makes it, then again: what is there is read from the database; or say in "scratch" where to try things';

async function loadAll(
  context: AppContext,
  dialect: DialectName,
): Promise<readonly LoadedRevision[]> {
  const load = revisionLoader(context, dialect);
  const loaded: LoadedRevision[] = [];
  for (const id of planUp(context.history().graph, new Set(), 'heads')) loaded.push(await load(id));
  return loaded;
}

interface Attempt {
  readonly context: AppContext;
  readonly dialect: DialectName;
  readonly options: ScratchOptions;
  readonly revisions: readonly LoadedRevision[];
  readonly all: readonly Opaque[];
  /** By checksum; is added to. */
  readonly known: Map<string, Effect>;
}

async function tryOut(attempt: Attempt): Promise<readonly string[]> {
  const { context, dialect, options, revisions, all, known } = attempt;
  const scratch = await openScratch(context, dialect, options);
  if ('undecided' in scratch) {
    return [`${notSeen(attempt)}: there is no scratch database, because ${scratch.undecided}`];
  }
  try {
    const found = await replayInScratch(context, scratch, { revisions, all });
    for (const [checksum, effect] of found.effects) known.set(checksum, effect);
    rememberMade(context.project, known);
    return found.failed === undefined
      ? found.notes
      : [...found.notes, `${notSeen(attempt)}: in a scratch database, ${found.failed}`];
  } finally {
    await scratch.close();
  }
}

function notSeen({ all, known }: Attempt): string {
  const [first, ...others] = all.filter(({ checksum }) => !known.has(checksum));
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `not seen: what SQL and code make of the schema (${first?.place ?? ''}${more})`;
}
