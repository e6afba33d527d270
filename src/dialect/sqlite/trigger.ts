import { MigshError } from '../../error.ts';
import type { CreateTrigger, DropTrigger } from '../../operation/object-operation.ts';
import { sqlText, type Trigger } from '../../schema/objects.ts';
import { findTable } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { finished } from '../body.ts';
import type { Catalog, CatalogEntry, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { refuseQualified } from './catalog.ts';
import { sameName } from './tokens.ts';

/**
 * `create trigger "order_touch" before update on "order" for each row begin …; end`; of several events a trigger each,
 * `order_touch_insert`, `order_touch_update`, as MikroORM makes them.
 */
export function createTrigger(
  { table, trigger }: CreateTrigger,
  { catalog, split }: Pick<CompileContext, 'catalog' | 'split'>,
): readonly CompiledStatement[] {
  refuseQualified(table);
  const body = sqlText(trigger.body, 'sqlite');
  if (body === undefined) throw noText(table, trigger);
  if (body === '') return [];
  const comment = `create trigger ${trigger.name} on ${table}`;
  if (trigger.whole) return split(body).map(sql => ({ sql, comment }));
  refuseMissing(table, trigger);
  for (const name of namesOf(trigger)) refuseTaken(catalog, name);
  return trigger.events.map((event, at) => ({
    sql: triggerSql(table, { trigger, event, name: namesOf(trigger)[at] ?? trigger.name, body }),
    comment,
  }));
}

/** `drop trigger "order_touch"`, or each of those that its events made. */
export function dropTrigger(
  { table, name }: DropTrigger,
  { before, catalog }: Pick<CompileContext, 'before' | 'catalog'>,
): readonly CompiledStatement[] {
  refuseQualified(table);
  const trigger = findTable(before, table)?.triggers?.find(each => each.name === name);
  if (trigger !== undefined && !isHere(trigger)) return [];
  const found = storedTriggers(catalog, { table, name, trigger });
  if (found.length === 0) throw noTrigger(table, name);
  return found.map(entry => ({
    sql: `drop trigger ${quoteIdentifier(entry.name)}`,
    comment: `drop trigger ${entry.name} of ${table}`,
  }));
}

/** Whether the trigger is made on SQLite at all. */
export function isHere({ body }: Trigger): boolean {
  return (sqlText(body, 'sqlite') ?? '') !== '';
}

/** SQLite has no such thing. */
export function refuseCode(what: string): never {
  throw new MigshError('unsupported', `SQLite has no ${what}`, {
    hint: "write { only: 'postgresql' } where SQLite needs nothing in its place",
  });
}

interface Single {
  readonly trigger: Trigger;
  readonly event: string;
  readonly name: string;
  readonly body: string;
}

function triggerSql(table: string, { trigger, event, name, body }: Single): string {
  const when = trigger.when === undefined ? '' : (sqlText(trigger.when, 'sqlite') ?? '');
  return [
    `create trigger ${quoteIdentifier(name)} ${trigger.timing} ${event} on ${quoteIdentifier(table)}`,
    `for each row${when === '' ? '' : ` when ${when}`}`,
    `begin ${finished(body)} end`,
  ].join(' ');
}

function namesOf({ name, events }: Trigger): readonly string[] {
  return events.length === 1 ? [name] : events.map(event => `${name}_${event}`);
}

function storedTriggers(
  catalog: Catalog,
  {
    table,
    name,
    trigger,
  }: { readonly table: string; readonly name: string; readonly trigger: Trigger | undefined },
): readonly CatalogEntry[] {
  const isKnown = trigger !== undefined && !trigger.whole;
  const several = ['insert', 'update', 'delete'].map(event => `${name}_${event}`);
  const wanted = isKnown ? namesOf(trigger) : [name, ...several];
  return catalog.entries.filter(
    entry =>
      entry.type === 'trigger' &&
      sameName(entry.table, table) &&
      wanted.some(each => sameName(each, entry.name)),
  );
}

function refuseMissing(table: string, { name, events, forEach }: Trigger): void {
  const missing = events.includes('truncate')
    ? 'no truncate'
    : forEach === 'statement'
      ? 'triggers for each row alone'
      : undefined;
  if (missing === undefined) return;
  throw new MigshError('unsupported', `trigger ${name} of ${table}: SQLite has ${missing}`, {
    hint: "write { only: 'postgresql' }, or a trigger for each row with a body for sqlite",
  });
}

// In SQLite a trigger's name is the file's, not the table's.
function refuseTaken({ entries }: Catalog, name: string): void {
  const other = entries.find(entry => entry.type === 'trigger' && sameName(entry.name, name));
  if (other === undefined) return;
  throw new MigshError(
    'bad-operation',
    `there is already a trigger ${other.name} on table ${other.table}, and SQLite has one of a name`,
    { hint: 'give this one another name' },
  );
}

function noTrigger(table: string, name: string): MigshError {
  return new MigshError('bad-operation', `table ${table} has no trigger ${name} in the database`, {
    hint: 'migsh drift shows where the database and its revisions differ',
  });
}

function noText(table: string, { name }: Trigger): MigshError {
  return new MigshError('unsupported', `trigger ${name} of ${table} says nothing for SQLite`, {
    hint: "give it a text for sqlite ('' where it needs none), or write { only: 'postgresql' }",
  });
}
