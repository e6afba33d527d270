import type { MotionChange } from '../schema/change-motion.ts';
import { findTable } from '../schema/schema.ts';
import { givers, isReceiver, marks, receivers } from './motion-ends.ts';
import type { Operation } from './operation.ts';
import type { MotionContext, Step, Transfer } from './received.ts';

/**
 * Whether old and new code can both write while a motion goes on. A new column that is not null tells the rows that are still
 * to be filled; without one, what new code emptied on purpose would be filled again.
 */
export function bearsSpreading(
  motion: MotionChange,
  { answers, schema }: Omit<MotionContext, 'isSpread'>,
): boolean {
  if (motion.kind === 'columnCopied') return true;
  if (motion.kind !== 'columnSplit' && motion.kind !== 'columnsMerged') return false;
  const key = findTable(schema, motion.table)?.primaryKey?.columns ?? [];
  const isFree = givers(motion).every(({ column: { name, generated, identity } }) => {
    const isComputed = generated !== undefined || identity !== undefined;
    return !isComputed && !key.includes(name);
  });
  return isFree && marks(motion, answers).length > 0;
}

/** Says that a motion is not spread. */
export function wholeTransfer({ steps: [first, ...rest], settle }: Transfer): Transfer {
  if (first === undefined) return { steps: [], settle };
  const why = `${first.move.why ?? ''}; not spread over the revisions: rows could come out wrong while old and new code both write, so new code starts with this one`;
  return { steps: [{ ...first, move: { ...first.move, why } }, ...rest], settle };
}

/** What was made for the values to come to. */
export function receiving(
  motion: MotionChange,
  operations: readonly Operation[],
): readonly Operation[] {
  return operations.filter(each =>
    each.kind === 'createTable'
      ? motion.kind === 'tableExtracted' && each.table.name === motion.to.name
      : each.kind === 'addColumn' && isReceiver([motion], each),
  );
}

/** Before the new columns go, what came to them meanwhile goes back; only then are the old ones not null again. */
export function backBefore(
  motion: MotionChange,
  { steps }: Transfer,
  made: readonly Operation[],
): ReadonlyMap<Operation, readonly Operation[]> {
  const back = steps.flatMap(step => step.back ?? []);
  const relaxing = steps.findLast(isRelaxing)?.move;
  if (relaxing?.kind === 'alterColumn') {
    const { table, column } = relaxing;
    return new Map([
      [relaxing, [...back, { kind: 'alterColumn', table, column, nullable: false }]],
    ]);
  }
  const last = receivers(motion).at(-1);
  const added = receiving(motion, made).findLast(
    each => each.kind === 'addColumn' && each.column.name === last?.name,
  );
  if (added?.kind !== 'addColumn') return new Map();
  const { table, column } = added;
  const gone: Operation = { kind: 'dropColumn', table, column: column.name, definition: column };
  return new Map([[added, [...back, gone]]]);
}

function isRelaxing({ move }: Step): boolean {
  return move.kind === 'alterColumn' && move.nullable === true;
}
