import { renameTable as withTableRenamed } from '../schema/edit.ts';
import { enumCheck } from '../schema/enum-check.ts';
import { applyPatch } from '../schema/patch.ts';
import {
  findTable,
  type ForeignKey,
  indexColumns,
  type Schema,
  type Table,
} from '../schema/schema.ts';
import { refuseGenerated, refuseNumbering } from './apply-column-source.ts';
import { checkEnum } from './apply-enum.ts';
import { badOperation, columnOf, tableOf } from './bad-operation.ts';
import type {
  Archive,
  Backfill,
  CreateTable,
  DropTable,
  Insert,
  RenameTable,
  Restore,
  Run,
  Sql,
} from './operation.ts';
import { refuseTakenNames, refuseTakenTable, refuseTwice } from './taken-names.ts';

/** Adds a table at the end. Its enum columns have their check, given or derived. */
export function createTable({ table }: CreateTable, schema: Schema): Schema {
  refuseTakenTable(schema, table.name);
  refuseTwice(table.columns, `column of table ${table.name}`);
  if (table.columns.length === 0) throw withoutColumns(table);
  for (const column of table.columns) {
    refuseNumbering(table.name, column);
    refuseGenerated(table, column);
  }
  for (const column of table.columns) checkEnum(column, schema);
  const whole = withEnumChecks(table);
  const grown = { ...schema, tables: [...schema.tables, whole] };
  for (const { columns } of keysOf(whole)) for (const name of columns) columnOf(whole, name);
  for (const key of whole.foreignKeys) checkTarget(grown, whole.name, key);
  refuseTwice([...whole.foreignKeys, ...whole.checks], `constraint of table ${table.name}`);
  const { primaryKey, indexes, uniques } = whole;
  const relations = [...(primaryKey ? [primaryKey] : []), ...indexes, ...uniques];
  refuseTwice(relations, `index of table ${table.name}`);
  for (const { name } of relations) refuseTakenNames(schema, whole.name, name);
  return grown;
}

/** Takes a table away; refused while a foreign key of another table points to it, as PostgreSQL does without cascade. */
export function dropTable(operation: DropTable, schema: Schema): Schema {
  const { name } = tableOf(schema, operation.table);
  const pointing = schema.tables.find(
    table => table.name !== name && table.foreignKeys.some(key => key.refTable === name),
  );
  if (pointing !== undefined) throw stillPointedTo(name, pointing);
  return { ...schema, tables: schema.tables.filter(table => table.name !== name) };
}

/** Gives a table another name; foreign keys that point to it follow, names of constraints stay. */
export function renameTable({ from, to }: RenameTable, schema: Schema): Schema {
  tableOf(schema, from);
  refuseTakenTable(schema, to);
  return withTableRenamed(schema, from, to);
}

/** Operations on rows: the table and the columns they name have to be there, the schema stays. */
export function touchesRows(
  operation: Insert | Backfill | Archive | Restore,
  schema: Schema,
): Schema {
  const table = tableOf(schema, operation.table);
  for (const name of columnsNamed(operation)) columnOf(table, name);
  return schema;
}

/** What SQL or code does is known where it was tried; else the schema stays. */
export function tried({ made }: Sql | Run, schema: Schema): Schema {
  return made === undefined ? schema : made.patches.reduce(applyPatch, schema);
}

/** Refuses a foreign key whose target is not there or has another number of columns. */
export function checkTarget(schema: Schema, table: string, key: ForeignKey): void {
  const target = findTable(schema, key.refTable);
  if (target === undefined) throw noTarget(table, key);
  for (const name of key.refColumns) columnOf(target, name);
  if (key.columns.length !== key.refColumns.length) throw unevenKey(table, key);
}

function withEnumChecks(table: Table): Table {
  const missing = table.columns.flatMap(column => {
    if (table.checks.some(check => check.enumOf === column.name)) return [];
    const check = enumCheck(table.name, column);
    return check === undefined ? [] : [check];
  });
  return missing.length === 0 ? table : { ...table, checks: [...table.checks, ...missing] };
}

function keysOf(table: Table): readonly { readonly columns: readonly string[] }[] {
  const { primaryKey, indexes, uniques, foreignKeys } = table;
  const included = indexes.map(index => ({ columns: index.include ?? [] }));
  const named = indexes.map(index => ({ columns: indexColumns(index) }));
  return [...(primaryKey ? [primaryKey] : []), ...named, ...included, ...uniques, ...foreignKeys];
}

function columnsNamed(operation: Insert | Backfill | Archive | Restore): readonly string[] {
  if (operation.kind === 'insert') return operation.rows.flatMap(row => Object.keys(row));
  return operation.kind === 'backfill' ? Object.keys(operation.set) : (operation.columns ?? []);
}

function withoutColumns(table: Table): Error {
  return badOperation(`table ${table.name} is made without a column`, 'give it one: t.integer(…)');
}

function stillPointedTo(name: string, table: Table): Error {
  const key = table.foreignKeys.find(each => each.refTable === name);
  return badOperation(
    `table ${name} cannot be dropped: foreign key ${key?.name ?? ''} of ${table.name} points to it`,
    `first op.dropForeignKey('${table.name}', '${key?.name ?? ''}')`,
  );
}

function noTarget(table: string, key: ForeignKey): Error {
  return badOperation(
    `foreign key ${key.name} of ${table} points to table ${key.refTable}, which is not there at this point`,
    `create ${key.refTable} first, or add the key afterwards with op.addForeignKey`,
  );
}

function unevenKey(table: string, key: ForeignKey): Error {
  return badOperation(
    `foreign key ${key.name} of ${table} joins ${key.columns.length} columns to ${key.refColumns.length}`,
    'name as many columns as it references',
  );
}
