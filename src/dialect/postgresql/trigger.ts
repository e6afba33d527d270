import { MigshError } from '../../error.ts';
import type { CreateTrigger, DropTrigger } from '../../operation/object-operation.ts';
import type { RenameTable } from '../../operation/operation.ts';
import { bareName, qualifierOf } from '../../schema/names.ts';
import { sqlText, type Trigger } from '../../schema/objects.ts';
import { findTable, type Schema } from '../../schema/schema.ts';
import { quoteIdentifier, tokenize, unquote } from '../../schema/tokens.ts';
import { finished } from '../body.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { dollarQuoted } from './body.ts';
import { quoteBeside, quoteNew, quoteTable } from './name.ts';

/**
 * `create or replace function "order_touch_fn"() returns trigger as $$ begin …; end; $$ language plpgsql`, then the trigger
 * that runs it, as MikroORM makes them; or the statements as written.
 */
export function createTrigger(
  { table, trigger }: CreateTrigger,
  context: CompileContext,
): readonly CompiledStatement[] {
  const body = sqlText(trigger.body, 'postgresql');
  if (body === undefined) throw noText(table, trigger);
  if (body === '') return [];
  const comment = `create trigger ${trigger.name} on ${table}`;
  if (trigger.whole) return context.split(body).map(sql => ({ sql, comment }));
  quoteNew(functionName(table, trigger.name));
  const name = triggerFunction(table, trigger.name);
  return [
    {
      sql: `create or replace function ${name}() returns trigger as ${dollarQuoted(`begin ${finished(body)} end;`)} language plpgsql`,
      comment: `create the function that trigger ${trigger.name} of ${table} runs`,
    },
    { sql: triggerSql(table, trigger), comment },
  ];
}

/** `drop trigger "order_touch" on "order"`, and the function that only it runs. */
export function dropTrigger(
  operation: DropTrigger,
  { before }: Pick<CompileContext, 'before'>,
): readonly CompiledStatement[] {
  const { table, name } = operation;
  const trigger = triggersOf(before, table).find(each => each.name === name);
  if (trigger !== undefined && !isHere(trigger)) return [];
  return [
    dropTriggerAlone(table, name),
    ...(trigger && !hasOwnFunction(table, trigger) ? [] : [dropFunctionOf(table, name)]),
  ];
}

/** The functions that a dropped table's triggers leave behind. */
export function dropTriggerFunctions(table: string, before: Schema): readonly CompiledStatement[] {
  return triggersOf(before, table)
    .filter(trigger => isHere(trigger) && hasOwnFunction(table, trigger))
    .map(trigger => dropFunctionOf(table, trigger.name));
}

/**
 * The functions of a renamed table's triggers under the names that MikroORM looks for: `letter_touch_fn` instead of
 * `mail_touch_fn`. A trigger holds on to its function whatever its name is.
 */
export function renameTriggerFunctions(
  { from, to }: RenameTable,
  before: Schema,
): readonly CompiledStatement[] {
  const own = triggersOf(before, from).filter(
    trigger => isHere(trigger) && hasOwnFunction(from, trigger),
  );
  return own.flatMap(({ name }) => functionFollows(name, from, to));
}

function functionFollows(trigger: string, from: string, to: string): readonly CompiledStatement[] {
  const comment = `let the function of trigger ${trigger} follow its table`;
  const next = quoteNew(functionName(to, trigger));
  const moved = quoteBeside(to, functionName(from, trigger));
  const steps: string[] = [];
  if (qualifierOf(from) !== qualifierOf(to)) {
    const schema = quoteIdentifier(qualifierOf(to));
    steps.push(`alter function ${triggerFunction(from, trigger)}() set schema ${schema}`);
  }
  if (bareName(from) !== bareName(to)) steps.push(`alter function ${moved}() rename to ${next}`);
  return steps.map(sql => ({ sql, comment }));
}

/** A table's triggers, on whichever dialect. */
function triggersOf(schema: Schema, table: string): readonly Trigger[] {
  return findTable(schema, table)?.triggers ?? [];
}

/** The trigger without its function: what stands on a column's type has to go for a moment when that changes. */
export function dropTriggerAlone(table: string, name: string): CompiledStatement {
  const sql = `drop trigger ${quoteIdentifier(name)} on ${quoteTable(table)}`;
  return { sql, comment: `drop trigger ${name} of ${table}` };
}

/** … and brings it back. */
export function createTriggerAlone(
  table: string,
  trigger: Trigger,
  { split }: Pick<CompileContext, 'split'>,
): readonly CompiledStatement[] {
  const comment = `bring trigger ${trigger.name} of ${table} back`;
  if (!trigger.whole) return [{ sql: triggerSql(table, trigger), comment }];
  return split(sqlText(trigger.body, 'postgresql') ?? '')
    .filter(sql => /^create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i.test(sql))
    .map(sql => ({ sql, comment }));
}

function triggerSql(table: string, trigger: Trigger): string {
  const { name, timing, events, forEach } = trigger;
  const when = trigger.when === undefined ? undefined : sqlText(trigger.when, 'postgresql');
  return [
    `create trigger ${quoteNew(name)} ${timing} ${events.join(' or ')} on ${quoteTable(table)}`,
    `for each ${forEach}`,
    ...(when === undefined || when === '' ? [] : [`when (${when})`]),
    `execute function ${triggerFunction(table, name)}()`,
  ].join(' ');
}

function dropFunctionOf(table: string, name: string): CompiledStatement {
  return {
    sql: `drop function if exists ${triggerFunction(table, name)}()`,
    comment: `drop the function that trigger ${name} of ${table} ran`,
  };
}

function triggerFunction(table: string, trigger: string): string {
  return quoteBeside(table, functionName(table, trigger));
}

function functionName(table: string, trigger: string): string {
  return `${bareName(table)}_${trigger}_fn`;
}

/** Whether the trigger is made on PostgreSQL at all. */
export function isHere({ body }: Trigger): boolean {
  return (sqlText(body, 'postgresql') ?? '') !== '';
}

// Statements as written may make the function themselves, under the name that MikroORM would give it.
function hasOwnFunction(table: string, { name, body, whole }: Trigger): boolean {
  if (!whole) return true;
  const wanted = functionName(table, name);
  return tokenize(sqlText(body, 'postgresql') ?? '').some(({ kind, text }) =>
    kind === 'quoted' ? unquote(text) === wanted : text.toLowerCase() === wanted,
  );
}

function noText(table: string, { name }: Trigger): MigshError {
  return new MigshError('unsupported', `trigger ${name} of ${table} says nothing for PostgreSQL`, {
    hint: "give it a text for postgresql ('' where it needs none), or write { only: 'sqlite' }",
  });
}
