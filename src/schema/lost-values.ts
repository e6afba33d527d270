import type { ColumnType, ColumnTypeName } from './column-type.ts';
import { conversionLoss } from './conversion.ts';
import { sqlTable } from './expression.ts';
import { mapSqlText, type SqlText } from './objects.ts';
import type { RowPlaces, Trial } from './question.ts';
import { withDefaults } from './same-type.ts';
import { quoteIdentifier, quoteText } from './tokens.ts';

/** What finds values that would not survive a change of type as they are; undefined where no query can say it. */
export function conversionTrial(
  { table, column }: RowPlaces,
  from: ColumnType,
  to: ColumnType,
): Trial | undefined {
  if (column === undefined) return undefined;
  const name = quoteIdentifier(column);
  const lost = lostCondition(name, withDefaults(from), withDefaults(to));
  if (lost === undefined) return undefined;
  const found = (select: string): SqlText =>
    mapSqlText(lost, condition => `${select} from ${sqlTable(table)} where ${condition}`);
  return {
    count: found('select count(*) as n'),
    sample: mapSqlText(
      found(`select ${name}, count(*) as times`),
      sql => `${sql} group by ${name} order by count(*) desc limit 3`,
    ),
    words: ['value that would not survive', 'values that would not survive'],
  };
}

/**
 * What is true of a row whose value a plain change of type stops at: a text too long, a number out of range or with digits that
 * would go. By themselves PostgreSQL rounds the one and SQLite keeps the other as it is; so both are asked first. Undefined
 * where every value fits, and where it is left to the database.
 */
export function misfit(column: string, was: ColumnType, is: ColumnType): string | undefined {
  if (conversionLoss(was, is) === undefined) return undefined;
  const name = quoteIdentifier(column);
  const [from, to] = [withDefaults(was), withDefaults(is)];
  const family = families[from.name];
  if (family === 'text' && (to.name === 'string' || to.name === 'char')) {
    return `length(${name}) > ${to.length ?? 0}`;
  }
  if (family !== 'number') return undefined;
  return to.name === 'boolean' ? `${name} not in (0, 1)` : lostNumbers(name, from, to);
}

/** A query that counts the rows of `misfit`. */
export function misfitCount(table: string, condition: string): string {
  return `select count(*) as n from ${sqlTable(table)} where ${condition}`;
}

function lostCondition(name: string, from: ColumnType, to: ColumnType): SqlText | undefined {
  if (to.name === 'enum') return noneOf(name, from, to.values);
  if (to.name === 'string' || to.name === 'char') {
    return from.name === 'blob' ? undefined : `length(cast(${name} as text)) > ${to.length ?? 0}`;
  }
  const source = families[from.name];
  if (source === 'text') return unreadable(name, to);
  if (source === 'moment') return cutMoments(name, to);
  if (source !== 'number') return undefined;
  return to.name === 'boolean' ? `${name} not in (0, 1)` : lostNumbers(name, from, to);
}

function noneOf(name: string, from: ColumnType, values: readonly string[]): string | undefined {
  if (families[from.name] !== 'text' && from.name !== 'nativeEnum') return undefined;
  return `cast(${name} as text) not in (${values.map(quoteText).join(', ')})`;
}

/** Outside of what PostgreSQL keeps in the type, or with a fraction that it rounds away (manual, 8.1). */
function lostNumbers(name: string, from: ColumnType, to: ColumnType): string | undefined {
  const exact = mantissa[to.name];
  if (exact !== undefined) return `abs(${name}) > ${exact}`;
  const number = `cast(${name} as numeric)`;
  if (to.name === 'decimal') {
    const { precision = 10, scale = 0 } = to;
    const limit = `1${'0'.repeat(Math.max(0, precision - scale))}`;
    const rounded = `round(${number}, ${scale})`;
    return `(abs(${rounded}) >= ${limit} or ${number} <> ${rounded})`;
  }
  const range = ranges[to.name];
  if (range === undefined) return undefined;
  const outside = `${name} not between ${range}`;
  const isWhole = ranges[from.name] !== undefined;
  return isWhole ? outside : `(${outside} or ${number} <> round(${number}, 0))`;
}

/** Texts that PostgreSQL does not read as the type (since 16 it can be asked), and that SQLite would leave as they are. */
function unreadable(name: string, to: ColumnType): SqlText | undefined {
  const type = readable[to.name];
  if (type === undefined) return undefined;
  const postgresql =
    to.name === 'decimal' ? `numeric(${to.precision ?? 10},${to.scale ?? 0})` : type.postgresql;
  return {
    postgresql: `not pg_input_is_valid(cast(${name} as text), ${quoteText(postgresql)})`,
    sqlite: `${name} is not null and (${type.sqlite(name)})`,
  };
}

// MikroORM keeps moments in SQLite as milliseconds, which no type cuts.
function cutMoments(name: string, to: ColumnType): SqlText | undefined {
  if (to.name === 'date') return { postgresql: `${name} <> date_trunc('day', ${name})` };
  if (to.name !== 'datetime' && to.name !== 'timestamp') return undefined;
  const digits = to.precision ?? 6;
  return { postgresql: `${name} <> cast(${name} as timestamp(${digits}) with time zone)` };
}

type Family = 'number' | 'text' | 'moment';

const families: Partial<Readonly<Record<ColumnTypeName, Family>>> = {
  tinyint: 'number',
  smallint: 'number',
  mediumint: 'number',
  integer: 'number',
  bigint: 'number',
  decimal: 'number',
  float: 'number',
  double: 'number',
  string: 'text',
  char: 'text',
  text: 'text',
  enum: 'text',
  datetime: 'moment',
  timestamp: 'moment',
};

const small = '-32768 and 32767';
const middle = '-2147483648 and 2147483647';

const ranges: Partial<Readonly<Record<ColumnTypeName, string>>> = {
  tinyint: small,
  smallint: small,
  mediumint: middle,
  integer: middle,
  bigint: '-9223372036854775807 and 9223372036854775807',
};

/** Up to here every whole number is exact. */
const mantissa: Partial<Readonly<Record<ColumnTypeName, string>>> = {
  float: '16777216',
  double: '9007199254740992',
};

interface Readable {
  readonly postgresql: string;
  /** True of a text that is no such value. */
  readonly sqlite: (name: string) => string;
}

const readable: Partial<Readonly<Record<ColumnTypeName, Readable>>> = {
  tinyint: { postgresql: 'smallint', sqlite: noWholeNumber },
  smallint: { postgresql: 'smallint', sqlite: noWholeNumber },
  mediumint: { postgresql: 'int', sqlite: noWholeNumber },
  integer: { postgresql: 'int', sqlite: noWholeNumber },
  bigint: { postgresql: 'bigint', sqlite: noWholeNumber },
  decimal: { postgresql: 'numeric', sqlite: noNumber },
  float: { postgresql: 'real', sqlite: noNumber },
  double: { postgresql: 'double precision', sqlite: noNumber },
  boolean: { postgresql: 'boolean', sqlite: noWholeNumber },
  date: { postgresql: 'date', sqlite: name => `date(${name}) is null` },
  time: { postgresql: 'time', sqlite: name => `time(${name}) is null` },
  datetime: { postgresql: 'timestamptz', sqlite: name => `datetime(${name}) is null` },
  timestamp: { postgresql: 'timestamptz', sqlite: name => `datetime(${name}) is null` },
  interval: { postgresql: 'interval', sqlite: () => 'false' },
  json: { postgresql: 'jsonb', sqlite: name => `not json_valid(${name})` },
  jsonb: { postgresql: 'jsonb', sqlite: name => `not json_valid(${name})` },
  uuid: {
    postgresql: 'uuid',
    sqlite: name => `length(${name}) <> 36 or ${name} glob '*[^0-9a-fA-F-]*'`,
  },
};

function noWholeNumber(name: string): string {
  return noDigits(unsigned(name), name);
}

function noNumber(name: string): string {
  const digits = `replace(${unsigned(name)}, '.', '')`;
  return `${noDigits(digits, name)} or length(${name}) - length(replace(${name}, '.', '')) > 1`;
}

// A leading zero says something that a number cannot: 0042.
function noDigits(digits: string, name: string): string {
  return `${digits} = '' or ${digits} glob '*[^0-9]*' or ${name} glob '0[0-9]*'`;
}

function unsigned(name: string): string {
  return `(case when substr(trim(${name}), 1, 1) in ('-', '+') then substr(trim(${name}), 2) else trim(${name}) end)`;
}
