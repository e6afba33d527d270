import { MigshError } from '../../../error.ts';
import type { CreateView, DropView, RenameView } from '../../../operation/object-operation.ts';
import { bareName, qualifierOf } from '../../../schema/names.ts';
import { sqlText } from '../../../schema/objects.ts';
import type { Schema, View } from '../../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../../schema/tokens.ts';
import { findView } from '../../../schema/view-edit.ts';
import type { CompileContext } from '../../dialect.ts';
import type { CompiledStatement } from '../../statement.ts';
import { createIndex } from '../indexes.ts';
import { quoteNew, quoteNewTable, quoteTable } from '../name.ts';
import { backWords, bringBack, takeAway } from './around-views.ts';
import { refuseHeld } from './refuse.ts';
import { allOver, directlyOver, type Recreation, type StoredView } from './stored-view.ts';
import { bringBackOverReplaced, takeReplacedAway } from './views-then.ts';

/**
 * `create view "v" as select …`, `create materialized view … with data`. What is replaced is dropped and created:
 * `create or replace view` only adds columns at the end (manual, CREATE VIEW), and does not know materialized views.
 * What stood on the old one, and what it had besides its text, comes back.
 */
export function createView(
  operation: CreateView,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { view } = operation;
  const text = sqlText(view.select, 'postgresql');
  if (text === undefined) throw noText(view.name);
  const fresh = text.trim() === '' ? [] : createStatements(view, text);
  return operation.replace === true ? replaceWith(fresh, operation, context) : fresh;
}

/** `drop view "v"`; `cascade` only where the file says so. */
export function dropView(
  { name, cascade }: DropView,
  { before }: CompileContext,
): readonly CompiledStatement[] {
  const view = findView(before, name);
  if (view === undefined || isElsewhere(view)) return [];
  const tail = cascade === true ? ' cascade' : '';
  return [
    {
      sql: `drop ${sortOf(view)} ${quoteTable(name)}${tail}`,
      comment: `drop ${sortOf(view)} ${name}`,
    },
  ];
}

/** `alter view "a" rename to "b"`, and `set schema` where that differs; views on it follow by themselves. */
export function renameView(
  { from, to }: RenameView,
  { before }: CompileContext,
): readonly CompiledStatement[] {
  const view = findView(before, from);
  if (view === undefined || isElsewhere(view)) return [];
  const [old, schema] = [qualifierOf(from), qualifierOf(to)];
  const alter = `alter ${sortOf(view)}`;
  const comment = `rename view ${from} to ${to}`;
  if (old !== schema && schema === '') throw toUnnamedSchema(from);
  const moved = old === schema ? from : `${schema}.${bareName(from)}`;
  return [
    ...(moved === from
      ? []
      : [{ sql: `${alter} ${quoteTable(from)} set schema ${quoteIdentifier(schema)}`, comment }]),
    ...(moved === to
      ? []
      : [{ sql: `${alter} ${quoteTable(moved)} rename to ${quoteNew(bareName(to))}`, comment }]),
  ];
}

/** Whether a view is for another dialect alone: its text here is `''`. */
function isElsewhere({ select }: View): boolean {
  return sqlText(select, 'postgresql')?.trim() === '';
}

function createStatements(view: View, text: string): readonly CompiledStatement[] {
  const { name, materialized, withData, comment, indexes = [] } = view;
  const data = withData === false ? ' with no data' : ' with data';
  const select = text.trim().replace(/;$/, '');
  const quoted = quoteNewTable(name);
  return [
    {
      sql: `create ${sortOf(view)} ${quoted} as ${select}${materialized === true ? data : ''}`,
      comment: `create ${sortOf(view)} ${name}`,
    },
    ...(comment === undefined
      ? []
      : [
          {
            sql: `comment on ${sortOf(view)} ${quoteTable(name)} is ${quoteText(comment)}`,
            comment: `comment on view ${name}`,
          },
        ]),
    ...indexes.flatMap(index => createIndex({ kind: 'createIndex', table: name, index })),
  ];
}

function replaceWith(
  fresh: readonly CompiledStatement[],
  { view }: CreateView,
  { before, catalog: { views: catalog } }: CompileContext,
): readonly CompiledStatement[] {
  const { name } = view;
  if (catalog === undefined) return [...dropped(before, name), ...fresh];
  const old = catalog.views.find(each => each.name === name);
  const over = allOver(catalog.views, directlyOver(catalog.views, [{ relation: name }]));
  const isUnsure =
    catalog.unread === true || [...over, ...(old ? [old] : [])].some(each => each.stale);
  if (isUnsure) {
    const wasMaterialized = findView(before, name)?.materialized === true;
    const sorts = sortsBack(wasMaterialized && view.materialized === true);
    return [takeReplacedAway(name), ...fresh, bringBackOverReplaced(name, sorts)];
  }
  if (old === undefined) return fresh;
  for (const each of [...over, old]) refuseHeld(each);
  return [
    ...over.toReversed().map(takeAway),
    { sql: old.drop, comment: `drop the view ${name} that is replaced` },
    ...fresh,
    ...whatItHad(old, view),
    ...over.flatMap(bringBack),
  ];
}

function dropped(before: Schema, name: string): readonly CompiledStatement[] {
  const old = findView(before, name);
  if (old === undefined || isElsewhere(old)) return [];
  return [
    {
      sql: `drop ${sortOf(old)} ${quoteTable(name)}`,
      comment: `drop the view ${name} that is replaced`,
    },
  ];
}

function whatItHad(old: StoredView, view: View): readonly CompiledStatement[] {
  const sorts = sortsBack(old.materialized && view.materialized === true);
  return old.create
    .filter(
      ({ sort, column }) => sorts.includes(sort) || (sort === 'comment' && column !== undefined),
    )
    .map(each => ({ sql: ifColumn(old.name, each), comment: backWords(old, each) }));
}

// The comment of the view is the one that the operation gives.
function sortsBack(staysMaterialized: boolean): readonly string[] {
  const always = ['trigger', 'rule', 'default', 'owner', 'grants'];
  return staysMaterialized ? ['index', ...always] : always;
}

function ifColumn(view: string, { sql, column }: Recreation): string {
  if (column === undefined) return sql;
  const there = `select from pg_catalog.pg_attribute where attrelid = ${quoteText(quoteTable(view))}::regclass and attname = ${quoteText(column)}`;
  return `do $migsh$ begin if exists (${there}) then ${sql}; end if; end $migsh$`;
}

function sortOf({ materialized }: Pick<View, 'materialized'>): string {
  return materialized === true ? 'materialized view' : 'view';
}

function noText(name: string): MigshError {
  return new MigshError('bad-operation', `view ${name} has no select for PostgreSQL`, {
    hint: "give one for each dialect: { postgresql: 'select …', sqlite: 'select …' }; '' means that there is no view",
  });
}

function toUnnamedSchema(view: string): MigshError {
  return new MigshError(
    'unsupported',
    `view ${view} would move to the schema that the run points to, which PostgreSQL wants by name`,
    { hint: "name it: op.renameView('audit.event', 'public.event')" },
  );
}
