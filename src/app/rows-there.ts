import type { Database } from '../runner/ports.ts';
import { countRows, countValues, sizesOf } from './table-sizes.ts';

/** Up to so many estimated rows a table is read through for evidence; above, the estimate has to do. */
const readUpTo = 20_000_000;

/** How many rows a table has here. */
export interface RowsThere {
  readonly rows: number;
  /** `12 rows`, `no rows`, `about 30,000,000 rows`. */
  readonly words: string;
  /** Too many rows to be read through for a question. */
  readonly isTooLarge: boolean;
}

/** The rows of a table; null where it does not exist here. */
export async function rowsThere(database: Database, table: string): Promise<RowsThere | null> {
  const size = (await sizesOf(database, [table])).get(table);
  if (size === undefined) return null;
  if (!size.exact && size.rows > readUpTo) {
    return { rows: size.rows, words: `about ${counted(size.rows, rowWords)}`, isTooLarge: true };
  }
  const rows = size.exact ? size.rows : await countRows(database, table);
  return { rows, words: counted(rows, rowWords), isTooLarge: false };
}

/** `3 values`: how many rows have a value in the column; null where there is none of that name, or it is too much to read. */
export async function valuesThere(
  database: Database,
  table: string,
  column: string,
): Promise<string | null> {
  const there = await rowsThere(database, table);
  if (there === null || !(await hasColumn(database, table, column))) return null;
  if (there.isTooLarge) return `values in ${there.words}`;
  return counted(await countValues(database, table, column), ['value', 'values']);
}

/** Whether the table has the column here. */
export async function hasColumn(
  database: Database,
  table: string,
  column: string,
): Promise<boolean> {
  const [sql, parameters] =
    database.dialect === 'sqlite'
      ? ['select 1 from pragma_table_xinfo($1) where name = $2', [table, column]]
      : [
          'select 1 from pg_attribute where attrelid = to_regclass($1) and attname = $2 and not attisdropped',
          [quotedParts(table), column],
        ];
  const rows = await database.query(sql, parameters);
  return rows.length > 0;
}

/** `1 row`, `1,200 rows`, `no rows`. */
export function counted(count: number, [one, many]: readonly [one: string, many: string]): string {
  if (count === 0) return `no ${many}`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

export const rowWords = ['row', 'rows'] as const;

function quotedParts(name: string): string {
  return name
    .split('.')
    .map(part => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
