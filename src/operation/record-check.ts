import { MigshError } from '../error.ts';
import { isRounded } from '../schema/exact-number.ts';
import { nearest } from '../schema/nearest.ts';

/** Wrong use of `op`, not yet located: the guard around every call adds its name, file and line. */
export function refuse(message: string, hint?: string): MigshError {
  return new MigshError('bad-operation', message, hint === undefined ? {} : { hint });
}

/** Something that a later version brings. */
export function notYet(what = ''): MigshError {
  return new MigshError('unsupported', `${what}not supported by this version of migsh`, {
    hint: 'write the change in SQL with op.sql, or leave it out',
  });
}

/** `{ [key]: value }`, or nothing where there is no value: optional keys are absent, never undefined. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value };
export function given(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value };
}

/** Text that is not empty. */
export function asText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw refuse(`${what} must be text, not ${shown(value)}`);
  if (value.trim() === '') throw refuse(`${what} is empty`);
  return value;
}

/** A table's name: `name` or `schema.name`. */
export function asTable(value: unknown, what = 'the table'): string {
  const name = asText(value, what);
  const parts = name.split('.');
  if (parts.length > 2 || parts.includes('')) {
    throw refuse(`'${name}' is no table's name`, "write 'name' or 'schema.name'");
  }
  return name;
}

/** Names of columns, at least one, none twice. */
export function asColumns(value: unknown, what = 'the columns'): readonly string[] {
  if (typeof value === 'string') {
    throw refuse(`${what} must be a list`, `write ['${value}'] instead of '${value}'`);
  }
  const columns = asList(value, what).map(column => asText(column, `a name in ${what}`));
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw refuse(`${what} name '${twice}' twice`);
  return columns;
}

/** A list with at least one entry. */
export function asList(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refuse(`${what} must be a list, not ${shown(value)}`);
  if (value.length === 0) throw refuse(`${what} must not be empty`);
  return value;
}

/** A literal that a column can hold. */
export function asLiteral(value: unknown, what: string): string | number | boolean {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw refuse(`${what} must be a finite number, not ${value}`);
  }
  if (typeof value === 'bigint' || (typeof value === 'number' && isRounded(value))) {
    throw refuse(
      `${what} is a whole number beyond 2^53, which JavaScript rounds`,
      "write it as text, digit by digit: '9007199254740993'",
    );
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw refuse(`${what} must be text, a number or a boolean, not ${shown(value)}`);
}

/** A whole number from `least` on, or undefined where it was left out. */
export function optionalCount(value: unknown, what: string, least: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw refuse(`${what} must be a whole number from ${least} on, not ${shown(value)}`);
  }
  return value;
}

export function optionalText(value: unknown, what: string): string | undefined {
  return value === undefined ? undefined : asText(value, what);
}

/** One of a few words, or undefined where it was left out. */
export function optionalWord<Word extends string>(
  value: unknown,
  what: string,
  words: readonly Word[],
): Word | undefined {
  if (value === undefined) return undefined;
  const word = words.find(each => each === value);
  if (word !== undefined) return word;
  throw refuse(`${what} must be ${listed(words)}, not ${shown(value)}`);
}

export function optionalBoolean(value: unknown, what: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw refuse(`${what} must be true or false, not ${shown(value)}`);
}

/** What an options object holds, after its keys were compared with those that the call knows. */
export function asOptions(
  value: unknown,
  known: readonly string[],
  what = 'the options',
): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (!isPlainObject(value)) throw refuse(`${what} must be an object, not ${shown(value)}`);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw unknownOption(key, known);
  }
  return value;
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An old and a new name that differ. */
export function renaming(from: string, to: string): { from: string; to: string } {
  if (from === to) throw refuse(`${from} has that name already`);
  return { from, to };
}

/** Refuses what comes with a later version by its name, before it counts as unknown. */
export function refuseLater(options: unknown, later: readonly string[]): void {
  if (!isPlainObject(options)) return;
  const found = later.find(key => options[key] !== undefined);
  if (found !== undefined) throw notYet(`the option ${found} is `);
}

function unknownOption(key: string, known: readonly string[]): MigshError {
  const near = nearest(key, known);
  return refuse(
    `unknown option '${key}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
    known.length === 0 ? 'there are no options here' : `options are ${listed(known, 'and')}`,
  );
}

function listed(words: readonly string[], joint = 'or'): string {
  const quoted = words.map(word => `'${word}'`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} ${joint} ${quoted.at(-1)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (value instanceof Date) return 'a Date';
  if (typeof value === 'bigint') return `${value}n`;
  return JSON.stringify(value);
}
