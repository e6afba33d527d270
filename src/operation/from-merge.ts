import type { ColumnsMerged, ColumnSplit } from '../schema/change-motion.ts';
import { enumerate } from '../schema/enumerate.ts';
import { sqlName } from '../schema/expression.ts';
import { mapSqlText, type SqlText } from '../schema/objects.ts';
import type { Column } from '../schema/schema.ts';
import { joinedSql, pieceSql } from './motion-sql.ts';
import type { Backfill } from './operation.ts';
import {
  filled,
  isArchived,
  keeping,
  type MotionContext,
  orElse,
  partOf,
  settling,
  type Transfer,
  whose,
} from './received.ts';
import { combineSql } from './sql-texts.ts';

/** Several columns become one. */
export function merge({ table, from, to }: ColumnsMerged, context: MotionContext): Transfer {
  const value = filled(
    joinedSql(from.map(({ name, nullable }) => ({ sql: sqlName(name), nullable }))),
    { table, to },
    context.answers,
  );
  const pieces = from.map((source, at): readonly [string, SqlText] => {
    const piece = pieceSql(to, at, from.length);
    const isSure = source.nullable || (at === 0 && !to.nullable);
    return [source.name, isSure ? piece : orElse(piece, "''")];
  });
  return {
    steps: [
      {
        move: {
          kind: 'backfill',
          table,
          set: { [to.name]: value },
          why: `${enumerate(names(from))} become one${keeping('their own values are', table, context)}`,
        },
        back: [
          {
            kind: 'backfill',
            table,
            set: Object.fromEntries(pieces),
            ...changedSince({ table, givers: from, values: [[to.name, value]] }, context),
            why: `${whose(table, context)} get their pieces of ${to.name}`,
          },
        ],
      },
    ],
    settle: settling({ table, to }, context.answers),
  };
}

/** One column becomes several. */
export function split({ table, from, to }: ColumnSplit, context: MotionContext): Transfer {
  const values = to.map((target, at): readonly [string, SqlText] => [
    target.name,
    filled(pieceSql(from, at, to.length), { table, to: target }, context.answers),
  ]);
  const joined = joinedSql(to.map(target => partOf({ table, to: target }, context.answers)));
  const mayLack = !from.nullable && to.every(({ nullable }) => nullable);
  return {
    steps: [
      {
        move: {
          kind: 'backfill',
          table,
          set: Object.fromEntries(values),
          why: `each takes a word of ${from.name}, the last one the rest${keeping(`${from.name} itself is`, table, context)}`,
        },
        back: [
          {
            kind: 'backfill',
            table,
            set: { [from.name]: mayLack ? `coalesce(${joined}, '')` : joined },
            ...changedSince({ table, givers: [from], values }, context),
            why: `${whose(table, context)} get ${from.name} put together again`,
          },
        ],
      },
    ],
    settle: to.flatMap(target => settling({ table, to: target }, context.answers)),
  };
}

interface Given {
  readonly table: string;
  readonly givers: readonly Column[];
  /** What each receiver got. */
  readonly values: readonly (readonly [column: string, value: SqlText])[];
}

/**
 * What the archive brings back is right where the receivers still hold what they got; rows that changed since, or came,
 * are worked out. Without a primary key there is no archive, and all are.
 */
function changedSince(
  { table, givers, values }: Given,
  { schema }: MotionContext,
): Pick<Backfill, 'where'> {
  if (!isArchived(schema, table)) return {};
  const changed = values.map(([column, value]) =>
    mapSqlText(value, sql => `${sqlName(column)} is distinct from ${sql}`),
  );
  const missing = givers
    .filter(each => !each.nullable)
    .slice(0, 1)
    .map(({ name }) => `${sqlName(name)} is null`);
  return { where: combineSql([...changed, ...missing], conditions => conditions.join(' or ')) };
}

function names(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name);
}
