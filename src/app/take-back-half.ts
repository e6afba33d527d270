import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import { invert, invertAll } from '../operation/invert.ts';
import type { Operation, RecordedOperation } from '../operation/operation.ts';
import { callOf } from '../operation/print-calls.ts';
import type { DraftStep } from '../plan/build.ts';
import type { RecordedRevision } from '../project/load-revision.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import type { Progress } from '../runner/journal.ts';
import type { Schema } from '../schema/schema.ts';
import { resume } from './half-way.ts';

/** An up that was cut off, and the schema in which it began. */
export interface HalfUp {
  readonly file: RevisionFile;
  readonly recorded: RecordedRevision;
  readonly progress: Progress;
  readonly before: Schema;
}

/** The operations of a half up that are done. */
export function doneOf({ recorded, ...half }: HalfUp): readonly RecordedOperation[] {
  return recorded.up.slice(0, resume(recorded.up, half).operations);
}

/**
 * What takes back the half of an up that is done: its inverse, computed; where SQL or code in it has none, the end of the file's
 * `down`, if the rest of that is, operation by operation, the inverse of what is not done.
 * @throws MigshError `partial` where neither is certain: then only finishing it is
 */
export function takeBackHalf(half: HalfUp): readonly RecordedOperation[] {
  const { recorded, before } = half;
  const { operations, statements } = resume(recorded.up, half);
  if (statements > 0) throw notProvable(half, 'an operation of it is done in part');
  const done = recorded.up.slice(0, operations).map(({ operation }) => operation);
  const inverse = invertAll(done, before);
  if (!('irreversible' in inverse)) {
    return inverse.map(operation => ({ operation: insideTransaction(operation) }));
  }
  const { down } = recorded;
  const rest = down === null ? undefined : endOfDown(half, down, operations);
  if (rest === undefined) throw notProvable(half, inverse.irreversible);
  return rest;
}

/** @throws MigshError `partial` for statements that cannot be in one transaction: cut off once more, nobody could go on */
export function refuseApart(step: DraftStep, half: HalfUp): void {
  const apart = step.operations.some(({ statements }) =>
    statements.some(({ transactional }) => transactional === false),
  );
  if (apart) throw notProvable(half, 'taking it back does not fit into one transaction');
}

/** An index that is built beside the traffic is dropped in the transaction: that is quick. */
function insideTransaction(operation: Operation): Operation {
  if (operation.kind !== 'createIndex' && operation.kind !== 'dropIndex') return operation;
  const { concurrently: _, ...inside } = operation;
  return inside;
}

/**
 * The part of `down` that belongs to the first operations of `up`. Every inverse that is known has to stand in it, the last
 * operation's first; SQL and code between two of them belong to the SQL and code between their two.
 */
function endOfDown(
  { recorded: { up }, before }: HalfUp,
  down: readonly RecordedOperation[],
  done: number,
): readonly RecordedOperation[] | undefined {
  let at = 0;
  let start = 0;
  // Free text that what is not done was given, with nothing certain behind it yet.
  let given = 0;
  for (const [n, inverse] of [...inversesOf(up, before).entries()].toReversed()) {
    if (n === done - 1) start = at;
    const end = endOf(inverse, down, at);
    const isAmbiguous = inverse === undefined && n < done && given > 0;
    // Whether it belongs to what is done or to what is not nobody can say.
    if (end === undefined || isAmbiguous) return undefined;
    if (end > at) given = inverse === undefined && n >= done ? given + 1 : 0;
    at = end;
  }
  return at === down.length ? down.slice(start) : undefined;
}

/** Where an inverse that begins there ends: all of it, or all text that is free; undefined where something else stands. */
function endOf(
  inverse: readonly Operation[] | undefined,
  down: readonly RecordedOperation[],
  from: number,
): number | undefined {
  if (inverse !== undefined) {
    const stands = inverse.every((each, n) => isSame(down[from + n]?.operation, each));
    return stands ? from + inverse.length : undefined;
  }
  let end = from;
  while (isFree(down[end])) end += 1;
  return end;
}

/** Last statement first, as they run; undefined where an operation does not say how it is taken back. */
function inversesOf(
  up: readonly RecordedOperation[],
  before: Schema,
): readonly (readonly Operation[] | undefined)[] {
  let schema = before;
  return up.map(({ operation }) => {
    const inverse = invert(operation, schema);
    schema = apply(schema, operation);
    return 'irreversible' in inverse ? undefined : inverse;
  });
}

function isFree(recorded: RecordedOperation | undefined): boolean {
  return recorded?.operation.kind === 'sql' || recorded?.operation.kind === 'run';
}

/** Whether both would be written the same; what one carries for its own inverse does not count. */
function isSame(one: Operation | undefined, other: Operation): boolean {
  return one !== undefined && JSON.stringify(callOf(one)) === JSON.stringify(callOf(other));
}

function notProvable({ file: { revision } }: Pick<HalfUp, 'file'>, why: string): MigshError {
  const { id, path } = revision;
  return new MigshError(
    'partial',
    `${path}: ${id} was cut off half-way, and what takes back the part that is done is not certain: ${why}`,
    {
      hint: `migsh upgrade finishes it, then it can be taken back; or take it back by hand and say so: migsh stamp ${revision.parents.join(' ') || 'base'}`,
      details: { revision: id },
    },
  );
}
