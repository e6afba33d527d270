import { describe } from '../operation/describe.ts';
import { fromChangesInStages } from '../operation/from-change.ts';
import type { Operation } from '../operation/operation.ts';
import { Origins } from '../operation/origins.ts';
import { type Stage } from '../operation/stages.ts';
import type { SchemaChange } from '../schema/change.ts';
import type { Comparison } from '../schema/compare.ts';
import { enumerate } from '../schema/enumerate.ts';
import { Interview } from '../schema/interview.ts';
import type { Answers, Question } from '../schema/question.ts';
import { findTable, type Schema } from '../schema/schema.ts';
import { stop } from '../schema/stop.ts';
import { answersOf, type Largeness, type Sides, whyLarge } from './ask-unsafe.ts';

/** The id of the question whether a difference takes one revision or several. */
const splitId = 'split:revision';

/** Whether the answers spread a difference over several revisions. */
export function isSplit(answers: Answers): boolean {
  return Object.hasOwn(answers, splitId) && answers[splitId] === 'three';
}

/**
 * Asks, once all else is answered, whether a difference that concerns a large table is spread over several revisions. An
 * answer that is given counts whatever the tables' sizes.
 */
export async function askSplit(
  comparison: Comparison,
  given: Answers,
  { whole, desired, ...known }: Sides & Largeness,
): Promise<Comparison> {
  const others = { ...comparison, unused: comparison.unused.filter(id => id !== splitId) };
  if (comparison.questions.length > 0) return others;
  const mayBeLarge = known.large.length > 0 || known.database?.dialect === 'postgresql';
  if (!mayBeLarge && !Object.hasOwn(given, splitId)) return comparison;
  const { changes } = comparison;
  const answers = answersOf(comparison);
  const parts = fromChangesInStages({ changes, answers, recorded: whole, desired });
  const isAlone = parts.length < 2;
  if (isAlone && !(isSplit(given) && changes.some(({ kind }) => motions.has(kind)))) {
    return comparison;
  }
  const interview = new Interview(given);
  const all = parts.flatMap(({ operations }) => operations);
  const why = isAlone ? undefined : await firstLarge(all, whole, known);
  if (why === undefined && interview.given(splitId) === undefined) return comparison;
  interview.ask(splitQuestion(parts, why));
  return {
    ...others,
    questions: interview.open,
    answered: [...comparison.answered, ...interview.answered],
  };
}

/** What moves rows may have to stay whole: the file says so. */
const motions: ReadonlySet<SchemaChange['kind']> = new Set([
  'columnsMerged',
  'columnSplit',
  'columnMoved',
  'tableExtracted',
]);

function splitQuestion(
  parts: readonly { readonly stage: Stage; readonly operations: readonly Operation[] }[],
  why: string | undefined,
): Question {
  const stages = enumerate(parts.map(({ stage }) => stage));
  return {
    id: splitId,
    kind: 'split',
    subject: 'revision',
    message: `Old code may still run while this is applied. Is it one revision, or ${parts.length} that are applied one by one?`,
    options: [
      { value: 'one', label: 'one revision, applied as a whole' },
      {
        value: 'three',
        label:
          parts.length === 1
            ? 'one all the same: what moves here is not spread'
            : `${parts.length} revisions, each on the one before: ${stages}`,
      },
      stop,
    ],
    evidence: [
      ...(why === undefined ? [] : [why]),
      ...parts.map(({ stage, operations }) => `${stage}: ${operations.map(describe).join('; ')}`),
    ],
  };
}

async function firstLarge(
  operations: readonly Operation[],
  recorded: Schema,
  known: Largeness,
): Promise<string | undefined> {
  const origins = new Origins();
  const seen = new Set<string>();
  for (const operation of operations) {
    const table = tableOf(operation);
    const stored = origins.of({ sort: 'table', table, name: '' }).table;
    origins.follow(operation);
    if (seen.has(stored) || findTable(recorded, stored) === undefined) continue;
    seen.add(stored);
    const why = await whyLarge({ table, stored }, known);
    if (why !== undefined) return why;
  }
  return undefined;
}

function tableOf(operation: Operation): string {
  return 'table' in operation && typeof operation.table === 'string' ? operation.table : '';
}
