import { type Index, indexColumns, type Table } from '../schema/schema.ts';

/** The table without these columns, and without every key, index and enum check that needs one of them. */
export function withoutColumns(table: Table, names: readonly string[]): Table {
  if (names.length === 0) return table;
  const stays = ({ columns }: Pick<Index, 'columns'>): boolean =>
    !indexColumns({ columns }).some(column => names.includes(column));
  const { primaryKey, ...rest } = table;
  return {
    ...rest,
    columns: table.columns.filter(column => !names.includes(column.name)),
    ...(primaryKey !== undefined && stays(primaryKey) ? { primaryKey } : {}),
    indexes: table.indexes.filter(
      index => stays(index) && !(index.include ?? []).some(column => names.includes(column)),
    ),
    uniques: table.uniques.filter(stays),
    foreignKeys: table.foreignKeys.filter(stays),
    checks: table.checks.filter(({ enumOf }) => enumOf === undefined || !names.includes(enumOf)),
  };
}

/** Columns that keys, indexes or enum checks name and that the table does not have. */
export function missingColumns(table: Table): readonly string[] {
  const there = new Set(table.columns.map(column => column.name));
  const named = [
    ...(table.primaryKey?.columns ?? []),
    ...[...table.indexes, ...table.uniques, ...table.foreignKeys].flatMap(indexColumns),
    ...table.checks.flatMap(({ enumOf }) => enumOf ?? []),
  ];
  return [...new Set(named)].filter(name => !there.has(name));
}
