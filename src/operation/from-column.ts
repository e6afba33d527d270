import { enumCheck } from '../schema/enum-check.ts';
import { sqlName } from '../schema/expression.ts';
import { literalSql } from '../schema/literal.ts';
import { movedValues } from '../schema/moved-values.ts';
import { columnQuestionId } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import { sameDefault } from '../schema/same-default.ts';
import { sameType } from '../schema/same-type.ts';
import { type Check, type Column, findTable, type Schema } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Explained } from './explain.ts';
import { readFill } from './fill.ts';
import { generatedOperations, oldKey } from './from-identity.ts';
import { isReceiver, waitingColumn } from './motion-ends.ts';
import { numberRows } from './number-rows.ts';
import type { AlterColumn, Backfill, Operation } from './operation.ts';

/** What the way of a column depends on, besides the column. */
export interface ColumnContext {
  readonly answers: Answers;
  readonly desired: Schema;
}

/** Adds a column; one that is not null without a default in the way its rows are filled. */
export function addedColumn(
  { table, column }: { readonly table: string; readonly column: Column },
  { answers, desired }: ColumnContext,
  changes: Changes,
): readonly Explained[] {
  const key = oldKey(changes, table, column);
  if (key !== undefined) return numberRows(table, column, key);
  const check = enumCheckIn(desired, table, column.name);
  const add = (as: Column, why?: string): Explained => ({
    kind: 'addColumn',
    table,
    column: as,
    ...(check && { check }),
    ...(why !== undefined && { why }),
  });
  if (isReceiver(changes.motions, { table, column })) return [add(waitingColumn(column))];
  const fill = readFill(table, column, answers);
  if (fill === 'none') return [add(column, assumed({ table, name: column.name }, 'rows', answers))];
  const open = { ...column, nullable: true };
  if (fill === 'nullable') return [add(open)];
  if ('sql' in fill) {
    const why = `rows that are there get a value before ${column.name} has to have one`;
    return [add(open), { ...backfill(table, column, fill.sql), why }, notNull(table, open)];
  }
  const filling: Column = { ...column, default: { kind: 'value', value: fill.value } };
  const { name } = column;
  return [
    add(
      filling,
      `rows that are there get ${literalSql(fill.value)}; new ones have to bring a value`,
    ),
    { kind: 'alterColumn', table, column: name, default: null, before: filling },
  ];
}

/** Changes what differs in a column; one that becomes not null after its nulls are filled. */
export function changedColumn(
  change: { readonly table: string; readonly from: Column; readonly to: Column },
  { answers, desired }: ColumnContext,
): readonly Explained[] {
  const { table, from, to } = change;
  const fill = from.nullable && !to.nullable ? readFill(table, to, answers) : 'none';
  const now = fill === 'none' ? to : { ...to, nullable: true };
  const steps = [
    ...alteration({ table, from, to: now }, answers),
    ...enumName({ table, from, to }, desired),
    ...archived({ table, from, to }, answers),
    ...generatedOperations(table, from, to),
  ];
  if (fill === 'nullable') return steps;
  if (fill === 'none') return withWhy(steps, assumed({ table, name: to.name }, 'nulls', answers));
  const expression = 'sql' in fill ? fill.sql : literalSql(fill.value);
  const why = `rows that have null in ${to.name} get ${'sql' in fill ? 'a value' : expression}`;
  return [...steps, { ...backfill(table, to, expression), why }, notNull(table, now)];
}

interface Change {
  readonly table: string;
  readonly from: Column;
  readonly to: Column;
}

function alteration({ table, from, to }: Change, answers: Answers): readonly Operation[] {
  const keys: Partial<AlterColumn> = {
    ...retyping({ table, from, to }, answers),
    ...(from.nullable !== to.nullable && { nullable: to.nullable }),
    ...(!sameDefault(to.type, from.default, to.default) && { default: to.default ?? null }),
    ...((from.comment ?? '') !== (to.comment ?? '') && { comment: to.comment ?? null }),
    ...(from.collation !== to.collation && { collation: to.collation ?? null }),
  };
  if (Object.keys(keys).length === 0) return [];
  return [{ kind: 'alterColumn', table, column: to.name, ...keys, before: from }];
}

// What a column held before it is computed.
function archived({ table, from, to }: Change, answers: Answers): readonly Operation[] {
  const id = columnQuestionId('convert', table, to.name);
  const isKept = Object.hasOwn(answers, id) && answers[id] === 'archive';
  const isComputed = from.generated === undefined && to.generated !== undefined;
  return isComputed && isKept ? [{ kind: 'archive', table, columns: [to.name] }] : [];
}

// `cast` leaves the conversion to the dialect.
function retyping({ table, from, to }: Change, answers: Answers): Partial<AlterColumn> {
  if (sameType(from.type, to.type)) return {};
  const moved = movedValues(table, { from, to }, answers);
  if (moved.using !== undefined) return { type: to.type, ...moved };
  const id = columnQuestionId('convert', table, to.name);
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  const using = answer?.startsWith('sql:') === true ? answer.slice('sql:'.length) : undefined;
  return { type: to.type, ...(using !== undefined && { using }) };
}

// A type that becomes an enum brings its check under the derived name; the entity may want another.
function enumName({ table, from, to }: Change, desired: Schema): readonly Operation[] {
  const derived = enumCheck(table, to)?.name;
  const wanted = enumCheckIn(desired, table, to.name)?.name;
  if (from.type.name === 'enum' || derived === undefined || wanted === undefined) return [];
  return derived === wanted ? [] : [{ kind: 'renameConstraint', table, from: derived, to: wanted }];
}

function enumCheckIn(schema: Schema, table: string, column: string): Check | undefined {
  return findTable(schema, table)?.checks.find(check => check.enumOf === column);
}

function backfill(table: string, { name }: Column, expression: string): Backfill {
  return {
    kind: 'backfill',
    table,
    set: { [name]: expression },
    where: `${sqlName(name)} is null`,
  };
}

function notNull(table: string, before: Column): AlterColumn {
  return { kind: 'alterColumn', table, column: before.name, nullable: false, before };
}

// What the answer takes for granted: a database where it is otherwise stops the upgrade.
function assumed(
  { table, name }: { readonly table: string; readonly name: string },
  what: 'rows' | 'nulls',
  answers: Answers,
): string | undefined {
  const id = columnQuestionId('fill', table, name);
  if (!Object.hasOwn(answers, id) || answers[id] !== 'empty') return undefined;
  return `no database has ${what} in ${what === 'rows' ? table : `${table}.${name}`}: this stops at one that has`;
}

function withWhy(steps: readonly Operation[], why: string | undefined): readonly Explained[] {
  const [first, ...others] = steps;
  return first === undefined || why === undefined ? steps : [{ ...first, why }, ...others];
}
