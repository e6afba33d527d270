import { replaceTable } from '../schema/edit.ts';
import { hasKey, isSameSet } from '../schema/key.ts';
import { indexColumns, isOnColumns, type Schema, type Table } from '../schema/schema.ts';
import { badOperation, columnOf, namedIn, tableOf } from './bad-operation.ts';
import type {
  AddExclusion,
  AddPrimaryKey,
  DropExclusion,
  DropPrimaryKey,
  Validate,
} from './constraint-operation.ts';
import { refuseTakenConstraint, refuseTakenNames } from './taken-names.ts';

/** What was `notValid` is an ordinary check or foreign key. */
export function validate({ table: name, name: constraint }: Validate, schema: Schema): Schema {
  const table = tableOf(schema, name);
  const found = namedIn([...table.foreignKeys, ...table.checks], constraint, {
    sort: 'foreign key or check',
    table: name,
  });
  if (found.notValid !== true) throw isValid(name, constraint);
  return replaceTable(schema, name, {
    ...table,
    foreignKeys: table.foreignKeys.map(key => (key.name === constraint ? valid(key) : key)),
    checks: table.checks.map(check => (check.name === constraint ? valid(check) : check)),
  });
}

/** Gives the table a primary key; the index that becomes the key's is none of its own any more. */
export function addPrimaryKey(operation: AddPrimaryKey, schema: Schema): Schema {
  const { table: name, primaryKey, usingIndex } = operation;
  const table = tableOf(schema, name);
  if (table.primaryKey !== undefined) throw hasOne(name, table.primaryKey.name);
  for (const column of primaryKey.columns) {
    if (columnOf(table, column).nullable) throw isNullable(name, column);
  }
  if (usingIndex !== undefined) refuseOtherIndex(table, operation);
  refuseTakenConstraint(table, primaryKey.name);
  if (primaryKey.name !== usingIndex) refuseTakenNames(schema, name, primaryKey.name);
  const indexes = table.indexes.filter(index => index.name !== usingIndex);
  return replaceTable(schema, name, { ...table, primaryKey, indexes });
}

/** Takes the primary key away; refused while foreign keys point to it. */
export function dropPrimaryKey({ table: name }: DropPrimaryKey, schema: Schema): Schema {
  const { primaryKey, ...left } = tableOf(schema, name);
  if (primaryKey === undefined) throw hasNone(name);
  for (const other of schema.tables) {
    const key = other.foreignKeys.find(
      each =>
        each.refTable === name &&
        isSameSet(each.refColumns, primaryKey.columns) &&
        !hasKey(left, each.refColumns),
    );
    if (key !== undefined) throw stillNeeded(name, other.name, key.name);
  }
  return replaceTable(schema, name, left);
}

/** Adds an exclusion, whose index takes a name as any other does. */
export function addExclusion({ table: name, exclusion }: AddExclusion, schema: Schema): Schema {
  const table = tableOf(schema, name);
  for (const { column } of exclusion.elements) if (column !== undefined) columnOf(table, column);
  refuseTakenConstraint(table, exclusion.name);
  refuseTakenNames(schema, name, exclusion.name);
  const exclusions = [...(table.exclusions ?? []), exclusion];
  return replaceTable(schema, name, { ...table, exclusions });
}

/** Takes an exclusion away. */
export function dropExclusion(
  { table: name, name: exclusion }: DropExclusion,
  schema: Schema,
): Schema {
  const { exclusions = [], ...table } = tableOf(schema, name);
  const gone = namedIn(exclusions, exclusion, { sort: 'exclusion', table: name });
  const left = exclusions.filter(each => each !== gone);
  return replaceTable(schema, name, { ...table, ...(left.length > 0 && { exclusions: left }) });
}

function valid<T extends { readonly notValid?: true }>(constraint: T): Omit<T, 'notValid'> {
  const { notValid: _, ...rest } = constraint;
  return rest;
}

function refuseOtherIndex(table: Table, { primaryKey, usingIndex = '' }: AddPrimaryKey): void {
  const index = namedIn(table.indexes, usingIndex, { sort: 'index', table: table.name });
  const isPlain = index.unique && index.where === undefined && isOnColumns(index);
  if (isPlain && isSameSet(indexColumns(index), primaryKey.columns)) return;
  throw badOperation(
    `index ${usingIndex} of ${table.name} cannot become a primary key over (${primaryKey.columns.join(', ')}): it is no unique index over exactly these columns, without a predicate`,
    'name another index, or leave usingIndex out',
  );
}

function isValid(table: string, name: string): Error {
  return badOperation(
    `${name} of ${table} holds for every row already`,
    'leave op.validate out, or add the constraint with { notValid: true }',
  );
}

function hasOne(table: string, key: string): Error {
  return badOperation(
    `table ${table} has a primary key already, ${key}`,
    `first op.dropPrimaryKey('${table}')`,
  );
}

function hasNone(table: string): Error {
  return badOperation(`table ${table} has no primary key`, 'leave op.dropPrimaryKey out');
}

function isNullable(table: string, column: string): Error {
  return badOperation(
    `column ${column} of ${table} is nullable and cannot be part of a primary key`,
    `first op.alterColumn('${table}', '${column}', { nullable: false })`,
  );
}

function stillNeeded(table: string, other: string, key: string): Error {
  return badOperation(
    `the primary key of ${table} cannot be dropped: foreign key ${key} of ${other} points to it`,
    `first op.dropForeignKey('${other}', '${key}')`,
  );
}
