import { sqlTexts } from '../schema/objects.ts';
import type { Generated, IndexColumn } from '../schema/schema.ts';
import type { ForEachOperation, OperationKind } from './operation.ts';

/** The lines of operations on what is not a table's column, index or ordinary constraint. */
export const describeObjects = {
  validate: ({ table, name }) => `validate ${name} of ${table}`,
  addPrimaryKey: ({ table, primaryKey }) =>
    `add primary key ${primaryKey.name} on ${table} (${primaryKey.columns.join(', ')})`,
  dropPrimaryKey: ({ table }) => `drop the primary key of ${table}`,
  addExclusion: ({ table, exclusion }) => `add exclusion ${exclusion.name} on ${table}`,
  dropExclusion: ({ table, name }) => `drop exclusion ${name} of ${table}`,
  createEnum: ({ enum: { name, values } }) => `create enum ${name} (${values.join(', ')})`,
  dropEnum: ({ name }) => `drop enum ${name}`,
  addEnumValue: ({ name, value, before, after }) =>
    `add value ${value} to enum ${name}${before === undefined ? '' : ` before ${before}`}${after === undefined ? '' : ` after ${after}`}`,
  renameEnumValue: ({ name, from, to }) => `rename value ${from} of enum ${name} to ${to}`,
  removeEnumValue: ({ name, value, replacement }) =>
    `remove value ${value} of enum ${name}${replacement === undefined ? '' : `, rows get ${replacement ?? 'null'}`}`,
  renameEnum: ({ from, to }) => `rename enum ${from} to ${to}`,
  createView: ({ view, replace }) =>
    `${replace === true ? 'replace' : 'create'} ${view.materialized === true ? 'materialized ' : ''}view ${view.name}`,
  dropView: ({ name }) => `drop view ${name}`,
  renameView: ({ from, to }) => `rename view ${from} to ${to}`,
  createTrigger: ({ table, trigger }) => `create trigger ${trigger.name} on ${table}`,
  dropTrigger: ({ table, name }) => `drop trigger ${name} of ${table}`,
  createFunction: ({ routine, replace }) =>
    `${replace === true ? 'replace' : 'create'} ${routine.type} ${routine.name}`,
  dropFunction: ({ name, definition }) => `drop ${definition?.type ?? 'function'} ${name}`,
  createPolicy: ({ table, policy }) => `create policy ${policy.name} on ${table}`,
  dropPolicy: ({ table, name }) => `drop policy ${name} of ${table}`,
  rowSecurity: ({ table, mode }) => `row-level security of ${table}: ${mode}`,
  setIdentity: ({ table, column, identity }) =>
    identity === null
      ? `${table}.${column} is not numbered by the database any more`
      : `${table}.${column} is numbered by the database, ${identity}`,
  setGenerated: ({ table, column, generated }) =>
    generated === null
      ? `${table}.${column} is not generated any more`
      : `${table}.${column} is generated ${describeGenerated(generated)}`,
  createSequence: ({ sequence }) => `create sequence ${sequence.name}`,
  dropSequence: ({ name }) => `drop sequence ${name}`,
  createSchema: ({ name }) => `create schema ${name}`,
  dropSchema: ({ name }) => `drop schema ${name}`,
  createExtension: ({ extension: { name, version, schema } }) =>
    `create extension ${name}${version === undefined ? '' : ` ${version}`}${schema === undefined ? '' : ` in schema ${schema}`}`,
  dropExtension: ({ name }) => `drop extension ${name}`,
  run: ({ transactional }) =>
    `run code${transactional === false ? ', outside the transaction' : ''}`,
} satisfies Partial<{ [K in OperationKind]: ForEachOperation<string>[K] }>;

/** A part of an index in words: `email`, `lower(email)`, `placed_at desc`. */
export function describePart(part: IndexColumn): string {
  if (typeof part === 'string') return part;
  const { column, expression, order, nulls, collation, operatorClass } = part;
  return [
    column ?? `(${sqlTexts(expression ?? '').join(' / ')})`,
    ...(collation === undefined ? [] : [`collate ${collation}`]),
    ...(operatorClass === undefined ? [] : [operatorClass]),
    ...(order === undefined ? [] : [order]),
    ...(nulls === undefined ? [] : [`nulls ${nulls}`]),
  ].join(' ');
}

/** What a column is computed as, in words: `as price * amount, stored`. */
export function describeGenerated({ expression, stored }: Generated): string {
  return `as ${[...new Set(sqlTexts(expression))].join(' / ')}, ${stored ? 'stored' : 'virtual'}`;
}
