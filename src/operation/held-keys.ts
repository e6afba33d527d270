import type { ColumnType } from '../schema/column-type.ts';
import { hasKey, isSameSet } from '../schema/key.ts';
import { sameType } from '../schema/same-type.ts';
import { findTable, type ForeignKey, indexColumns, type Schema } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { OwnedKey } from './from-constraint.ts';

/**
 * Foreign keys that do not go by themselves but stand on a unique constraint or index that goes, or on columns that
 * become another sort one after the other: they have to let go, and come back if there is something to stand on again.
 */
export function heldKeys(changes: Changes, base: Schema): readonly OwnedKey[] {
  const isHeld = standsOnGoing(changes);
  return base.tables.flatMap(({ name, foreignKeys }) =>
    foreignKeys
      .filter(key => isHeld(key) || isResorted(changes, name, key))
      .filter(key => !isRemoved(changes, name, key))
      .map(foreignKey => ({ table: name, foreignKey })),
  );
}

/** Whether a foreign key points to columns that a unique constraint or index made a key, which goes. */
export function standsOnGoing(changes: Changes): (key: ForeignKey) => boolean {
  const going = [
    ...ofKind(changes.all, 'primaryKeyChanged').flatMap(({ table, from }) =>
      from === undefined ? [] : [{ table, columns: from.columns }],
    ),
    ...ofKind(changes.all, 'uniqueRemoved').map(({ table, unique: { columns } }) => ({
      table,
      columns,
    })),
    ...ofKind(changes.all, 'indexRemoved')
      .filter(({ index }) => index.unique)
      .map(({ table, index }) => ({ table, columns: indexColumns(index) })),
  ];
  return key =>
    going.some(each => each.table === key.refTable && isSameSet(each.columns, key.refColumns));
}

/** Of keys that let go, those that come back: their table stays, and what they point to is a key again. */
export function keysBack(
  held: readonly OwnedKey[],
  changes: Changes,
  schema: Schema,
): readonly OwnedKey[] {
  return held.filter(({ table, foreignKey }) => {
    const target = findTable(schema, foreignKey.refTable);
    const goes = changes.tableRemoved.some(each => each.table.name === table);
    return !goes && target !== undefined && hasKey(target, foreignKey.refColumns);
  });
}

// PostgreSQL compares what a foreign key points from with what it points to, at every moment.
function isResorted({ columnChanged }: Changes, owner: string, key: ForeignKey): boolean {
  const ends = [
    ...key.columns.map(column => ({ table: owner, column })),
    ...key.refColumns.map(column => ({ table: key.refTable, column })),
  ];
  return columnChanged
    .filter(({ from, to }) => !isSameSort(from.type, to.type))
    .some(({ table, to }) => ends.some(end => end.table === table && end.column === to.name));
}

function isSameSort(from: ColumnType, to: ColumnType): boolean {
  return (
    sorts.some(sort => sort.has(from.name) && sort.has(to.name)) ||
    sameType(from, to) ||
    (from.name === to.name && !named.has(from.name))
  );
}

/** Types that say more by their arguments than by their own name. */
const named: ReadonlySet<ColumnType['name']> = new Set(['native', 'nativeEnum', 'array']);

const sorts: readonly ReadonlySet<ColumnType['name']>[] = [
  new Set(['integer', 'smallint', 'tinyint', 'mediumint', 'bigint', 'decimal', 'float', 'double']),
  new Set(['string', 'char', 'text', 'enum']),
];

function isRemoved({ all }: Changes, table: string, key: ForeignKey): boolean {
  return ofKind(all, 'foreignKeyRemoved').some(
    each => each.table === table && each.foreignKey.name === key.name,
  );
}
