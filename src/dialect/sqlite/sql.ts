import type { Default } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import { closingOf, tokenize } from './tokens.ts';

/** A value as SQL. */
export function literal(value: string | number | boolean | null): string {
  return typeof value === 'string' ? quoteText(value) : String(value);
}

/** What stands behind `default`: an expression that is more than a literal stands in parentheses, as SQLite wants it. */
export function defaultSql(value: Default): string {
  if (value.kind === 'value') return literal(value.value);
  const sql = value.sql.trim();
  // SQLite has no `current_timestamp(3)`: this is what MikroORM's platform declares there, milliseconds since 1970.
  if (/^current_timestamp\s*\(\s*\d\s*\)$/i.test(sql)) return `(strftime('%s', 'now') * 1000)`;
  return isSimple(sql) || isEnclosed(sql) ? sql : `(${sql})`;
}

/** Names in double quotes, with `, ` between them. */
export function quoteList(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ');
}

/**
 * Whether `add column` takes the default on a table that has rows: "the default value may not be CURRENT_TIME,
 * CURRENT_DATE, CURRENT_TIMESTAMP or an expression in parentheses" (https://www.sqlite.org/lang_altertable.html).
 */
export function isConstant(value: Default | undefined): boolean {
  const sql = value === undefined ? '' : defaultSql(value);
  return !sql.startsWith('(') && !sql.toLowerCase().startsWith('current_');
}

function isSimple(sql: string): boolean {
  const tokens = tokenize(sql);
  const signed = /^[+-]$/.test(tokens[0]?.text ?? '') && tokens[1]?.kind === 'number';
  if (tokens.length === 2) return signed;
  const [only] = tokens;
  return (
    tokens.length === 1 && only !== undefined && (only.kind !== 'word' || words.has(only.name))
  );
}

function isEnclosed(sql: string): boolean {
  const tokens = tokenize(sql);
  return tokens[0]?.text === '(' && closingOf(tokens, 0) === tokens.length - 1;
}

const words = new Set([
  'null',
  'true',
  'false',
  'current_timestamp',
  'current_date',
  'current_time',
]);
