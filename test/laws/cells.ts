import type { ColumnType } from '../../src/schema/column-type.ts';
import type { Schema } from '../../src/schema/schema.ts';

/**
 * What a row holds in a column, as text that the database itself gives (SQLite: with the storage class before it).
 * undefined: whatever the database put there; it is read once and kept from then on.
 */
export type Cell = string | null | undefined;

/** A value to put into a column: SQL that gives it, what is found there afterwards, and how a revision file writes it. */
export interface Sample {
  readonly sql: string;
  readonly cell: Cell;
  readonly js?: string | number | boolean;
}

/** How a database keeps values: an own, small model of it, so that nothing is compared with itself. */
export interface Physics {
  readonly dialect: 'postgresql' | 'sqlite';
  samples(type: ColumnType, style: Style): readonly Sample[];
  /** What a literal of a revision file becomes in a column. */
  cellOf(type: ColumnType, js: string | number | boolean | null): Cell;
  /** What a value becomes when its column changes type. Throws `Refused` or `Unsure`. */
  convert(cell: Cell, from: ColumnType, to: ColumnType): Cell;
  /** The value as an expression sees it. */
  valueOf(cell: Cell, type: ColumnType): string | number | boolean | null;
  /** Equal for the purpose of a unique index. */
  keyOf(cell: Cell, collation: string | undefined): string | null;
}

/** What the texts of a column look like, so that some of them are numbers or JSON. */
export type Style = 'wild' | 'digits' | 'json';

/** The database has to refuse: rows that are there do not fit. */
export class Refused extends Error {}

/** The model does not know what happens, so it is not tried. */
export class Unsure extends Error {}

/** Types that are kept alike. */
export type Kind =
  | 'text'
  | 'whole'
  | 'decimal'
  | 'real'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'uuid'
  | 'json'
  | 'blob'
  | 'interval'
  | 'array'
  | 'native';

const kinds: Partial<Readonly<Record<ColumnType['name'], Kind>>> = {
  string: 'text',
  char: 'text',
  text: 'text',
  enum: 'text',
  nativeEnum: 'text',
  integer: 'whole',
  smallint: 'whole',
  tinyint: 'whole',
  mediumint: 'whole',
  bigint: 'whole',
  decimal: 'decimal',
  float: 'real',
  double: 'real',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'datetime',
  time: 'time',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  blob: 'blob',
  interval: 'interval',
  array: 'array',
};

export function kindOf(type: ColumnType): Kind {
  return kinds[type.name] ?? 'native';
}

/** The type with a native enum written as an enum of its values: all that a cell knows of it. */
export function plainType(type: ColumnType, schema: Schema): ColumnType {
  if (type.name !== 'nativeEnum') return type;
  const values = schema.enums?.find(each => each.name === type.enum)?.values;
  if (values === undefined) throw new Unsure('no enum');
  return { name: 'enum', values };
}

/** Bits of the whole numbers, as PostgreSQL keeps them. */
export function bitsOf(type: ColumnType): bigint {
  if (type.name === 'bigint') return 64n;
  return type.name === 'smallint' || type.name === 'tinyint' ? 16n : 32n;
}

/** A text in quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** How many characters a database counts. */
export function lettersIn(text: string): number {
  return Array.from(text).length;
}

/** A number that JavaScript does not round. */
export function exactly(text: string): number {
  const number = Number(text);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new Unsure('too many digits');
  return number;
}

/** A name in quotes. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name in quotes, with its schema. */
export function namedTable(name: string): string {
  const dot = name.indexOf('.');
  return dot === -1 ? named(name) : `${named(name.slice(0, dot))}.${named(name.slice(dot + 1))}`;
}

/** A number that follows from texts (FNV-1a), so that shrinking does not change what is elsewhere. */
export function hashOf(...parts: readonly (string | number)[]): number {
  let value = 0x811c9dc5;
  for (const letter of parts.join('\0')) {
    value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  // The low bits of FNV follow from the last letter alone.
  return (value ^ (value >>> 15)) >>> 0;
}

const texts: Readonly<Record<Style, readonly string[]>> = {
  wild: [
    'plain',
    '',
    "it's",
    'ünïcødé 漢字 🎉',
    'a "b" `c` [d]',
    String.raw`back\slash \n`,
    '0042',
    ' NULL',
    'line\nbreak',
    '100%_',
    '1e5',
    "semi;colon -- no /* comment */ 'quote",
    'x'.repeat(36),
  ],
  digits: ['7', '42', '-13', '1000', '0', '9', '123'],
  json: ['{"a": 1}', '[1, 2]', 'null', '"x"', '{"b": [true, null], "ü": "🎉"}', '{}', '8'],
};

/** Texts in a form that both databases give back: numbers without needless digits, JSON as `jsonb` writes it. */
export function portableTexts(type: ColumnType, style: Style): readonly string[] {
  const kind = kindOf(type);
  if (type.name === 'enum') return type.values;
  if (kind === 'text') return texts[style].filter(text => fits(text, type));
  if (kind === 'whole') return wholes.filter(text => fitsBits(text, type));
  if (kind === 'decimal') return decimals.filter(text => fitsDecimal(text, type));
  return others[kind] ?? [];
}

const wholes = '1 2 3 0 -1 7 42 100 -32768 2147483647 9007199254740993 -9223372036854775808'.split(
  ' ',
);
const decimals = ['0', '7', '7.5', '-13.25', '12345.67', '99999999.99'];
const others: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  real: ['0', '0.5', '-2.25', '1024', '7', '1.5'],
  boolean: ['true', 'false'],
  date: ['2026-01-31', '1999-12-31', '2024-02-29', '0099-05-01'],
  datetime: ['2026-01-31 18:30:00', '1999-12-31 23:59:59', '2024-02-29 00:00:00'],
  time: ['18:30:00', '00:00:00', '23:59:59'],
  uuid: [
    '3f2a9c1e-7b04-4b6e-9d2a-0123456789ab',
    '00000000-0000-4000-8000-000000000000',
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  ],
  json: [...texts.json, '7', '"it\'s"', '[]', '-1.5'],
  blob: ['00ff10', '', 'deadbeef', '27'],
  interval: ['1 day 02:03:04', '00:00:30', '3 mons'],
};

function fits(text: string, type: ColumnType): boolean {
  const limit = type.name === 'string' ? (type.length ?? 255) : 255;
  if (type.name !== 'char') return lettersIn(text) <= limit;
  return lettersIn(text) <= (type.length ?? 1) && !text.endsWith(' ');
}

function fitsBits(text: string, type: ColumnType): boolean {
  const limit = 2n ** (bitsOf(type) - 1n);
  const value = BigInt(text);
  // A tinyint of 8 bits is a smallint on PostgreSQL; what fits both is asked.
  return type.name === 'tinyint'
    ? value >= -128n && value < 128n
    : value >= -limit && value < limit;
}

/** Whether a number has no more digits than a decimal has room for. */
function fitsDecimal(text: string, type: ColumnType): boolean {
  const { precision = 10, scale = 0 } = type.name === 'decimal' ? type : {};
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return whole.replace(/^0+/, '').length <= precision - scale && fraction.length <= scale;
}
