import { sqlName } from '../schema/expression.ts';
import { literalSql } from '../schema/literal.ts';
import { mapSqlText, type SqlText } from '../schema/objects.ts';
import type { Answers } from '../schema/question.ts';
import { type Column, findTable, type Schema } from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import { emptiest } from './fill-back.ts';
import { readFill } from './fill.ts';
import { isFilled, waitingColumn } from './motion-ends.ts';
import type { AlterColumn } from './operation.ts';

/** Rows that go along with a motion: each step with what takes it back once what they came from is there again. */
export interface Transfer {
  readonly steps: readonly Step[];
  /** Columns that are not null from here on. */
  readonly settle: readonly AlterColumn[];
}

export interface Step {
  readonly move: Explained;
  /** Absent: what takes such an operation back anyway. */
  readonly back?: readonly Explained[];
}

/** What the way of the rows depends on. */
export interface MotionContext {
  readonly answers: Answers;
  /** With what came, and still with what goes. */
  readonly schema: Schema;
  /** Old and new code write between the steps, which stand in several revisions. */
  readonly isSpread: boolean;
}

/** A piece of SQL that gives a value. */
export interface Part {
  readonly sql: string;
  readonly nullable: boolean;
}

/** A column with its table. */
interface Receiver {
  readonly table: string;
  readonly to: Column;
}

/** Whether what goes of the table stays in an archive: values are put back by the primary key. */
export function isArchived(schema: Schema, table: string): boolean {
  return findTable(schema, table)?.primaryKey !== undefined;
}

/** Says that something is kept, where it is. */
export function keeping(what: string, table: string, { schema }: MotionContext): string {
  return isArchived(schema, table) ? `; ${what} kept for the way back` : '';
}

/** The rows that are worked out on the way back. */
export function whose(table: string, { schema }: MotionContext): string {
  return isArchived(schema, table) ? 'rows that came or changed meanwhile' : 'all rows';
}

/** The value, or what rows get that have none: the answer's, or the default that the column has. */
export function filled(value: SqlText, { table, to }: Receiver, answers: Answers): SqlText {
  const instead = substitute(table, to, answers);
  return instead === undefined ? value : orElse(value, instead);
}

/** The value, or another where there is none. */
function orElse(value: SqlText, instead: string): SqlText {
  return mapSqlText(value, sql => {
    const inside = instead === "''" ? /^nullif\((.*), ''\)$/s.exec(sql)?.[1] : undefined;
    return `coalesce(${inside ?? sql}, ${instead})`;
  });
}

/** What rows get that have no value: the answer's, or the default that the column has. */
export function substitute(table: string, to: Column, answers: Answers): string | undefined {
  if (isFilled(to)) return sqlName(to.name);
  const fill = readFill(table, to, answers);
  if (typeof fill === 'string') return undefined;
  return 'sql' in fill ? fill.sql : literalSql(fill.value);
}

/** What a column got from others: what it holds only because there was nothing is nothing again. `sql` is its name. */
export function partOf(
  { table, to: column }: Receiver,
  answers: Answers,
  sql = sqlName(column.name),
): Part {
  const fill = isFilled(column) ? 'none' : readFill(table, column, answers);
  if (typeof fill === 'string' || 'sql' in fill) return { sql, nullable: column.nullable };
  return { sql: `nullif(${sql}, ${literalSql(fill.value)})`, nullable: true };
}

/** Makes a column not null once it has its values. */
export function settling({ table, to }: Receiver, answers: Answers): readonly AlterColumn[] {
  if (to.nullable || isFilled(to) || readFill(table, to, answers) === 'nullable') return [];
  const { name: column } = to;
  return [{ kind: 'alterColumn', table, column, nullable: false, before: waitingColumn(to) }];
}

/** The value, or what says least: a row that came meanwhile may have no counterpart to take one from. */
export function orEmpty(value: string, { nullable, type }: Column): string {
  const empty = nullable ? undefined : emptiest(type);
  return empty === undefined ? value : `coalesce(${value}, ${literalSql(empty)})`;
}
