import type { MotionChange } from '../schema/change-motion.ts';
import type { Column } from '../schema/schema.ts';

/** Whether a column that comes takes its values from others, so that it waits for them. */
export function isReceiver(
  motions: readonly MotionChange[],
  { table, column }: { readonly table: string; readonly column: Column },
): boolean {
  return motions.some(
    motion => motion.table === table && receivers(motion).some(each => each.name === column.name),
  );
}

/** Whether a column that goes gives its values to others; what they cannot hold of it stays in an archive. */
export function isGiver(motions: readonly MotionChange[], table: string, column: string): boolean {
  return motions.some(
    motion => motion.table === table && givers(motion).some(({ name }) => name === column),
  );
}

function receivers(motion: MotionChange): readonly Column[] {
  return motion.kind === 'columnsMerged' ? [motion.to] : motion.to;
}

function givers(motion: MotionChange): readonly Column[] {
  return motion.kind === 'columnsMerged' ? motion.from : [motion.from];
}

/** The column as it is added before its values are there. */
export function waitingColumn(column: Column): Column {
  return isFilled(column) ? column : { ...column, nullable: true };
}

/** Whether it has a value in every row as soon as it is there: not null with a default. */
export function isFilled({ nullable, default: given }: Column): boolean {
  return !nullable && given !== undefined;
}
