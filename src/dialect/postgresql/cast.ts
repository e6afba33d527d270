import type { ColumnType } from '../../schema/column-type.ts';
import { typeToSql } from './types.ts';

/**
 * The expression for `using` where a change of type needs one, undefined where PostgreSQL converts by itself: `alter table`
 * applies a cast only if it is implicit or for assignment (manual, ALTER TABLE; pg_cast). Everything assigns to text,
 * numbers to numbers, dates and times among each other; an array as its items do.
 */
export function conversion(column: string, { from, to }: Pair): string | undefined {
  const type = typeToSql(to);
  if (type === typeToSql(from) || assigns({ from, to })) return undefined;
  if (from.name === 'array' && to.name === 'array') {
    return itemConversion(column, { from: from.of, to: to.of });
  }
  const [source, target] = [familyOf(from), familyOf(to)];
  if (source === 'number' && target === 'boolean') return `${column} <> 0`;
  // boolean casts to int alone; a text reads into any type; whatever else there is goes by its text form.
  if (source === 'boolean' && target === 'number') return `${column}::int::${type}`;
  // A char reads with its trailing blanks, which its text has not.
  const isText = source === 'text' && from.name !== 'char';
  return isText ? `${column}::${type}` : `${column}::text::${type}`;
}

interface Pair {
  readonly from: ColumnType;
  readonly to: ColumnType;
}

// The cast of an array casts its items (manual, 8.15); there is no expression over each of them.
function itemConversion(column: string, { from, to }: Pair): string {
  const [source, target] = [familyOf(from), familyOf(to)];
  const type = `${typeToSql(to)}[]`;
  const isNumbered =
    source === 'boolean' ? target === 'number' : target === 'boolean' && source === 'number';
  if (isNumbered) return `${column}::int[]::${type}`;
  return source === 'text' ? `${column}::${type}` : `${column}::text[]::${type}`;
}

function assigns({ from, to }: Pair): boolean {
  if (from.name === 'array' && to.name === 'array') return assigns({ from: from.of, to: to.of });
  const [source, target] = [familyOf(from), familyOf(to)];
  if (target === 'text' || (source === target && source !== undefined)) return true;
  if (to.name === 'time')
    return from.name === 'datetime' || from.name === 'timestamp' || from.name === 'interval';
  return from.name === 'time' && to.name === 'interval';
}

/** Whether a default of the old type becomes one of the new by itself: `'3'` of a text is no default of a number, nor the other way round. */
export function defaultFollows(from: ColumnType, to: ColumnType): boolean {
  const family = familyOf(from);
  return family !== undefined && family === familyOf(to);
}

type Family = 'text' | 'number' | 'boolean' | 'moment' | 'json';

const families: Partial<Readonly<Record<ColumnType['name'], Family>>> = {
  string: 'text',
  char: 'text',
  text: 'text',
  enum: 'text',
  integer: 'number',
  smallint: 'number',
  tinyint: 'number',
  mediumint: 'number',
  bigint: 'number',
  decimal: 'number',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'moment',
  datetime: 'moment',
  timestamp: 'moment',
  json: 'json',
  jsonb: 'json',
};

function familyOf(type: ColumnType): Family | undefined {
  return families[type.name];
}
