import type { MotionChange } from '../schema/change-motion.ts';
import type { SchemaChange } from '../schema/change.ts';
import { indexColumns, isOnColumns } from '../schema/schema.ts';
import type { Changes } from './changes.ts';

/** Changes whose rows can be mended before any are moved, and those that wait for what is moved. */
export interface MendOrder {
  readonly first: Changes;
  readonly rest: Changes;
}

/**
 * Rows that go because a constraint comes go before others are made of them: what is taken out of a row that goes would stay
 * behind. A constraint on columns that come or change waits until their values are there.
 */
export function mendOrder(changes: Changes): MendOrder {
  const waits = columnsThatWait(changes);
  // What is made of a row in its own table goes with it.
  const isLeft = changes.motions.some(({ kind }) => leaving.has(kind));
  const isReady = (change: SchemaChange): boolean => isLeft && isSettled(change, waits);
  return {
    first: { ...changes, all: changes.all.filter(isReady) },
    rest: { ...changes, all: changes.all.filter(change => !isReady(change)) },
  };
}

const leaving: ReadonlySet<MotionChange['kind']> = new Set(['columnMoved', 'tableExtracted']);

type Waits = (table: string, columns: readonly string[]) => boolean;

function columnsThatWait({ columnAdded, columnChanged, tableAdded }: Changes): Waits {
  return (table, columns) =>
    tableAdded.some(each => each.table.name === table) ||
    columnAdded.some(each => each.table === table && columns.includes(each.column.name)) ||
    columnChanged.some(each => each.table === table && columns.includes(each.to.name));
}

function isSettled(change: SchemaChange, waits: Waits): boolean {
  if (change.kind === 'uniqueAdded') return !waits(change.table, change.unique.columns);
  if (change.kind === 'indexAdded') {
    const { index, table } = change;
    return isOnColumns(index) && index.where === undefined && !waits(table, indexColumns(index));
  }
  if (change.kind !== 'foreignKeyAdded') return false;
  const { table, foreignKey } = change;
  return !waits(table, foreignKey.columns) && !waits(foreignKey.refTable, foreignKey.refColumns);
}
