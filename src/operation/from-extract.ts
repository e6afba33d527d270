import type { TableExtracted } from '../schema/change-motion.ts';
import { sqlName } from '../schema/expression.ts';
import { hasKey } from '../schema/key.ts';
import { findTable } from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import {
  isRanked,
  isSomething,
  numbered,
  order,
  type Pair,
  rank,
  rowsMade,
  valueOf,
} from './extract-rows.ts';
import { at, tableSql } from './motion-sql.ts';
import { type MotionContext, orEmpty, partOf, settling, type Transfer, whose } from './received.ts';

/** Columns of a table go to a new one: its rows are made of them, and either points to the other. */
export function extract(motion: TableExtracted, context: MotionContext): Transfer {
  const made = { move: rowsMade(motion, context), back: [] };
  const moved = motion.owner === 'old' ? [pointed(motion, context)] : [];
  const steps = [made, ...numbered(motion), ...moved.map(move => ({ move, back: [] }))];
  const last = { ...(steps.at(-1) ?? made), back: [rowsBack(motion, context)] };
  return {
    steps: [...steps.slice(0, -1), last],
    settle: motion.links.flatMap(to => settling({ table: motion.table, to }, context.answers)),
  };
}

function pointed(motion: TableExtracted, context: MotionContext): Explained {
  return isRanked(motion) ? ranked(motion, context) : linked(motion, context);
}

/** `update customer set address_id = ranked.place from (select id, dense_rank() over (…) as place from customer) as ranked where …` */
function ranked(motion: TableExtracted, context: MotionContext): Explained {
  const { table, to, key } = motion;
  const keys = findTable(context.schema, table)?.primaryKey?.columns ?? [];
  const where = isSomething(motion);
  const places = `select ${order(motion, context)}, ${rank(motion, context)} as place from ${tableSql(table)}${where === undefined ? '' : ` where ${where}`}`;
  const same = keys.map(name => `ranked.${sqlName(name)} = ${at(table, name)}`);
  const text = `update ${tableSql(table)} set ${sqlName(key.columns[0] ?? '')} = ranked.place from (${places}) as ranked where ${same.join(' and ')}`;
  return {
    kind: 'sql',
    postgresql: text,
    sqlite: text,
    why: `each ${table} points to its ${to.name}: the rank of its values is the key there`,
  };
}

/** `update customer set address_id = (select address.id from address where …)` */
function linked(motion: TableExtracted, context: MotionContext): Explained {
  const { table, to, columns, key, rows } = motion;
  const [link = '', id = ''] = [key.columns[0], key.refColumns[0]];
  const same = columns.map(pair => {
    const value = valueOf(motion, pair, context, at(table, pair.from.name));
    return `${at(to.name, pair.to.name)} is not distinct from ${value}`;
  });
  const found = `(select ${at(to.name, id)} from ${tableSql(to.name)} where ${same.join(' and ')})`;
  const where = isSomething(motion);
  return {
    kind: 'backfill',
    table,
    set: { [link]: rows === 'each' ? order(motion, context) : found },
    ...(where !== undefined && { where }),
    why: `each ${table} points to its ${to.name}`,
  };
}

/** What the archive brings back is right unless the row that is joined says something else by now. */
function rowsBack(motion: TableExtracted, context: MotionContext): Explained {
  const { table, to, columns } = motion;
  const held = (pair: Pair): string =>
    partOf({ table: to.name, to: pair.to }, context.answers, at(to.name, pair.to.name)).sql;
  const joined = joinedBy(motion);
  const ordered = joinsOne(motion)
    ? ''
    : ` order by ${(to.primaryKey?.columns ?? []).map(name => at(to.name, name)).join(', ')} limit 1`;
  const set = columns.map(pair => [
    pair.from.name,
    orEmpty(
      `(select ${held(pair)} from ${tableSql(to.name)} where ${joined}${ordered})`,
      pair.from,
    ),
  ]);
  const same = columns.map(
    pair => `${held(pair)} is not distinct from ${at(table, pair.from.name)}`,
  );
  return {
    kind: 'backfill',
    table,
    set: Object.fromEntries(set),
    where: `not exists (select 1 from ${tableSql(to.name)} where ${[joined, ...same].join(' and ')})`,
    why: `${whose(table, context)} get what their ${to.name} says`,
  };
}

function joinedBy({ table, to, key, owner }: TableExtracted): string {
  const [child, parent] = owner === 'old' ? [table, to.name] : [to.name, table];
  return key.columns
    .map((name, place) => `${at(parent, key.refColumns[place] ?? '')} = ${at(child, name)}`)
    .join(' and ');
}

function joinsOne({ to, key, owner }: TableExtracted): boolean {
  return owner === 'old' || hasKey(to, key.columns);
}
