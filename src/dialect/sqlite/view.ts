import { MigshError } from '../../error.ts';
import type { CreateView, DropView, RenameView } from '../../operation/object-operation.ts';
import { sqlText } from '../../schema/objects.ts';
import { renameRelation } from '../../schema/query-edit.ts';
import type { View } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { findView } from '../../schema/view-edit.ts';
import type { Catalog, CatalogEntry, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { tablesIn } from './broken.ts';
import { refuseQualified } from './catalog.ts';
import { dependentsOfViews } from './rebuild/dependents.ts';
import { applyEdits, type Edit } from './table-edit.ts';
import { isName, sameName, tokenize } from './tokens.ts';

/**
 * `create view "v" as select …`, also for a materialized one. SQLite reads the select only when the view is read, so it
 * is read once, for no row. One that is replaced is dropped and created, with the triggers on it.
 */
export function createView(
  { view, replace }: CreateView,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const { name } = view;
  const text = sqlText(view.select, 'sqlite');
  if (text === undefined) throw noText(name);
  refuseQualified(name);
  const old = replace === true ? storedView(catalog, name) : undefined;
  const gone = old === undefined ? [] : [dropNamed(old, `drop the view ${name} that is replaced`)];
  if (text.trim() === '') return gone;
  const sql = `create view ${quoteIdentifier(name)} as ${text.trim().replace(/;$/, '')}`;
  const { recreate } = dependentsOfViews(catalog, old === undefined ? [] : [name]);
  const own = recreate.filter(entry => entry.type === 'trigger' && sameName(entry.table, name));
  const over = recreate.filter(entry => entry.type === 'view' && !sameName(entry.name, name));
  return [
    ...gone,
    { sql, comment: `create view ${name}` },
    ...own.map(trigger => ({
      sql: inLowerCase(trigger.sql ?? ''),
      comment: `bring trigger ${trigger.name} back`,
    })),
    ...[name, ...over.map(each => each.name)].map(proveReadable),
  ];
}

/**
 * `drop view "v"`. Refused while a view or another table's trigger uses it: SQLite would drop it and change no table
 * any more until that is mended. Its own triggers go with it.
 */
export function dropView(
  { name, cascade }: DropView,
  { before, catalog }: CompileContext,
): readonly CompiledStatement[] {
  if (isElsewhere(findView(before, name))) return [];
  const view = viewNamed(catalog, name);
  if (cascade === true) throw noCascade(name);
  const user = catalog.entries.find(
    entry =>
      (entry.type === 'view' || (entry.type === 'trigger' && !sameName(entry.table, name))) &&
      !sameName(entry.name, name) &&
      tablesIn(entry).includes(name.toLowerCase()),
  );
  if (user !== undefined) throw stillUsed(name, user);
  return [dropNamed(view, `drop view ${name}`)];
}

/** SQLite renames no view: it is dropped and created under the new name, and so is what depends on it, which names it. */
export function renameView(
  { from, to }: RenameView,
  { before, catalog }: CompileContext,
): readonly CompiledStatement[] {
  if (isElsewhere(findView(before, from))) return [];
  refuseQualified(to);
  const view = viewNamed(catalog, from);
  const { drop, recreate } = dependentsOfViews(catalog, [from]);
  const words = `rename view ${from} to ${to}`;
  return [
    ...drop.map(entry => dropNamed(entry, `${words}: take ${entry.type} ${entry.name} away`)),
    ...recreate.map(entry => ({
      sql: inLowerCase(entry === view ? named(entry, to) : followed(entry, from, to)),
      comment: entry === view ? words : `${words}: bring ${entry.type} ${entry.name} back`,
    })),
    proveReadable(to),
    ...recreate
      .filter(entry => entry.type === 'view' && entry !== view)
      .map(entry => proveReadable(entry.name)),
  ];
}

/** Whether a view is for another dialect alone: its text here is `''`. */
function isElsewhere(view: View | undefined): boolean {
  return view !== undefined && sqlText(view.select, 'sqlite')?.trim() === '';
}

function storedView({ entries }: Catalog, name: string): CatalogEntry | undefined {
  return entries.find(entry => entry.type === 'view' && sameName(entry.name, name));
}

function viewNamed(catalog: Catalog, name: string): CatalogEntry {
  const view = storedView(catalog, name);
  if (view === undefined) throw noView(name);
  return view;
}

function dropNamed({ type, name }: CatalogEntry, comment: string): CompiledStatement {
  return { sql: `drop ${type} ${quoteIdentifier(name)}`, comment };
}

function proveReadable(name: string): CompiledStatement {
  return {
    sql: `select 1 from ${quoteIdentifier(name)} where 0`,
    comment: `prove that view ${name} can be read`,
    part: 'proof',
  };
}

// `CREATE VIEW name`, `CREATE VIEW IF NOT EXISTS main.name`: the name is the last one before the columns or `as`.
function named({ sql, name }: CatalogEntry, to: string): string {
  const text = sql ?? '';
  const token = tokenize(text).find(each => isName(each) && sameName(each.name, name));
  return token === undefined ? text : applyEdits(text, [respell(token, to)]);
}

/** The text of a view or trigger with another one's name in it. */
function followed({ type, sql }: CatalogEntry, from: string, to: string): string {
  const text = renameRelation(sql ?? '', from, to);
  if (type !== 'trigger') return text;
  const tokens = tokenize(text);
  return applyEdits(
    text,
    tokens
      .filter(
        (token, at) =>
          isName(token) &&
          sameName(token.name, from) &&
          ['on', 'into', 'update'].includes(tokens[at - 1]?.name ?? ''),
      )
      .map(token => respell(token, to)),
  );
}

// SQLite stores the first words in capitals, whatever was written.
function inLowerCase(sql: string): string {
  return sql.replace(/^CREATE (?:VIEW|TRIGGER)/, words => words.toLowerCase());
}

function respell(
  { start, end }: { readonly start: number; readonly end: number },
  to: string,
): Edit {
  return { start, end, text: quoteIdentifier(to) };
}

function noText(name: string): MigshError {
  return new MigshError('bad-operation', `view ${name} has no select for SQLite`, {
    hint: "give one for each dialect: { postgresql: 'select …', sqlite: 'select …' }; '' means that there is no view",
  });
}

function noView(name: string): MigshError {
  return new MigshError('bad-operation', `there is no view ${name} in the database at this point`, {
    hint: 'migsh drift shows where the database and its revisions differ',
  });
}

function noCascade(name: string): MigshError {
  return new MigshError('unsupported', `SQLite drops view ${name} alone, never with cascade`, {
    hint: 'drop the views on it first, each with op.dropView',
  });
}

function stillUsed(view: string, { type, name }: CatalogEntry): MigshError {
  return new MigshError(
    'bad-operation',
    `view ${view} cannot be dropped: ${type} ${name} uses it`,
    {
      hint:
        type === 'view'
          ? `first op.dropView('${name}'), or op.sql for one that op.sql made`
          : `first drop ${type} ${name}`,
    },
  );
}
