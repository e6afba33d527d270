import type { ColumnType, PlainTypeName } from '../../schema/column-type.ts';

/**
 * The portable type of what a column is declared as on SQLite, `numeric(10,2)` or `datetime`; native where there is no
 * portable name. Many types share one declaration (a string, a uuid and an array are `text`, a boolean is `integer`):
 * the answer is one of them that compiles to the same SQL, not the one that somebody meant.
 */
export function sqlToType(declared: string): ColumnType {
  const text = declared.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [, base = '', first, second] =
    /^([a-z0-9_ ]+?) ?(?:\((\d+)(?:, ?(\d+))?\))?$/.exec(text) ?? [];
  const plain = plainTypes[base];
  if (plain !== undefined && first === undefined) return { name: plain };
  return sized(base, first, second) ?? { name: 'native', sqlite: declared };
}

const plainTypes: Readonly<Record<string, PlainTypeName>> = {
  text: 'text',
  integer: 'integer',
  mediumint: 'mediumint',
  bigint: 'bigint',
  real: 'float',
  double: 'double',
  date: 'date',
  json: 'json',
  blob: 'blob',
};

function sized(base: string, first?: string, second?: string): ColumnType | undefined {
  if (base === 'datetime') return first === undefined ? { name: base } : undefined;
  if (base === 'time' || base === 'interval') {
    if (second !== undefined) return undefined;
    return first === undefined ? { name: base } : { name: base, precision: Number(first) };
  }
  if (base !== 'numeric' || first === undefined || second === undefined) return undefined;
  const [precision, scale] = [Number(first), Number(second)];
  return precision === 10 && scale === 0
    ? { name: 'decimal' }
    : { name: 'decimal', precision, scale };
}
