import type { SqlType } from './facts.ts';

/**
 * Whether `alter column type` writes the table anew (PostgreSQL 12 to 18, measured): it does not where every old value is
 * one of the new type letter for letter. A `using` with more than a cast always does.
 */
export function rewrites(from: SqlType, to: SqlType): boolean {
  if (from.array || to.array) return !isSame(from, to);
  if (strings.has(from.name) && strings.has(to.name)) return limitOf(to) < limitOf(from);
  if (from.name !== to.name) return true;
  if (from.name === 'numeric') return !holdsNumber(from, to);
  if (moments.has(from.name)) return precisionOf(to) < precisionOf(from);
  return !isSame(from, to);
}

/**
 * What a plain conversion does to values that the new type cannot hold: `fails` stops the statement, `alters` gives
 * another value (a rounded number, a moment without its fraction or its time). Undefined where every value fits, or where
 * the two have nothing to do with each other.
 */
export function narrowing(from: SqlType, to: SqlType): 'fails' | 'alters' | undefined {
  if (from.array && to.array) return narrowing(itemOf(from), itemOf(to));
  if (from.array || to.array)
    return texts.has(to.name) && !to.array ? narrowRest(from, to) : 'fails';
  if (texts.has(from.name)) return narrowText(from, to);
  if (moments.has(from.name)) return narrowMoment(from, to);
  return numbers.has(from.name) ? narrowNumber(from, to) : narrowRest(from, to);
}

const strings = new Set(['varchar', 'text']);
const texts = new Set(['varchar', 'text', 'bpchar']);
const moments = new Set(['timestamptz', 'timestamp', 'time', 'timetz', 'interval']);
const numbers = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);

function isSame(from: SqlType, to: SqlType): boolean {
  return (
    from.name === to.name &&
    from.array === to.array &&
    from.modifiers.join(',') === to.modifiers.join(',')
  );
}

function limitOf({ modifiers }: SqlType): number {
  return modifiers[0] ?? Infinity;
}

// A text reads into a value of another type or stops the statement; no value is another one afterwards.
function narrowText(from: SqlType, to: SqlType): 'fails' | undefined {
  if (!texts.has(to.name)) return 'fails';
  return lengthOf(to) < lengthOf(from) ? 'fails' : undefined;
}

function narrowMoment(from: SqlType, to: SqlType): 'fails' | 'alters' | undefined {
  if (!moments.has(to.name) && to.name !== 'date') return narrowRest(from, to);
  const losesTime =
    (from.name.startsWith('timestamp') && !to.name.startsWith('timestamp')) ||
    (from.name === 'interval' && to.name !== 'interval');
  return losesTime || precisionOf(to) < precisionOf(from) ? 'alters' : undefined;
}

// char without a length is char(1).
function lengthOf(type: SqlType): number {
  return type.name === 'bpchar' ? (type.modifiers[0] ?? 1) : limitOf(type);
}

function precisionOf({ modifiers }: SqlType): number {
  return modifiers[0] ?? 6;
}

function holdsNumber(from: SqlType, to: SqlType): boolean {
  if (to.modifiers.length === 0) return true;
  const [old, now] = [digitsOf(from), digitsOf(to)];
  return now.after === old.after && now.before >= old.before;
}

function narrowNumber(from: SqlType, to: SqlType): 'fails' | 'alters' | undefined {
  if (to.name === 'bool') return 'alters';
  if (!numbers.has(to.name)) return narrowRest(from, to);
  if (to.name in floats) return significant(from) > significant(to) ? 'alters' : undefined;
  const [old, now] = [digitsOf(from), digitsOf(to)];
  if (now.after < old.after) return 'alters';
  return now.before < old.before ? 'fails' : undefined;
}

// By the text form: it has to find room, or to be a value of the other type.
function narrowRest(from: SqlType, to: SqlType): 'fails' | undefined {
  if (texts.has(to.name)) return lengthOf(to) < widthOf(from) ? 'fails' : undefined;
  const isSafe = from.name === to.name || safe.has(`${from.name} ${to.name}`);
  return isSafe || (numbers.has(from.name) && to.name.startsWith('json')) ? undefined : 'fails';
}

const safe = new Set([
  'json jsonb',
  'jsonb json',
  'bool int2',
  'bool int4',
  'bool int8',
  'bool numeric',
  'bool float4',
  'bool float8',
  'bool json',
  'bool jsonb',
  'date timestamp',
  'date timestamptz',
]);

// How many characters the longest value takes.
function widthOf({ name, modifiers, array }: SqlType): number {
  const [precision] = modifiers;
  if (array) return Infinity;
  if (name === 'numeric' && precision !== undefined) return precision + 2;
  return widths[name] ?? Infinity;
}

const widths: Readonly<Record<string, number>> = {
  bool: 5,
  int2: 6,
  int4: 11,
  int8: 20,
  uuid: 36,
  date: 13,
  timestamp: 29,
  timestamptz: 35,
  float4: 15,
  float8: 24,
};

function itemOf(type: SqlType): SqlType {
  return { ...type, array: false };
}

/** Digits before and after the point that a number type holds. */
interface Digits {
  readonly before: number;
  readonly after: number;
}

const anywhere: Digits = { before: Infinity, after: Infinity };

function digitsOf({ name, modifiers }: SqlType): Digits {
  const [precision, scale = 0] = modifiers;
  if (precision !== undefined) return { before: precision - scale, after: scale };
  return integers[name] ?? anywhere;
}

const integers: Readonly<Record<string, Digits>> = {
  int2: { before: 5, after: 0 },
  int4: { before: 10, after: 0 },
  int8: { before: 19, after: 0 },
};

// Decimal digits that survive the way into the type and back.
const floats: Readonly<Record<string, number>> = { float4: 6, float8: 15 };

function significant(type: SqlType): number {
  const { before, after } = digitsOf(type);
  return floats[type.name] ?? before + after;
}
