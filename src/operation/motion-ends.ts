import type { MotionChange } from '../schema/change-motion.ts';
import type { Answers } from '../schema/question.ts';
import type { Column } from '../schema/schema.ts';
import { readFill } from './fill.ts';

/** A column with its table. */
interface Place {
  readonly table: string;
  readonly column: Column;
}

/** Whether a column that comes takes its values from others, so that it waits for them. */
export function isReceiver(motions: readonly MotionChange[], { table, column }: Place): boolean {
  return motions.some(
    motion => motion.table === table && receivers(motion).some(({ name }) => name === column.name),
  );
}

/** Whether a column that goes gives its values to others; what they cannot hold of it stays in an archive. */
export function isGiver(motions: readonly MotionChange[], table: string, column: string): boolean {
  // What becomes of a column that was copied is asked.
  return motions.some(
    motion =>
      motion.kind !== 'columnCopied' &&
      givers(motion).some(each => each.table === table && each.column.name === column),
  );
}

/** The columns that take values over. */
export function receivers(motion: MotionChange): readonly Column[] {
  if (motion.kind === 'tableExtracted') return motion.links;
  return motion.kind === 'columnSplit' ? motion.to : [motion.to];
}

/** The columns whose values go elsewhere. */
export function givers(motion: MotionChange): readonly Place[] {
  if (motion.kind === 'columnMoved') return [motion.from];
  const { table } = motion;
  return goers(motion).map(column => ({ table, column }));
}

/** The tables whose columns give their values to others. */
export function giverTables(motions: readonly MotionChange[]): ReadonlySet<string> {
  return new Set(motions.flatMap(givers).map(({ table }) => table));
}

function goers(motion: Exclude<MotionChange, { kind: 'columnMoved' }>): readonly Column[] {
  if (motion.kind === 'columnSplit' || motion.kind === 'columnCopied') return [motion.from];
  return motion.kind === 'columnsMerged' ? motion.from : motion.columns.map(({ from }) => from);
}

/** The column as it is added before its values are there. */
export function waitingColumn(column: Column): Column {
  return isFilled(column) ? column : { ...column, nullable: true };
}

/** Whether it has a value in every row as soon as it is there: not null with a default. */
export function isFilled({ nullable, default: given }: Column): boolean {
  return !nullable && given !== undefined;
}

/** The columns that take values over and are not null in the end: a null in them says that a row is still to be filled. */
export function marks(motion: MotionChange, answers: Answers): readonly string[] {
  const { table } = motion;
  return receivers(motion)
    .filter(to => !to.nullable && !isFilled(to) && readFill(table, to, answers) !== 'nullable')
    .map(({ name }) => name);
}
