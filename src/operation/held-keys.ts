import { hasKey, isSameSet } from '../schema/key.ts';
import { findTable, type ForeignKey, indexColumns, type Schema } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { OwnedKey } from './from-constraint.ts';

/**
 * Foreign keys that do not go by themselves but stand on a unique constraint or index that goes: they have to let go of it,
 * and come back if another one has come in its place.
 */
export function heldKeys(changes: Changes, base: Schema): readonly OwnedKey[] {
  const isHeld = standsOnGoing(changes);
  return base.tables.flatMap(({ name, foreignKeys }) =>
    foreignKeys
      .filter(key => isHeld(key) && !isRemoved(changes, name, key))
      .map(foreignKey => ({ table: name, foreignKey })),
  );
}

/** Whether a foreign key points to columns that a unique constraint or index made a key, which goes. */
export function standsOnGoing(changes: Changes): (key: ForeignKey) => boolean {
  const going = [
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

function isRemoved({ all }: Changes, table: string, key: ForeignKey): boolean {
  return ofKind(all, 'foreignKeyRemoved').some(
    each => each.table === table && each.foreignKey.name === key.name,
  );
}
