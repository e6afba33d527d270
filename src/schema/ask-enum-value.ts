import { enumerate } from './enumerate.ts';
import { sqlTable } from './expression.ts';
import type { Question, Trial } from './question.ts';
import { findColumn, type Table } from './schema.ts';
import { stop } from './stop.ts';
import { quoteIdentifier, quoteText } from './tokens.ts';

/** A column whose values are those of an enum. */
export interface Holder {
  readonly table: Table;
  readonly column: string;
}

/** An enum, or a column with a list of values, that loses a value. */
export interface Losing {
  readonly id: string;
  readonly subject: string;
  readonly sort: 'enum' | 'column';
  /** The values that it keeps or gets. */
  readonly fresh: readonly string[];
  readonly holders: readonly Holder[];
  /** The same columns by the names of before. */
  readonly stored: readonly Holder[];
}

/** Asks what rows get that hold a value which is none any more. */
export function enumValueQuestion(
  { id, subject, sort, fresh, holders, stored }: Losing,
  value: string,
): Question {
  const places = holders.map(({ table, column }) => `${table.name}.${column}`);
  const nullable = holders.every(
    ({ table, column }) => findColumn(table, column)?.nullable === true,
  );
  return {
    id,
    kind: 'enum-value',
    subject: `${subject}.${value}`,
    message: `Value ${value} of ${sort} ${subject} is gone. What do rows get that hold it?`,
    options: [
      ...fresh.map(other => ({
        value: `map:${other}`,
        label: `${other}, for rows that hold ${value}`,
        loses: `which rows held ${value}`,
      })),
      ...(nullable
        ? [{ value: 'null', label: 'null', loses: `the value of rows that hold ${value}` }]
        : []),
      { value: 'empty', label: 'no database has rows with it; an upgrade stops at one that has' },
      stop,
    ],
    evidence:
      sort === 'column'
        ? []
        : [`${enumerate(places)} ${places.length === 1 ? 'is' : 'are'} of that type`],
    ...valueTrial(stored, [value]),
  };
}

/** Where rows may hold the values, and what counts them, for each value as well. */
export function valueTrial(
  stored: readonly Holder[],
  values: readonly string[],
): Pick<Question, 'rows' | 'trial'> {
  const [first] = stored;
  if (first === undefined || values.length === 0) return {};
  return {
    rows: { table: first.table.name, column: first.column },
    trial: holdersTrial(stored, values),
  };
}

function holdersTrial(stored: readonly Holder[], values: readonly string[]): Trial {
  const select = (dialect: DialectName): string => {
    const counts = values.map(value => countOf(stored, value, dialect));
    const each = counts.map((count, at) => `${count} as o${at}`);
    return `select ${[`${counts.join(' + ')} as n`, ...each].join(', ')}`;
  };
  const list = enumerate(values);
  return {
    count: { postgresql: select('postgresql'), sqlite: select('sqlite') },
    words: [`row holds ${list}`, `rows hold ${list}`],
  };
}

function countOf(stored: readonly Holder[], value: string, dialect: DialectName): string {
  const counts = stored.map(
    holder =>
      `(select count(*) from ${sqlTable(holder.table.name)} where ${holds(holder, value, dialect)})`,
  );
  return counts.join(' + ');
}

type DialectName = 'postgresql' | 'sqlite';

// MikroORM keeps a list in SQLite as its values with commas between them.
function holds({ table, column }: Holder, value: string, dialect: DialectName): string {
  const name = quoteIdentifier(column);
  const isList = findColumn(table, column)?.type.name === 'array';
  if (!isList) return `cast(${name} as text) = ${quoteText(value)}`;
  return dialect === 'postgresql'
    ? `${quoteText(value)} = any(cast(${name} as text[]))`
    : `instr(',' || ${name} || ',', ${quoteText(`,${value},`)}) > 0`;
}
