import type { ColumnType } from './column-type.ts';
import { normalExpression } from './same-expression.ts';
import type { Default } from './schema.ts';

/** Whether two defaults of a column mean the same, as far as their spelling tells: `'0'` and `0`, `CURRENT_TIMESTAMP` and `current_timestamp`. */
export function sameDefault(
  type: ColumnType,
  a: Default | undefined,
  b: Default | undefined,
): boolean {
  return normalDefault(type, a) === normalDefault(type, b);
}

/** A default in one spelling; undefined where there is none, which `null` says too. */
function normalDefault(type: ColumnType, given: Default | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (given.kind === 'value') return normalValue(type, String(given.value));
  const sql = normalExpression(given.sql);
  if (sql === 'null') return undefined;
  const literal = literalIn(sql);
  return literal === undefined ? `sql ${sql}` : normalValue(type, literal);
}

// `'abc'`, `'abc' :: character varying`, `- 1.5`, `true`.
function literalIn(sql: string): string | undefined {
  const text = /^'((?:[^']|'')*)'(?: :: [a-z0-9_ ()]+)?$/.exec(sql)?.[1];
  if (text !== undefined) return text.replaceAll("''", "'");
  const number = /^(?:([+-]) )?(\d+(?:\.\d*)?|\.\d+)$/.exec(sql);
  if (number !== null) return `${number[1] ?? ''}${number[2] ?? ''}`;
  return sql === 'true' || sql === 'false' ? sql : undefined;
}

function normalValue(type: ColumnType, value: string): string {
  if (type.name === 'boolean') return `value ${booleans[value.toLowerCase()] ?? value}`;
  return `value ${isNumeric(type) ? normalNumber(value) : value}`;
}

const booleans: Readonly<Record<string, string>> = {
  '1': 'true',
  t: 'true',
  true: 'true',
  '0': 'false',
  f: 'false',
  false: 'false',
};

function isNumeric(type: ColumnType): boolean {
  return /^(?:(?:small|tiny|medium|big)?int(?:eger)?|decimal|float|double)$/.test(type.name);
}

/** `+007.50` → `7.5`, `-0` → `0`; what is no number stays. Digits are not rounded, as a JavaScript number would be. */
function normalNumber(text: string): string {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text.trim());
  if (match === null || !/\d/.test(text)) return text;
  const [, sign, whole, fraction] = match;
  const digits = `${whole === undefined || whole === '' ? '0' : whole}${fraction ? `.${fraction}` : ''}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}
