import type { ColumnMoved } from '../schema/change-motion.ts';
import { sqlName } from '../schema/expression.ts';
import { findTable, type Schema } from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import { at, tableSql } from './motion-sql.ts';
import type { Backfill } from './operation.ts';
import {
  filled,
  isArchived,
  keeping,
  type MotionContext,
  orEmpty,
  partOf,
  settling,
  type Transfer,
  whose,
} from './received.ts';

/** A column goes to another table, along a foreign key. */
export function moveAlong(motion: ColumnMoved, context: MotionContext): Transfer {
  const { table, to, from, key, direction } = motion;
  const value = direction === 'down' ? fromParent(motion) : fromChild(motion, context.schema);
  const owner =
    direction === 'down'
      ? `the ${from.table} that it points to`
      : `the ${from.table} that points to it`;
  return {
    steps: [
      {
        move: {
          kind: 'backfill',
          table,
          set: { [to.name]: filled(value, { table, to }, context.answers) },
          why: `each ${table} gets ${from.column.name} of ${owner}, by ${key.columns.join(', ')}${keeping('the old values are', from.table, context)}`,
        },
        back: [direction === 'down' ? backToParent(motion, context) : backToChild(motion, context)],
      },
    ],
    settle: settling({ table, to }, context.answers),
  };
}

function fromParent({ table, from, key }: ColumnMoved): string {
  return `(select ${at(from.table, from.column.name)} from ${tableSql(from.table)} where ${joined(key, table, from.table)})`;
}

function fromChild({ table, from, key, keeps }: ColumnMoved, schema: Schema): string {
  const value = at(from.table, from.column.name);
  const rows = `(select ${value} from ${tableSql(from.table)} where ${joined(key, from.table, table)}`;
  if (keeps === undefined) return `${rows})`;
  const order = orderOf(schema, from.table, from.column.name, keeps);
  return `${rows} and ${value} is not null order by ${order} limit 1)`;
}

/** What the archive brings back is right unless all children say something else by now; the first of them is taken then. */
function backToParent(motion: ColumnMoved, context: MotionContext): Explained {
  const { table, to, from, key } = motion;
  const held = partOf({ table, to }, context.answers, at(table, to.name)).sql;
  const children = `from ${tableSql(table)} where ${joined(key, table, from.table)}`;
  const order = orderOf(context.schema, table, to.name, 'first');
  const same = `${held} is not distinct from ${at(from.table, from.column.name)}`;
  return {
    ...back(from, `(select ${held} ${children} order by ${order} limit 1)`),
    ...where(
      motion,
      context,
      `exists (select 1 ${children}) and not exists (select 1 ${children} and ${same})`,
    ),
    why: `${whose(from.table, context)} get ${to.name} of their first ${table}`,
  };
}

/** What the archive brings back is right unless the parent says by now what none of its children said. */
function backToChild(motion: ColumnMoved, context: MotionContext): Explained {
  const { table, to, from, key } = motion;
  const held = partOf({ table, to }, context.answers, at(table, to.name)).sql;
  const value = `(select ${held} from ${tableSql(table)} where ${joined(key, from.table, table)})`;
  const siblings = key.columns.map(name => `sibling.${sqlName(name)} = ${at(from.table, name)}`);
  const pointing = key.columns.map(name => `${at(from.table, name)} is not null`);
  const same = [...siblings, `sibling.${sqlName(from.column.name)} is not distinct from ${value}`];
  const changed = `${pointing.join(' and ')} and not exists (select 1 from ${tableSql(from.table)} as sibling where ${same.join(' and ')})`;
  return {
    ...back(from, value),
    ...where(motion, context, changed),
    why: `${whose(from.table, context)} get ${to.name} of the ${table} that they point to`,
  };
}

function back({ table, column }: ColumnMoved['from'], value: string): Backfill {
  return { kind: 'backfill', table, set: { [column.name]: orEmpty(value, column) } };
}

function where(
  { from }: ColumnMoved,
  { schema }: MotionContext,
  changed: string,
): Pick<Backfill, 'where'> {
  if (!isArchived(schema, from.table)) return {};
  const missing = from.column.nullable ? '' : ` or ${at(from.table, from.column.name)} is null`;
  return { where: `${changed}${missing}` };
}

/** The condition by which a child finds its parent. */
function joined(
  { columns, refColumns }: ColumnMoved['key'],
  child: string,
  parent: string,
): string {
  return columns
    .map((column, place) => `${at(parent, refColumns[place] ?? '')} = ${at(child, column)}`)
    .join(' and ');
}

function orderOf(schema: Schema, table: string, column: string, keeps: 'first' | 'last'): string {
  const columns = findTable(schema, table)?.primaryKey?.columns ?? [column];
  return columns.map(name => `${at(table, name)}${keeps === 'last' ? ' desc' : ''}`).join(', ');
}
