import { tokenize, unquote } from './tokens.ts';

/**
 * Functions of PostgreSQL's that are stable or immutable (pg_proc.provolatile): as the default of a new column they are
 * computed once, not for each row (manual, ALTER TABLE). One that is not named here counts as computed for each row.
 */
export const computedOnce: ReadonlySet<string> = new Set([
  'now',
  'transaction_timestamp',
  'statement_timestamp',
  'current_setting',
  'to_timestamp',
  'make_date',
  'make_interval',
  'date_trunc',
  'lower',
  'upper',
  'concat',
  'format',
  'jsonb_build_object',
  'jsonb_build_array',
  'to_jsonb',
]);

/** Whether the default calls a function that is computed for each row, as far as its words tell. */
export function isPerRow(sql: string): boolean {
  const tokens = tokenize(sql).filter(({ kind }) => kind !== 'space');
  return tokens.some(
    ({ kind, text }, at) =>
      (kind === 'word' || kind === 'quoted') &&
      tokens[at + 1]?.text === '(' &&
      !computedOnce.has(kind === 'quoted' ? unquote(text) : text.toLowerCase()),
  );
}
