import { replaceTable } from '../schema/edit.ts';
import { hasKey, isSameSet } from '../schema/key.ts';
import {
  type Index,
  indexColumns,
  isOnColumns,
  type Schema,
  type Table,
  type Unique,
} from '../schema/schema.ts';
import { checkTarget } from './apply-table.ts';
import { addViewIndex, dropViewIndex, renameViewIndex } from './apply-view.ts';
import { badOperation, columnOf, namedIn, tableOf } from './bad-operation.ts';
import type {
  AddCheck,
  AddForeignKey,
  AddUnique,
  CreateIndex,
  DropCheck,
  DropForeignKey,
  DropIndex,
  DropUnique,
  RenameConstraint,
  RenameIndex,
} from './operation.ts';
import { refuseTakenConstraint, refuseTakenNames } from './taken-names.ts';

export function createIndex({ table: name, index }: CreateIndex, schema: Schema): Schema {
  const onView = addViewIndex(schema, name, index);
  if (onView !== undefined) return onView;
  const table = tableOf(schema, name);
  for (const column of [...indexColumns(index), ...(index.include ?? [])]) columnOf(table, column);
  refuseTakenNames(schema, name, index.name);
  return replaceTable(schema, name, { ...table, indexes: [...table.indexes, index] });
}

export function dropIndex({ table: name, name: index }: DropIndex, schema: Schema): Schema {
  const onView = dropViewIndex(schema, name, index);
  if (onView !== undefined) return onView;
  const table = tableOf(schema, name);
  const gone = namedIn(table.indexes, index, { sort: 'index', table: name });
  const left = { ...table, indexes: without(table.indexes, gone) };
  refuseMissingKey(replaceTable(schema, name, left), left, gone);
  return replaceTable(schema, name, left);
}

export function renameIndex({ table: name, from, to }: RenameIndex, schema: Schema): Schema {
  const onView = renameViewIndex(schema, name, { from, to });
  if (onView !== undefined) return onView;
  const table = tableOf(schema, name);
  namedIn(table.indexes, from, { sort: 'index', table: name });
  refuseTakenNames(schema, name, to);
  return replaceTable(schema, name, { ...table, indexes: renamed(table.indexes, from, to) });
}

export function addUnique({ table: name, unique, usingIndex }: AddUnique, schema: Schema): Schema {
  if (usingIndex !== undefined) return promote(schema, name, { unique, usingIndex });
  const table = tableOf(schema, name);
  for (const column of unique.columns) columnOf(table, column);
  refuseTakenConstraint(table, unique.name);
  refuseTakenNames(schema, name, unique.name);
  return replaceTable(schema, name, { ...table, uniques: [...table.uniques, unique] });
}

/** The index that becomes the constraint's is no index of its own any more. */
function promote(
  schema: Schema,
  name: string,
  { unique, usingIndex }: { readonly unique: Unique; readonly usingIndex: string },
): Schema {
  const table = tableOf(schema, name);
  const index = namedIn(table.indexes, usingIndex, { sort: 'index', table: name });
  const isPlain = index.unique && index.where === undefined && isOnColumns(index);
  if (!isPlain || !isSameSet(index.columns.map(String), unique.columns)) {
    throw noKeyIndex(name, usingIndex, unique.columns);
  }
  refuseTakenConstraint(table, unique.name);
  if (unique.name !== usingIndex) refuseTakenNames(schema, name, unique.name);
  return replaceTable(schema, name, {
    ...table,
    indexes: without(table.indexes, index),
    uniques: [...table.uniques, unique],
  });
}

export function dropUnique({ table: name, name: unique }: DropUnique, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const gone = namedIn(table.uniques, unique, { sort: 'unique constraint', table: name });
  const left = { ...table, uniques: without(table.uniques, gone) };
  refuseMissingKey(replaceTable(schema, name, left), left, gone);
  return replaceTable(schema, name, left);
}

export function addForeignKey(operation: AddForeignKey, schema: Schema): Schema {
  const { table: name, foreignKey } = operation;
  const table = tableOf(schema, name);
  for (const column of foreignKey.columns) columnOf(table, column);
  checkTarget(schema, name, foreignKey);
  refuseTakenConstraint(table, foreignKey.name);
  return replaceTable(schema, name, { ...table, foreignKeys: [...table.foreignKeys, foreignKey] });
}

export function dropForeignKey(operation: DropForeignKey, schema: Schema): Schema {
  const { table: name } = operation;
  const table = tableOf(schema, name);
  const gone = namedIn(table.foreignKeys, operation.name, { sort: 'foreign key', table: name });
  return replaceTable(schema, name, { ...table, foreignKeys: without(table.foreignKeys, gone) });
}

export function addCheck({ table: name, check }: AddCheck, schema: Schema): Schema {
  const table = tableOf(schema, name);
  refuseTakenConstraint(table, check.name);
  return replaceTable(schema, name, { ...table, checks: [...table.checks, check] });
}

/** Takes a check away; the one that an enum type implies goes with the type. */
export function dropCheck({ table: name, name: check }: DropCheck, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const gone = namedIn(table.checks, check, { sort: 'check', table: name });
  if (gone.enumOf !== undefined) throw impliedByType(name, gone.enumOf, check);
  return replaceTable(schema, name, { ...table, checks: without(table.checks, gone) });
}

export function renameConstraint(operation: RenameConstraint, schema: Schema): Schema {
  const { table: name, from, to } = operation;
  const table = tableOf(schema, name);
  const { primaryKey, uniques, foreignKeys, checks, exclusions } = table;
  const indexed = [...(primaryKey ? [primaryKey] : []), ...uniques, ...(exclusions ?? [])];
  namedIn([...indexed, ...foreignKeys, ...checks], from, { sort: 'constraint', table: name });
  refuseTakenConstraint(table, to);
  if (indexed.some(each => each.name === from)) refuseTakenNames(schema, name, to);
  return replaceTable(schema, name, {
    ...table,
    ...(primaryKey && { primaryKey: renamed([primaryKey], from, to)[0] ?? primaryKey }),
    uniques: renamed(uniques, from, to),
    foreignKeys: renamed(foreignKeys, from, to),
    checks: renamed(checks, from, to),
    ...(exclusions && { exclusions: renamed(exclusions, from, to) }),
  });
}

// PostgreSQL ties a foreign key to the index of the key that it points to; SQLite would find a "foreign key mismatch".
function refuseMissingKey(schema: Schema, table: Table, gone: Index | Unique): void {
  for (const other of schema.tables) {
    const key = other.foreignKeys.find(
      each =>
        each.refTable === table.name &&
        isSameSet(each.refColumns, indexColumns(gone)) &&
        !hasKey(table, each.refColumns),
    );
    if (key !== undefined) throw stillNeeded(`${gone.name} of ${table.name}`, other.name, key.name);
  }
}

function noKeyIndex(table: string, index: string, columns: readonly string[]): Error {
  return badOperation(
    `index ${index} of ${table} cannot become a unique constraint over (${columns.join(', ')}): it is no unique index over exactly these columns, without a predicate`,
    `make it one: op.createIndex('${table}', ['${columns.join("', '")}'], { name: '${index}', unique: true })`,
  );
}

function stillNeeded(gone: string, table: string, key: string): Error {
  return badOperation(
    `${gone} cannot be dropped: foreign key ${key} of ${table} points to the columns that it makes a key`,
    `first op.dropForeignKey('${table}', '${key}')`,
  );
}

function without<T>(list: readonly T[], gone: T): T[] {
  return list.filter(each => each !== gone);
}

function renamed<T extends { readonly name: string }>(
  list: readonly T[],
  from: string,
  to: string,
): T[] {
  return list.map(each => (each.name === from ? { ...each, name: to } : each));
}

function impliedByType(table: string, column: string, check: string): Error {
  return badOperation(
    `check ${check} of ${table} belongs to the enum type of column ${column}`,
    `change the type: op.alterColumn('${table}', '${column}', { type: … })`,
  );
}
