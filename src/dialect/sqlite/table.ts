import { MigshError } from '../../error.ts';
import type { CreateTable, DropTable, RenameTable } from '../../operation/operation.ts';
import { withEnumValues } from '../../schema/native-enum.ts';
import { type Column, findTable, type Table } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Catalog, CatalogEntry, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { refuseBroken, tablesIn } from './broken.ts';
import { referrers, refuseQualified, storedTable } from './catalog.ts';
import { isNumbered } from './column-to-sql.ts';
import { foreignKeyIndexChange } from './foreign-key-index.ts';
import { asIndex, createIndexOn } from './indexes.ts';
import { tableToSql } from './table-to-sql.ts';
import { sameName } from './tokens.ts';
import { createTrigger, isHere } from './trigger.ts';

/** `create table` with its constraints, then an index for each unique, index and foreign key. */
export function createTable(
  operation: CreateTable,
  context: CompileContext,
): readonly CompiledStatement[] {
  const made = findTable(context.after, operation.table.name) ?? operation.table;
  const table = {
    ...made,
    columns: made.columns.map(column => withEnumValues(column, context.after)),
  };
  const { name, uniques, indexes } = table;
  for (const each of [name, ...table.foreignKeys.map(key => key.refTable)]) refuseQualified(each);
  for (const column of table.columns) if (isNumbered(column)) checkNumbered(table, column);
  return [
    { sql: tableToSql(table), comment: `create table ${name}` },
    ...uniques.map(unique => createIndexOn(name, asIndex(unique))),
    ...indexes.map(index => createIndexOn(name, index)),
    ...foreignKeyIndexChange(context, name).create,
    ...(table.triggers ?? [])
      .filter(isHere)
      .flatMap(trigger => createTrigger({ kind: 'createTrigger', table: name, trigger }, context)),
  ];
}

/**
 * `drop table "t"`. Refused while another table, a view or another table's trigger uses it: SQLite would drop it
 * and leave them broken. Dropping is a hidden `delete` that fires a foreign key of the table to itself.
 */
export function dropTable(
  operation: DropTable,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const { name } = storedTable(catalog, operation.table);
  const pointing = referrers(catalog, name);
  const other = pointing.find(table => !sameName(table.name, name));
  if (other !== undefined) throw stillPointedTo(name, other.name);
  const user = usersOf(catalog, name)[0];
  if (user !== undefined) throw stillUsed(name, user);
  const statement = { sql: `drop table ${quoteIdentifier(name)}`, comment: `drop table ${name}` };
  return [pointing.length === 0 ? statement : { ...statement, foreignKeysOff: true }];
}

/**
 * `alter table "a" rename to "b"`; foreign keys, views and triggers follow. A change of letter case alone goes through
 * another name, since SQLite finds that there is already a table of that name.
 */
export function renameTable(
  { from, to }: RenameTable,
  context: CompileContext,
): readonly CompiledStatement[] {
  refuseQualified(to);
  const { name } = storedTable(context.catalog, from);
  refuseBroken(context.catalog);
  const indexes = foreignKeyIndexChange(context, from, to);
  const words = `rename table ${from} to ${to}`;
  const steps = sameName(name, to) ? [name, `migsh_new_${to}`, to] : [name, to];
  const renames = steps.slice(1).map((next, at) => ({
    sql: `alter table ${quoteIdentifier(steps[at] ?? '')} rename to ${quoteIdentifier(next)}`,
    comment: words,
  }));
  return [...indexes.drop, ...renames, ...indexes.create];
}

/** SQLite keeps no comments. */
export function comment(): readonly CompiledStatement[] {
  return [];
}

function usersOf(catalog: Catalog, table: string): readonly CatalogEntry[] {
  return catalog.entries.filter(
    entry =>
      (entry.type === 'view' || (entry.type === 'trigger' && !sameName(entry.table, table))) &&
      tablesIn(entry).includes(table.toLowerCase()),
  );
}

/** Refuses to number anything but a table's only key column (https://www.sqlite.org/autoinc.html). */
export function checkNumbered({ name, primaryKey }: Table, column: Column): void {
  const [single, ...others] = primaryKey?.columns ?? [];
  if (single !== column.name || others.length > 0) throw numberedElsewhere(name, column.name);
}

function numberedElsewhere(table: string, column: string): MigshError {
  return new MigshError(
    'unsupported',
    `${table}.${column} is autoincrement, which SQLite allows for a primary key of one column alone`,
    { hint: 'make it the primary key, or leave autoincrement away' },
  );
}

function stillPointedTo(table: string, other: string): MigshError {
  return new MigshError(
    'bad-operation',
    `table ${table} cannot be dropped: a foreign key of ${other} points to it`,
    { hint: `first op.dropForeignKey('${other}', …) or op.dropTable('${other}')` },
  );
}

function stillUsed(table: string, { type, name, table: owner }: CatalogEntry): MigshError {
  const call = type === 'view' ? `op.dropView('${name}')` : `op.dropTrigger('${owner}', '${name}')`;
  return new MigshError(
    'bad-operation',
    `table ${table} cannot be dropped: ${type} ${name} uses it`,
    {
      hint: `first ${call}, or op.sql({ sqlite: 'drop ${type} ${quoteIdentifier(name)}', postgresql: '' })`,
    },
  );
}
