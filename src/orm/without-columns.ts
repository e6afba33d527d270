import type { Table } from '../schema/schema.ts';

/** The table without these columns, and without every key, index and enum check that needs one of them. */
export function withoutColumns(table: Table, names: readonly string[]): Table {
  if (names.length === 0) return table;
  const stays = ({ columns }: { readonly columns: readonly string[] }): boolean =>
    !columns.some(column => names.includes(column));
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
