import type { ColumnsMerged, ColumnSplit, MotionChange } from '../schema/change-motion.ts';
import { enumerate } from '../schema/enumerate.ts';
import { sqlName } from '../schema/expression.ts';
import { literalSql } from '../schema/literal.ts';
import { mapSqlText, type SqlText } from '../schema/objects.ts';
import type { Answers } from '../schema/question.ts';
import { type Column, findTable, type Schema } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Draft } from './draft.ts';
import type { Explained } from './explain.ts';
import { readFill } from './fill.ts';
import type { Inverses } from './invert.ts';
import { isFilled, waitingColumn } from './motion-ends.ts';
import { joinedSql, pieceSql } from './motion-sql.ts';
import type { AlterColumn, Backfill, Operation } from './operation.ts';
import { combineSql } from './sql-texts.ts';

/** Moves the rows with the columns; gives what takes each step back. */
export function moveRows(draft: Draft, { motions }: Changes, answers: Answers): Inverses {
  const inverses = new Map<Operation, readonly Explained[]>();
  for (const motion of motions) {
    const { move, moveBack, settle } = transferOf(motion, { answers, schema: draft.schema });
    draft.add(move, ...settle);
    inverses.set(move, [moveBack]);
  }
  return inverses;
}

/** Rows that go along with a motion: what moves them, and what moves them back once what they came from is there again. */
interface Transfer {
  readonly move: Explained & Backfill;
  readonly moveBack: Explained & Backfill;
  /** Columns that are not null from here on. */
  readonly settle: readonly AlterColumn[];
}

/** What the way of the rows depends on. */
interface MotionContext {
  readonly answers: Answers;
  /** With what came, and still with what goes. */
  readonly schema: Schema;
}

/** How the rows go along with one motion. */
function transferOf(motion: MotionChange, context: MotionContext): Transfer {
  return motion.kind === 'columnsMerged' ? merge(motion, context) : split(motion, context);
}

function merge({ table, from, to }: ColumnsMerged, context: MotionContext): Transfer {
  const value = filled(joinedSql(from.map(asPart)), { table, to }, context.answers);
  const pieces = from.map((source, at): readonly [string, SqlText] => {
    const piece = pieceSql(to, at, from.length);
    const isSure = source.nullable || (at === 0 && !to.nullable);
    return [source.name, isSure ? piece : orElse(piece, "''")];
  });
  return {
    move: {
      kind: 'backfill',
      table,
      set: { [to.name]: value },
      why: `${enumerate(names(from))} become one${keeping('their own values are', table, context)}`,
    },
    moveBack: {
      kind: 'backfill',
      table,
      set: Object.fromEntries(pieces),
      ...changedSince({ table, givers: from, values: [[to.name, value]] }, context),
      why: `${whose(table, context)} get their pieces of ${to.name}`,
    },
    settle: settling(table, to, context.answers),
  };
}

function split({ table, from, to }: ColumnSplit, context: MotionContext): Transfer {
  const values = to.map((target, at): readonly [string, SqlText] => [
    target.name,
    filled(pieceSql(from, at, to.length), { table, to: target }, context.answers),
  ]);
  const joined = joinedSql(to.map(target => partOf(table, target, context.answers)));
  const mayLack = !from.nullable && to.every(({ nullable }) => nullable);
  return {
    move: {
      kind: 'backfill',
      table,
      set: Object.fromEntries(values),
      why: `each takes a word of ${from.name}, the last one the rest${keeping(`${from.name} itself is`, table, context)}`,
    },
    moveBack: {
      kind: 'backfill',
      table,
      set: { [from.name]: mayLack ? `coalesce(${joined}, '')` : joined },
      ...changedSince({ table, givers: [from], values }, context),
      why: `${whose(table, context)} get ${from.name} put together again`,
    },
    settle: to.flatMap(target => settling(table, target, context.answers)),
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

// Archived values are put back by the primary key.
function isArchived(schema: Schema, table: string): boolean {
  return findTable(schema, table)?.primaryKey !== undefined;
}

function keeping(what: string, table: string, { schema }: MotionContext): string {
  return isArchived(schema, table) ? `; ${what} kept for the way back` : '';
}

function whose(table: string, { schema }: MotionContext): string {
  return isArchived(schema, table) ? 'rows that came or changed meanwhile' : 'all rows';
}

/** The value, or what rows get that have none: the answer's, or the default that the column has. */
function filled(
  value: SqlText,
  { table, to }: { readonly table: string; readonly to: Column },
  answers: Answers,
): SqlText {
  const instead = substitute(table, to, answers);
  return instead === undefined ? value : orElse(value, instead);
}

function orElse(value: SqlText, instead: string): SqlText {
  return mapSqlText(value, sql => {
    const inside = instead === "''" ? /^nullif\((.*), ''\)$/s.exec(sql)?.[1] : undefined;
    return `coalesce(${inside ?? sql}, ${instead})`;
  });
}

function substitute(table: string, to: Column, answers: Answers): string | undefined {
  if (isFilled(to)) return sqlName(to.name);
  const fill = readFill(table, to, answers);
  if (typeof fill === 'string') return undefined;
  return 'sql' in fill ? fill.sql : literalSql(fill.value);
}

/** A column in a joined text. What it holds only because there was nothing is nothing again. */
function partOf(table: string, column: Column, answers: Answers): ReturnType<typeof asPart> {
  const fill = isFilled(column) ? 'none' : readFill(table, column, answers);
  if (typeof fill === 'string' || 'sql' in fill) return asPart(column);
  return { sql: `nullif(${sqlName(column.name)}, ${literalSql(fill.value)})`, nullable: true };
}

function asPart({ name, nullable }: Column): { readonly sql: string; readonly nullable: boolean } {
  return { sql: sqlName(name), nullable };
}

function settling(table: string, to: Column, answers: Answers): readonly AlterColumn[] {
  if (to.nullable || isFilled(to) || readFill(table, to, answers) === 'nullable') return [];
  const { name: column } = to;
  return [{ kind: 'alterColumn', table, column, nullable: false, before: waitingColumn(to) }];
}

function names(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name);
}
