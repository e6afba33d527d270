import { replacedBy, routineOf } from '../../operation/apply-routine.ts';
import type { CreateFunction, DropFunction } from '../../operation/object-operation.ts';
import type { Routine, RoutineParameter } from '../../schema/objects.ts';
import { canReplace, signature } from '../../schema/routine.ts';
import { quoteText } from '../../schema/tokens.ts';
import { finished } from '../body.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { dollarQuoted } from './body.ts';
import { quoteNew, quoteNewTable, quoteTable } from './name.ts';

/**
 * `create function "slug"("title" text) returns text immutable language sql as $$ … $$`. One that takes another's place is
 * made by `create or replace` where PostgreSQL allows it, so that grants and what calls it stay; else the old one is dropped.
 */
export function createFunction(
  operation: CreateFunction,
  { before, split }: CompileContext,
): readonly CompiledStatement[] {
  const { routine } = operation;
  const replaced = replacedBy(operation, before);
  const inPlace = replaced !== undefined && canReplace(replaced, routine) && saysReplace(routine);
  const words = `${replaced === undefined ? 'create' : 'replace'} ${routine.type} ${signature(routine)}`;
  const texts = routine.whole ? split(routine.body) : [routineSql(routine, inPlace)];
  const comment = commentSql(routine, inPlace ? replaced : undefined);
  return [
    ...(replaced === undefined || inPlace ? [] : [dropSql(replaced)]),
    ...texts.map(sql => ({ sql, comment: words })),
    ...comment,
  ];
}

/** `drop function "slug"(text)`; `cascade` only where the operation says so. */
export function dropFunction(
  operation: DropFunction,
  { before }: CompileContext,
): readonly CompiledStatement[] {
  const dropped = dropSql(routineOf(operation, before));
  return [operation.cascade === true ? { ...dropped, sql: `${dropped.sql} cascade` } : dropped];
}

function saysReplace({ whole, body }: Routine): boolean {
  return !whole || /^\s*create\s+or\s+replace\b/i.test(body);
}

function routineSql(routine: Routine, replace: boolean): string {
  const { name, type, parameters, security, volatility, language } = routine;
  const isFunction = type === 'function';
  return [
    `create ${replace ? 'or replace ' : ''}${type} ${quoteNewTable(name)}(${parameters.map(parameterSql).join(', ')})`,
    ...(isFunction ? returnsSql(routine) : []),
    ...(security === undefined ? [] : [`security ${security}`]),
    ...(isFunction && volatility !== undefined ? [volatility] : []),
    `language ${language} as ${dollarQuoted(bodySql(routine))}`,
  ].join(' ');
}

// What goes out says by itself what a function returns.
function returnsSql({ returns, parameters }: Routine): readonly string[] {
  if (returns !== undefined) return [`returns ${returns}`];
  return parameters.some(({ direction }) => direction !== undefined) ? [] : ['returns void'];
}

function parameterSql({ name, type, direction, default: value }: RoutineParameter): string {
  return [
    ...(direction === undefined ? [] : [direction]),
    ...(name === '' ? [] : [quoteNew(name)]),
    type,
    ...(value === undefined ? [] : [`default ${value}`]),
  ].join(' ');
}

function bodySql({ language, body }: Routine): string {
  if (language !== 'plpgsql') return body.trim();
  return /^\s*(?:begin|declare)\b/i.test(body) ? body.trim() : `begin ${finished(body)} end`;
}

function commentSql(routine: Routine, before: Routine | undefined): readonly CompiledStatement[] {
  const { type, comment } = routine;
  if (comment === before?.comment) return [];
  const value = comment === undefined ? 'null' : quoteText(comment);
  return [
    {
      sql: `comment on ${type} ${referenceSql(routine)} is ${value}`,
      comment: `comment on ${type} ${signature(routine)}`,
    },
  ];
}

function dropSql(routine: Routine): CompiledStatement {
  return {
    sql: `drop ${routine.type} ${referenceSql(routine)}`,
    comment: `drop ${routine.type} ${signature(routine)}`,
  };
}

// A procedure's parameters all count, and say which way they go (manual, DROP PROCEDURE).
function referenceSql({ name, type, parameters }: Routine): string {
  const types = parameters.flatMap(({ type: sql, direction }) => {
    if (type === 'procedure') return [direction === undefined ? sql : `${direction} ${sql}`];
    return direction === 'out' ? [] : [sql];
  });
  return `${quoteTable(name)}(${types.join(', ')})`;
}
