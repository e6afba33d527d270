import type { TableExtracted } from '../schema/change-motion.ts';
import { enumerate } from '../schema/enumerate.ts';
import { sqlName, sqlTable } from '../schema/expression.ts';
import { literalSql } from '../schema/literal.ts';
import { type SqlText, sqlText } from '../schema/objects.ts';
import { type Column, findColumn, findTable, type Table } from '../schema/schema.ts';
import { quoteText } from '../schema/tokens.ts';
import type { Explained } from './explain.ts';
import { tableSql } from './motion-sql.ts';
import { keeping, type MotionContext, substitute, type Transfer } from './received.ts';

/** `insert into address (street, city) select distinct street, city from customer where …` */
export function rowsMade(motion: TableExtracted, context: MotionContext): Explained {
  const { table, to, columns, rows } = motion;
  const names = enumerate(columns.map(({ from }) => from.name));
  const verb = columns.length === 1 ? 'goes' : 'go';
  const each = rows === 'each' ? `each ${table} gets` : 'equal ones become';
  return {
    kind: 'sql',
    postgresql: insertion(motion, context, 'postgresql'),
    sqlite: insertion(motion, context, 'sqlite'),
    why: `${names} of ${table} ${verb} to ${to.name}: ${each} one row${keeping('the old values are', table, context)}`,
  };
}

type Dialect = 'postgresql' | 'sqlite';

function insertion(motion: TableExtracted, context: MotionContext, dialect: Dialect): string {
  const { table, to, columns, rows } = motion;
  const keys = keysOf(motion, context).map(
    ([name, value]) => [name, sqlText(value, dialect) ?? ''] as const,
  );
  const values = columns.map(pair => [pair.to.name, valueOf(motion, pair, context)] as const);
  const targets = [...keys, ...values].map(([name]) => sqlName(name)).join(', ');
  const from = `from ${tableSql(table)}${filter(motion)}`;
  const into = `insert into ${tableSql(to.name)} (${targets})${overriding(motion, dialect)}`;
  if (rows === 'each' || isRanked(motion)) {
    const which = rows === 'each' ? 'select' : 'select distinct';
    const last = rows === 'each' ? order(motion, context) : '1';
    return `${into} ${which} ${list([...keys, ...values])} ${from} order by ${last}`;
  }
  const places = columns.map((_, place) => place + 1).join(', ');
  const distinct = `select distinct ${list(values)} ${from} order by ${places}`;
  if (keys.length === 0) return `${into} ${distinct}`;
  const aliased = values.map(([name, sql]) =>
    sql === sqlName(name) ? sql : `${sql} as ${sqlName(name)}`,
  );
  const found = `(select distinct ${aliased.join(', ')} ${from}) as found`;
  return `${into} select ${list(keys)}, ${values.map(([name]) => `found.${sqlName(name)}`).join(', ')} from ${found}`;
}

/** The columns of the new table that are not taken over: its foreign key, and a key that no database gives by itself. */
function keysOf(
  motion: TableExtracted,
  context: MotionContext,
): readonly (readonly [string, SqlText])[] {
  const { to, key, owner, rows } = motion;
  const pointing =
    owner === 'old'
      ? []
      : key.columns.map((name, place) => [name, sqlName(key.refColumns[place] ?? '')] as const);
  const ids = (to.primaryKey?.columns ?? []).filter(
    name => owner === 'old' || !key.columns.includes(name),
  );
  const own = ids.flatMap((name): (readonly [string, SqlText])[] => {
    if (owner === 'old' && rows === 'each') return [[name, order(motion, context)]];
    if (isRanked(motion)) return [[name, rank(motion, context)]];
    return isNumbered(findColumn(to, name)) ? [] : [[name, newUuid]];
  });
  return [...own, ...pointing];
}

/** Whether equal rows are found by their rank, which is the new key: sorted once, however many there are. */
export function isRanked({ to, owner, rows }: TableExtracted): boolean {
  return owner === 'old' && rows === 'distinct' && numberedColumn(to) !== undefined;
}

/** The place of a row's values among all, from 1; equal ones have the same. */
export function rank(motion: TableExtracted, context: MotionContext): string {
  const values = motion.columns.map(pair => valueOf(motion, pair, context));
  return `dense_rank() over (order by ${values.join(', ')})`;
}

function numberedColumn({ columns }: Table): Column | undefined {
  return columns.find(
    ({ autoincrement, identity }) => autoincrement === true || identity !== undefined,
  );
}

function isNumbered(column: Column | undefined): boolean {
  return (
    column?.autoincrement === true ||
    column?.identity !== undefined ||
    column?.default !== undefined
  );
}

/** A random UUID, version 4. */
const newUuid: SqlText = {
  postgresql: 'gen_random_uuid()',
  sqlite:
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))",
};

/** The primary key of the old table. */
export function order({ table }: TableExtracted, { schema }: MotionContext): string {
  const columns = findTable(schema, table)?.primaryKey?.columns ?? [];
  return columns.map(sqlName).join(', ');
}

function bringsKeys(motion: TableExtracted): boolean {
  return motion.owner === 'old' && (motion.rows === 'each' || isRanked(motion));
}

// Numbers that rows bring along are refused without it (PostgreSQL manual, INSERT).
function overriding(motion: TableExtracted, dialect: Dialect): string {
  const { to } = motion;
  const isGiven = bringsKeys(motion) && dialect === 'postgresql';
  return isGiven && to.columns.some(({ identity }) => identity === 'always')
    ? ' overriding system value'
    : '';
}

/** Moves the sequence past keys that were taken over; SQLite does so by itself. */
export function numbered(motion: TableExtracted): Transfer['steps'] {
  const { to } = motion;
  const column = numberedColumn(to);
  if (!bringsKeys(motion) || column === undefined) return [];
  const sequence = `pg_get_serial_sequence(${quoteText(sqlTable(to.name))}, ${quoteText(column.name)})`;
  const highest = `(select max(${sqlName(column.name)}) from ${tableSql(to.name)})`;
  const move: Explained = {
    kind: 'sql',
    postgresql: `select setval(${sequence}, ${highest})`,
    sqlite: '',
    why: `new rows of ${to.name} get numbers behind those`,
  };
  return [{ move, back: [] }];
}

/** Rows that have nothing to take out get no row, unless they have to point to one. */
function filter(motion: TableExtracted): string {
  const text = isSomething(motion);
  return text === undefined ? '' : ` where ${text}`;
}

/** The condition for a row that has something to take out; undefined where every row goes. */
export function isSomething({ columns, links, owner }: TableExtracted): string | undefined {
  const isOptional = owner === 'new' || links.some(({ nullable }) => nullable);
  if (!isOptional || columns.some(({ from }) => !from.nullable)) return undefined;
  return columns.map(({ from }) => `${sqlName(from.name)} is not null`).join(' or ');
}

/** A column of the old table and the one of the new. */
export type Pair = TableExtracted['columns'][number];

/** What the new table gets of a column. */
export function valueOf(
  motion: TableExtracted,
  { from, to }: Pair,
  { answers }: MotionContext,
  name = sqlName(from.name),
): string {
  if (to.nullable || !from.nullable) return name;
  const { default: given } = to;
  const instead =
    given === undefined
      ? substitute(motion.to.name, to, answers)
      : given.kind === 'value'
        ? literalSql(given.value)
        : given.sql;
  return instead === undefined ? name : `coalesce(${name}, ${instead})`;
}

function list(texts: readonly (readonly [string, string])[]): string {
  return texts.map(([, sql]) => sql).join(', ');
}
