import { enumerate } from './enumerate.ts';
import { sqlTable } from './expression.ts';
import type { EnumType } from './objects.ts';
import { quotedName, quotedTable } from './question-id.ts';
import type { Question, Trial } from './question.ts';
import { findColumn, type Table } from './schema.ts';
import { stop } from './stop.ts';
import { quoteIdentifier, quoteText } from './tokens.ts';

/** A column whose values are those of an enum. */
export interface Holder {
  readonly table: Table;
  readonly column: string;
}

/** Asks what rows get that hold a value which an enum no longer has. `stored`: the same columns by the names of before. */
export function enumValueQuestion(
  { name, values }: EnumType,
  value: string,
  { holders, stored }: { readonly holders: readonly Holder[]; readonly stored: readonly Holder[] },
): Question {
  const places = holders.map(({ table, column }) => `${table.name}.${column}`);
  const nullable = holders.every(
    ({ table, column }) => table.columns.find(each => each.name === column)?.nullable === true,
  );
  const [first] = stored;
  return {
    id: `enum-value:value:${quotedTable(name)}.${quotedName(value)}`,
    kind: 'enum-value',
    subject: `${name}.${value}`,
    message: `Value ${value} of enum ${name} is gone. What do rows get that hold it?`,
    options: [
      ...values.map(other => ({
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
    evidence: [`${enumerate(places)} ${places.length === 1 ? 'is' : 'are'} of that type`],
    ...(first && {
      rows: { table: first.table.name, column: first.column },
      trial: holdersTrial(stored, value),
    }),
  };
}

function holdersTrial(stored: readonly Holder[], value: string): Trial {
  const counts = (dialect: DialectName): string =>
    stored
      .map(
        holder =>
          `(select count(*) from ${sqlTable(holder.table.name)} where ${holds(holder, value, dialect)})`,
      )
      .join(' + ');
  return {
    count: {
      postgresql: `select ${counts('postgresql')} as n`,
      sqlite: `select ${counts('sqlite')} as n`,
    },
    words: [`row holds ${value}`, `rows hold ${value}`],
  };
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
