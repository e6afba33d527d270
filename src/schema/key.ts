import { indexColumns, isOnColumns, type Table } from './schema.ts';

/** Whether the columns are a key of the table, so that foreign keys may point to them: primary, unique, or a whole unique index. */
export function hasKey(table: Table, columns: readonly string[]): boolean {
  const keys = [
    ...(table.primaryKey ? [table.primaryKey] : []),
    ...table.uniques,
    ...table.indexes.filter(
      index => index.unique && index.where === undefined && isOnColumns(index),
    ),
  ];
  return keys.some(key => isSameSet(indexColumns(key), columns));
}

/** Whether two lists have the same names, in whatever order. */
export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every(name => b.includes(name));
}

/** The names that a table takes in its schema's one namespace of tables and indexes: its own, and those of its keys and indexes. */
export function relationNames(table: Table): readonly string[] {
  const { name, primaryKey, indexes, uniques, exclusions = [] } = table;
  const named = [...(primaryKey ? [primaryKey] : []), ...indexes, ...uniques, ...exclusions];
  return [name, ...named.map(each => each.name)];
}
