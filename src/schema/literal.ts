import type { ColumnType, ColumnTypeName } from './column-type.ts';
import { describeType } from './describe-type.ts';
import { exactNumber } from './exact-number.ts';
import { withDefaults } from './same-type.ts';
import type { Default } from './schema.ts';
import { quoteText } from './tokens.ts';

type Value = Extract<Default, { kind: 'value' }>['value'];

/** A literal as a person types it (`EUR`, `0`, `true`) read as a value of the type, or what is wrong with it in words. */
export type Literal = { readonly value: Value } | { readonly problem: string };

/** Reads a literal for a column. Text is taken as it is; nothing is cut, rounded or trimmed. */
export function readLiteral(type: ColumnType, text: string): Literal {
  const reader = readers[type.name];
  return reader === undefined ? noLiteral(type) : reader(text, withDefaults(type));
}

/** The value as SQL: `'it''s'`, `7`, `true`. */
export function literalSql(value: Value): string {
  return typeof value === 'string' ? quoteText(value) : String(value);
}

type Reader = (text: string, type: ColumnType) => Literal;

const readers: Partial<Readonly<Record<ColumnTypeName, Reader>>> = {
  text: text => ({ value: text }),
  interval: text => ({ value: text }),
  native: text => ({ value: text }),
  string: readText,
  char: readText,
  tinyint: text => readInteger(text, 8n),
  smallint: text => readInteger(text, 16n),
  mediumint: text => readInteger(text, 24n),
  integer: text => readInteger(text, 32n),
  bigint: text => readInteger(text, 64n),
  decimal: readDecimal,
  float: readFloat,
  double: readFloat,
  boolean: readBoolean,
  enum: readEnum,
  uuid: shaped(/^[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i, 'a UUID'),
  date: shaped(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a date such as 2026-01-31'),
  time: shaped(/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/, 'a time such as 18:30:00'),
  datetime: readMoment,
  timestamp: readMoment,
  json: readJson,
  jsonb: readJson,
};

function readText(text: string, type: ColumnType): Literal {
  const length = 'length' in type ? (type.length ?? 0) : 0;
  const letters = Array.from(text).length;
  if (letters <= length) return { value: text };
  return { problem: `'${text}' has ${letters} characters, ${describeType(type)} takes ${length}` };
}

function readInteger(text: string, bits: bigint): Literal {
  if (!/^[+-]?\d+$/.test(text)) return { problem: `'${text}' is not a whole number` };
  const value = BigInt(text.replace(/^\+/, ''));
  const limit = 2n ** (bits - 1n);
  if (value < -limit || value >= limit) {
    return { problem: `${text} is not between ${-limit} and ${limit - 1n}` };
  }
  return { value: exact(String(value)) };
}

function readDecimal(text: string, type: ColumnType): Literal {
  const match = /^[+-]?0*(\d*)(?:\.(\d+))?$/.exec(text);
  if (match === null || !/\d/.test(text)) return { problem: `'${text}' is not a number` };
  const { precision = 10, scale = 0 } = type.name === 'decimal' ? type : {};
  const [, whole = '', fraction = ''] = match;
  if (whole.length > precision - scale || fraction.length > scale) {
    return { problem: `${text} does not fit ${describeType(type)}` };
  }
  return { value: exact(text.replace(/^\+/, '')) };
}

function readFloat(text: string): Literal {
  const isNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
  return isNumber ? { value: Number(text) } : { problem: `'${text}' is not a number` };
}

// A number whose digits JavaScript would change stays text; both databases read it.
function exact(digits: string): Value {
  return exactNumber(digits) ?? digits;
}

function readBoolean(text: string): Literal {
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return { problem: `'${text}' is neither true nor false` };
}

function readEnum(text: string, type: ColumnType): Literal {
  const values = type.name === 'enum' ? type.values : [];
  if (values.includes(text)) return { value: text };
  return { problem: `'${text}' is none of ${values.join(', ')}` };
}

function readMoment(text: string): Literal {
  const shape =
    /^\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/;
  return shaped(shape, 'a moment such as 2026-01-31 18:30:00Z')(text);
}

function readJson(text: string): Literal {
  try {
    JSON.parse(text);
    return { value: text };
  } catch {
    return { problem: `'${text}' is not JSON` };
  }
}

function shaped(shape: RegExp, what: string): (text: string) => Literal {
  return text => (shape.test(text) ? { value: text } : { problem: `'${text}' is not ${what}` });
}

function noLiteral(type: ColumnType): Literal {
  return { problem: `a value of ${describeType(type)} cannot be typed here; use sql:EXPRESSION` };
}
