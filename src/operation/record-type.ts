import type { ColumnType, PlainTypeName } from '../schema/column-type.ts';
import { nearest } from '../schema/nearest.ts';
import { asOptions, asText, optionalCount, refuse } from './record-check.ts';
import { given } from './record-check.ts';
import { asEnum, asEnumValues } from './record-enum.ts';

/** A type in the database's own words, one text per dialect. */
export interface NativeType {
  readonly postgresql?: string;
  readonly sqlite?: string;
}

/** A portable type as text: `'bigint'`, `'string(80)'`, `'decimal(10,2)'`, `"enum('basic', 'gold')"`, `'array(text)'`. */
export type TypeText =
  | PlainTypeName
  | 'string'
  | 'char'
  | 'decimal'
  | 'time'
  | 'datetime'
  | 'timestamp'
  | 'interval'
  | `${'string' | 'char' | 'time' | 'datetime' | 'timestamp' | 'interval'}(${number})`
  | `decimal(${number},${number})`
  | `decimal(${number}, ${number})`
  | `decimal(${number})`
  | `enum(${string})`
  | `nativeEnum(${string})`
  | `array(${string})`;

/** A type given to an operation: portable as text, or native. */
export type TypeArgument = TypeText | NativeType | ColumnType;

/**
 * A type that has no portable name: `native('citext')` on every dialect, or one text per dialect,
 * `native({ postgresql: 'tsvector', sqlite: 'text' })`.
 */
export function native(type: string | NativeType): ColumnType {
  if (typeof type === 'string') {
    return { name: 'native', postgresql: asText(type, 'type'), sqlite: type };
  }
  const { postgresql, sqlite } = asOptions(type, ['postgresql', 'sqlite'], 'a native type');
  if (postgresql === undefined && sqlite === undefined) {
    throw refuse(
      'a native type has no text',
      "give it one text per dialect: { postgresql: 'tsvector', sqlite: 'text' }",
    );
  }
  return {
    name: 'native',
    ...given('postgresql', postgresql === undefined ? undefined : asText(postgresql, 'postgresql')),
    ...given('sqlite', sqlite === undefined ? undefined : asText(sqlite, 'sqlite')),
  };
}

/** The type that an argument means. Throws `bad-operation` where it means none. */
export function toColumnType(argument: unknown): ColumnType {
  if (typeof argument === 'string') return parseType(argument);
  if (typeof argument !== 'object' || argument === null) {
    throw refuse(
      `a type is text such as 'string(80)' or native(…), not ${JSON.stringify(argument) ?? typeof argument}`,
    );
  }
  if (!('name' in argument)) return native(argument);
  return fromObject(argument);
}

function fromObject(type: object): ColumnType {
  const { name, of, ...rest } = asOptions(
    type,
    ['name', 'of', 'length', 'precision', 'scale', 'values', 'enum', 'postgresql', 'sqlite'],
    'a type',
  );
  if (name === 'native') return native(rest);
  if (name === 'array') return { name, of: toColumnType(of) };
  if (name === 'enum') return enumType(rest['values']);
  if (name === 'nativeEnum') return nativeEnumType(rest['enum']);
  const numbers = [rest['length'] ?? rest['precision'], rest['scale']];
  return sized(
    asText(name, 'name'),
    numbers.filter(number => number !== undefined),
  );
}

const plain: readonly PlainTypeName[] = [
  'text',
  'integer',
  'smallint',
  'tinyint',
  'mediumint',
  'bigint',
  'float',
  'double',
  'boolean',
  'date',
  'uuid',
  'json',
  'jsonb',
  'blob',
];
const sizedNames = ['string', 'char', 'decimal', 'time', 'datetime', 'timestamp', 'interval'];
const typeNames = [...plain, ...sizedNames, 'enum', 'nativeEnum', 'array'];

/** `string(80)` → `{ name: 'string', length: 80 }`. Blanks inside the parentheses do not matter. */
function parseType(text: string): ColumnType {
  const match = /^\s*([a-z]+)\s*(?:\((.*)\))?\s*$/is.exec(text);
  const name = match?.[1]?.toLowerCase() ?? '';
  const inside = match?.[2];
  const nested = inside === undefined ? undefined : nestedTypes[name];
  if (nested !== undefined) return nested(inside ?? '', text);
  const numbers = inside === undefined ? [] : inside.split(',').map(part => part.trim());
  if (!numbers.every(number => /^\d+$/.test(number))) throw unknownType(text, name);
  return sized(name, numbers.map(Number), text);
}

/** What stands in the parentheses of a type that takes more than numbers. */
const nestedTypes: Readonly<Record<string, (inside: string, text: string) => ColumnType>> = {
  array: inside => ({ name: 'array', of: parseType(inside) }),
  enum: (inside, text) => enumType(parseValues(inside, text)),
  nativeenum: inside => nativeEnumType(inside.trim()),
};

function sized(name: string, numbers: readonly unknown[], text: string = name): ColumnType {
  const found = plain.find(each => each === name);
  if (found !== undefined && numbers.length === 0) return { name: found };
  if (numbers.length > (name === 'decimal' ? 2 : 1)) throw unknownType(text, name);
  const [first, second] = numbers;
  switch (name) {
    case 'string':
    case 'char':
      return { name, ...given('length', optionalCount(first, 'the length', 1)) };
    case 'decimal':
      return {
        name,
        ...given('precision', optionalCount(first, 'the precision', 1)),
        ...given('scale', optionalCount(second, 'the scale', 0)),
      };
    default:
      return moment(name, first, text);
  }
}

const moments = ['time', 'datetime', 'timestamp', 'interval'] as const;

function moment(name: string, precision: unknown, text: string): ColumnType {
  const known = moments.find(each => each === name);
  if (known === undefined) throw unknownType(text, name);
  return { name: known, ...given('precision', optionalCount(precision, 'the precision', 0)) };
}

/** The type of a column that holds one of these values. */
export function enumType(values: unknown): ColumnType {
  return { name: 'enum', values: asEnumValues(values) };
}

/** The type of a column that holds a value of a native enum. */
export function nativeEnumType(name: unknown): ColumnType {
  return { name: 'nativeEnum', enum: asEnum(name) };
}

/** `'a', 'it''s'` → `["a", "it's"]`. */
function parseValues(inside: string, text: string): string[] {
  const values: string[] = [];
  const pattern = /\s*'((?:[^']|'')*)'\s*(?:,|$)/gy;
  let end = 0;
  for (let match = pattern.exec(inside); match; match = pattern.exec(inside)) {
    values.push((match[1] ?? '').replaceAll("''", "'"));
    end = pattern.lastIndex;
    if (end === inside.length) break;
  }
  if (end !== inside.length || /,\s*$/.test(inside)) {
    throw refuse(
      `the values of ${text} cannot be read`,
      "write them as in SQL: enum('basic', 'gold')",
    );
  }
  return values;
}

function unknownType(text: string, name: string): Error {
  const near = nearest(name, typeNames);
  const known = typeNames.includes(name);
  return refuse(
    known
      ? `'${text}' is not how ${name} is written`
      : `there is no type '${text}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
    known
      ? exampleOf(name)
      : "for a type of the database's own write native('…') or { postgresql: '…', sqlite: '…' }",
  );
}

function exampleOf(name: string): string {
  if (name === 'enum') return "write enum('basic', 'gold')";
  if (name === 'nativeEnum') return 'write nativeEnum(mood)';
  if (name === 'array') return 'write array(text)';
  if (name === 'decimal') return 'write decimal(10,2)';
  return sizedNames.includes(name) ? `write ${name} or ${name}(6)` : `write ${name}, without more`;
}
