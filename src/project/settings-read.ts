import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';

/** Checks the value of a setting; `key` is its name in errors. */
export type Read<Value> = (key: string, value: unknown) => Value;

export function readText(key: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw badSettings(`"migsh.${key}" has to be a text`);
}

/** A text, or a list of texts. */
export function readTexts(key: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [readText(key, value)];
  if (!Array.isArray(value)) {
    throw badSettings(`"migsh.${key}" has to be a text or a list of texts`);
  }
  return value.map(item => readText(key, item));
}

export function readDialect(key: string, value: unknown): DialectName {
  if (value === 'postgresql' || value === 'sqlite') return value;
  throw badSettings(`"migsh.${key}" has to be "postgresql" or "sqlite"`);
}

const placeholders = new Set(['date', 'time', 'id', 'slug']);

/** The name of a new file; `{id}` keeps two files apart. */
export function readFileName(key: string, value: unknown): string {
  const pattern = readText(key, value);
  const strange = [...pattern.matchAll(/\{(\w*)\}/g)].find(
    ([, name]) => !placeholders.has(name ?? ''),
  );
  if (strange !== undefined) {
    throw badSettings(
      `"migsh.${key}": there is no ${strange[0]}`,
      'there are {date}, {time}, {id} and {slug}',
    );
  }
  if (pattern.includes('{id}') && !/[\\/]/.test(pattern) && !/^[._]/.test(pattern)) return pattern;
  throw badSettings(`"migsh.${key}" has to hold {id}, no slash, and not begin with . or _`);
}

/** `name` or `schema.name`. */
export function readTable(key: string, value: unknown): string {
  const table = readText(key, value);
  const parts = table.split('.');
  if (parts.length <= 2 && parts.every(part => part.trim() !== '')) return table;
  throw badSettings(`"migsh.${key}" has to be "name" or "schema.name"`);
}

export function readTimezone(key: string, value: unknown): string {
  const name = readText(key, value);
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw badSettings(
      `"migsh.${key}": there is no time zone ${JSON.stringify(name)}`,
      'write it as "Europe/Zurich" or "UTC"',
    );
  }
}

/** `same-server`, `in-process` or the URL of a PostgreSQL database. */
export function readScratch(key: string, value: unknown): string {
  const place = readText(key, value);
  if (/^(?:same-server|in-process|postgres(?:ql)?:\/\/.+)$/.test(place)) return place;
  throw badSettings(
    `"migsh.${key}" has to be "same-server", "in-process" or a URL`,
    'a URL is that of an empty PostgreSQL database: "postgresql://localhost/shop_scratch"',
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function badSettings(
  message: string,
  hint = 'mend the "migsh" part of package.json',
): MigshError {
  return new MigshError('bad-settings', `package.json: ${message}`, { hint });
}
