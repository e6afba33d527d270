import type { Row } from '../dialect.ts';

/** A text in a row, `''` for null. */
export function text(row: Row, key: string): string {
  const value = row[key];
  return typeof value === 'string' ? value : '';
}

/** Names that came as JSON text. */
export function names(row: Row, key: string): readonly string[] {
  const value = row[key];
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.map(String) : [];
}

/** `{ comment: '…' }`, or nothing for null. */
export function optional<K extends 'comment' | 'collation'>(
  row: Row,
  key: K,
): { readonly [P in K]?: string } {
  const value = row[key];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to an index signature
  return (typeof value === 'string' ? { [key]: value } : {}) as { readonly [P in K]?: string };
}
