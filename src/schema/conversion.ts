import type { ColumnType, ColumnTypeName } from './column-type.ts';
import { describeType } from './describe-type.ts';
import { sameType, withDefaults } from './same-type.ts';

/**
 * Which values would not survive a change of type, as half a sentence (`text longer than 40 characters`); undefined where
 * every possible value does, on every dialect. What is not known to be safe counts as lossy: it is asked, never assumed.
 */
export function conversionLoss(from: ColumnType, to: ColumnType): string | undefined {
  if (sameType(from, to)) return undefined;
  const rule = rules[from.name];
  return rule === undefined ? general(from, to) : rule(withDefaults(from), withDefaults(to));
}

type Rule = (from: ColumnType, to: ColumnType) => string | undefined;

// The widenings. A pair that is not named here is asked about.
const rules: Partial<Readonly<Record<ColumnTypeName, Rule>>> = {
  boolean: fromBoolean,
  tinyint: fromInteger,
  smallint: fromInteger,
  mediumint: fromInteger,
  integer: fromInteger,
  bigint: fromInteger,
  float: (from, to) => (to.name === 'double' ? undefined : general(from, to)),
  decimal: fromDecimal,
  string: fromText,
  char: fromText,
  text: fromText,
  enum: fromEnum,
  nativeEnum: (from, to) => (to.name === 'text' ? undefined : general(from, to)),
  uuid: (from, to) => (roomFor(to) >= 36 ? undefined : general(from, to)),
  json: fromJson,
  jsonb: fromJson,
  time: fromMoment,
  datetime: fromMoment,
  timestamp: fromMoment,
  array: fromArray,
  native: fromNative,
};

/** Decimal digits and bits of the whole numbers, and what a float holds of them exactly (24 bits; a double 53). */
const integers: Partial<Readonly<Record<ColumnTypeName, { digits: number; bits: number }>>> = {
  tinyint: { digits: 3, bits: 8 },
  smallint: { digits: 5, bits: 16 },
  mediumint: { digits: 7, bits: 24 },
  integer: { digits: 10, bits: 32 },
  bigint: { digits: 19, bits: 64 },
};
const mantissa: Partial<Readonly<Record<ColumnTypeName, number>>> = { float: 24, double: 53 };

// As a number it is 0 or 1 on both.
function fromBoolean(from: ColumnType, to: ColumnType): string | undefined {
  const isNumber = to.name in integers || to.name in mantissa || wholeDigits(to) > 0;
  return isNumber ? undefined : general(from, to);
}

function fromInteger(from: ColumnType, to: ColumnType): string | undefined {
  const { digits, bits } = integers[from.name] ?? { digits: 0, bits: 0 };
  const room = integers[to.name]?.bits ?? mantissa[to.name];
  if (room !== undefined) return room >= bits ? undefined : `numbers too large for ${to.name}`;
  if (to.name === 'decimal') return digits <= wholeDigits(to) ? undefined : tooLarge(to);
  return roomFor(to) > digits ? undefined : general(from, to);
}

function fromDecimal(from: ColumnType, to: ColumnType): string | undefined {
  if (from.name !== 'decimal' || to.name !== 'decimal') return general(from, to);
  if ((to.scale ?? 0) < (from.scale ?? 0))
    return `digits after the first ${to.scale ?? 0} behind the point`;
  return wholeDigits(from) <= wholeDigits(to) ? undefined : tooLarge(to);
}

function fromText(from: ColumnType, to: ColumnType): string | undefined {
  // char pads with blanks, which text keeps.
  if (to.name === 'char' && from.name !== 'char') return general(from, to);
  const room = roomFor(to);
  if (room === 0) return general(from, to);
  return roomFor(from) <= room ? undefined : `text longer than ${room} characters`;
}

function fromEnum(from: ColumnType, to: ColumnType): string | undefined {
  const values = from.name === 'enum' ? from.values : [];
  if (to.name !== 'enum') {
    return values.every(value => value.length <= roomFor(to)) ? undefined : general(from, to);
  }
  const gone = values.filter(value => !to.values.includes(value));
  return gone.length === 0 ? undefined : `rows that say ${gone.join(' or ')}`;
}

function fromJson(from: ColumnType, to: ColumnType): string | undefined {
  return ['json', 'jsonb', 'text'].includes(to.name) ? undefined : general(from, to);
}

// datetime and timestamp are one type on both dialects; without a precision they keep all six digits. A time has whole
// seconds on PostgreSQL whatever it says, and is kept as written on SQLite.
function fromMoment(from: ColumnType, to: ColumnType): string | undefined {
  if (from.name === 'time') return to.name === 'time' ? undefined : general(from, to);
  if (!['datetime', 'timestamp'].includes(to.name)) return general(from, to);
  return secondsDigits(from) <= secondsDigits(to)
    ? undefined
    : `fractions of a second beyond ${secondsDigits(to)} digits`;
}

function fromArray(from: ColumnType, to: ColumnType): string | undefined {
  if (from.name !== 'array' || to.name !== 'array') return general(from, to);
  const loss = conversionLoss(from.of, to.of);
  return loss === undefined ? undefined : `items: ${loss}`;
}

// PostgreSQL's own json: every text of it is one of jsonb.
function fromNative(from: ColumnType, to: ColumnType): string | undefined {
  const isJson = from.name === 'native' && from.postgresql?.toLowerCase() === 'json';
  return isJson ? fromJson(from, to) : general(from, to);
}

function general(from: ColumnType, to: ColumnType): string {
  return `values of ${describeType(from)} that are no ${describeType(to)}`;
}

/** How many characters of text the type takes; 0 for what is no text. */
function roomFor(type: ColumnType): number {
  if (type.name === 'text') return Number.POSITIVE_INFINITY;
  return type.name === 'string' || type.name === 'char' ? (type.length ?? 0) : 0;
}

function wholeDigits(type: ColumnType): number {
  return type.name === 'decimal' ? (type.precision ?? 10) - (type.scale ?? 0) : 0;
}

function secondsDigits(type: ColumnType): number {
  return 'precision' in type ? (type.precision ?? 6) : 6;
}

function tooLarge(to: ColumnType): string {
  return `numbers with more than ${wholeDigits(to)} digits before the point`;
}
