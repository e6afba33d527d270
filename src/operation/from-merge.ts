import type { ColumnsMerged, ColumnSplit } from '../schema/change-motion.ts';
import { enumerate } from '../schema/enumerate.ts';
import { sqlName } from '../schema/expression.ts';
import { mapSqlText, type SqlText } from '../schema/objects.ts';
import type { Column } from '../schema/schema.ts';
import { opened } from './from-copy.ts';
import { givers, marks } from './motion-ends.ts';
import { isOtherThan, joinedSql, pieceSql } from './motion-sql.ts';
import type { Backfill } from './operation.ts';
import {
  filled,
  isArchived,
  keeping,
  type MotionContext,
  partOf,
  settling,
  type Step,
  type Transfer,
  whose,
} from './received.ts';
import { combineSql } from './sql-texts.ts';
import { takenApart } from './taken-apart.ts';

/** Several columns become one. */
export function merge(motion: ColumnsMerged, context: MotionContext): Transfer {
  const { table, from, to } = motion;
  const joined = joinedSql(from.map(({ name, nullable }) => ({ sql: sqlName(name), nullable })));
  const value = filled(joined, { table, to }, context.answers);
  const { where } = changedSince({ motion, values: [[to.name, value]] }, context);
  return {
    steps: [
      ...relaxed(motion, context),
      {
        move: {
          kind: 'backfill',
          table,
          set: { [to.name]: value },
          ...unfilled(motion, context),
          why: `${enumerate(names(from))} become one${keeping('their own values are', table, context)}`,
        },
        back: takenApart({
          motion,
          ...(where !== undefined && { changed: where }),
          ...(value !== joined && { filled: isOtherThan(to.name, value) }),
        }),
      },
    ],
    settle: settling({ table, to }, context.answers),
  };
}

/** One column becomes several. */
export function split(motion: ColumnSplit, context: MotionContext): Transfer {
  const { table, from, to } = motion;
  const values = to.map((target, at): readonly [string, SqlText] => [
    target.name,
    filled(pieceSql(from, at, to.length), { table, to: target }, context.answers),
  ]);
  const joined = joinedSql(to.map(target => partOf({ table, to: target }, context.answers)));
  const mayLack = !from.nullable && to.every(({ nullable }) => nullable);
  return {
    steps: [
      ...relaxed(motion, context),
      {
        move: {
          kind: 'backfill',
          table,
          set: Object.fromEntries(values),
          ...unfilled(motion, context),
          why: `each takes a word of ${from.name}, the last one the rest${keeping(`${from.name} itself is`, table, context)}`,
        },
        back: [
          {
            kind: 'backfill',
            table,
            set: { [from.name]: mayLack ? `coalesce(${joined}, '')` : joined },
            ...changedSince({ motion, values }, context),
            why: `${whoseOf(motion, context)} get ${from.name} put together again`,
          },
        ],
      },
    ],
    settle: to.flatMap(target => settling({ table, to: target }, context.answers)),
  };
}

/** Old code brings no new values, new code no old ones. */
function relaxed(
  motion: ColumnsMerged | ColumnSplit,
  { isSpread }: MotionContext,
): readonly Step[] {
  if (!isSpread) return [];
  return givers(motion).flatMap(({ table, column }) => opened(table, column));
}

/** Rows that new code filled keep what it wrote. */
function unfilled(
  motion: ColumnsMerged | ColumnSplit,
  { isSpread, answers }: MotionContext,
): Pick<Backfill, 'where'> {
  return isSpread ? { where: marks(motion, answers).map(isNull).join(' and ') } : {};
}

function whoseOf(motion: ColumnsMerged | ColumnSplit, context: MotionContext): string {
  if (!context.isSpread) return whose(motion.table, context);
  return `rows where the new columns say something else, and rows of new code,`;
}

function isNull(name: string): string {
  return `${sqlName(name)} is null`;
}

interface Given {
  readonly motion: ColumnsMerged | ColumnSplit;
  /** What each receiver got. */
  readonly values: readonly (readonly [column: string, value: SqlText])[];
}

/**
 * What the archive brings back is right where the receivers still hold what they got; rows that changed since, or came,
 * are worked out. Without a primary key there is no archive, and all are.
 */
function changedSince(
  { motion, values }: Given,
  { schema, answers, isSpread }: MotionContext,
): Pick<Backfill, 'where'> {
  if (!isSpread && !isArchived(schema, motion.table)) return {};
  const changed = values.map(([column, value]) => isOtherThan(column, value));
  const missing = givers(motion)
    .filter(({ column }) => !column.nullable)
    .slice(0, 1)
    .map(({ column }) => isNull(column.name));
  const either = combineSql([...changed, ...missing], conditions => conditions.join(' or '));
  if (!isSpread) return { where: either };
  // Rows of old code that nobody filled have nothing to give back.
  const there = marks(motion, answers).map(name => `${sqlName(name)} is not null`);
  return { where: mapSqlText(either, sql => `${there.join(' and ')} and (${sql})`) };
}

function names(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name);
}
