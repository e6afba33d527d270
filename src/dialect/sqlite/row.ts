import type { Row } from '../dialect.ts';
import type { queries } from './introspect-queries.ts';
import type { TableText } from './table-text.ts';

/** The rows of all queries, and the stored text of one table. */
export interface StoredRows {
  readonly table: TableText;
  /** The rows of this table in the result of a query. */
  readonly own: (query: keyof typeof queries) => readonly Row[];
  /** All rows of a query. */
  readonly all: (query: keyof typeof queries) => readonly Row[];
}

/** A text in a row, `''` for null. */
export function text(row: Row, key: string): string {
  const value = row[key];
  return typeof value === 'string' ? value : '';
}
