import { describeType } from '../schema/describe-type.ts';
import { literalSql } from '../schema/literal.ts';
import type { SqlText } from '../schema/objects.ts';
import type { Column, Default, ForeignKey } from '../schema/schema.ts';
import { describeGenerated, describeObjects, describePart } from './describe-objects.ts';
import {
  type AlterColumn,
  type ForEachOperation,
  onOperation,
  type Operation,
  type Sql,
} from './operation.ts';

/** An operation in one readable line: `add column customer.email string(120)`. */
export function describe(operation: Operation): string {
  return onOperation(lines, operation, undefined);
}

const lines: ForEachOperation<string, undefined> = {
  createTable: ({ table }) =>
    `create table ${table.name} (${table.columns.map(column => column.name).join(', ')})`,
  dropTable: ({ table }) => `drop table ${table}`,
  renameTable: ({ from, to }) => `rename table ${from} to ${to}`,
  addColumn: ({ table, column, foreignKey }) =>
    `add column ${table}.${describeColumn(column)}${foreignKey ? ` to ${target(foreignKey)}` : ''}`,
  dropColumn: ({ table, column }) => `drop column ${table}.${column}`,
  renameColumn: ({ table, from, to }) => `rename column ${table}.${from} to ${to}`,
  alterColumn: operation =>
    `change column ${operation.table}.${operation.column}: ${alterations(operation).join(', ')}`,
  createIndex: ({ table, index }) =>
    `create ${index.unique ? 'unique ' : ''}index ${index.name} on ${table} (${index.columns.map(describePart).join(', ')})${index.where === undefined ? '' : ` where ${index.where}`}`,
  dropIndex: ({ table, name }) => `drop index ${name} of ${table}`,
  renameIndex: ({ table, from, to }) => `rename index ${from} of ${table} to ${to}`,
  addUnique: ({ table, unique }) =>
    `add unique ${unique.name} on ${table} (${unique.columns.join(', ')})`,
  dropUnique: ({ table, name }) => `drop unique ${name} of ${table}`,
  addForeignKey: ({ table, foreignKey }) =>
    `add foreign key ${foreignKey.name} from ${table} (${foreignKey.columns.join(', ')}) to ${target(foreignKey)}`,
  dropForeignKey: ({ table, name }) => `drop foreign key ${name} of ${table}`,
  addCheck: ({ table, check }) => `add check ${check.name} on ${table}: ${check.expression}`,
  dropCheck: ({ table, name }) => `drop check ${name} of ${table}`,
  renameConstraint: ({ table, from, to }) => `rename constraint ${from} of ${table} to ${to}`,
  comment: ({ table, column, comment }) => {
    const place = column === undefined ? table : `${table}.${column}`;
    return comment === null ? `remove the comment of ${place}` : `comment ${place}: ${comment}`;
  },
  insert: ({ table, rows }) => `insert ${count(rows.length, 'row')} into ${table}`,
  backfill: ({ table, set, where }) =>
    `fill ${Object.keys(set).join(', ')} of ${table}${where === undefined ? '' : ` where ${inWords(where)}`}`,
  archive: ({ table, columns }) => `archive ${archived(table, columns)}`,
  restore: ({ table, columns }) => `restore ${archived(table, columns)}`,
  sql: operation => `sql ${firstLine(operation)}`,
  ...describeObjects,
};

function describeColumn(column: Column): string {
  const { name, type, nullable, autoincrement, identity, generated } = column;
  return [
    name,
    describeType(type),
    ...(nullable ? ['nullable'] : []),
    ...(autoincrement === true ? ['autoincrement'] : []),
    ...(identity === undefined ? [] : [`identity ${identity}`]),
    ...(generated === undefined ? [] : [`generated ${describeGenerated(generated)}`]),
    ...(column.default === undefined ? [] : [`default ${describeDefault(column.default)}`]),
  ].join(' ');
}

function alterations(operation: AlterColumn): readonly string[] {
  const { type, nullable, default: given, using, comment, collation } = operation;
  return [
    ...(type === undefined ? [] : [describeType(type)]),
    ...(using === undefined ? [] : [`using ${using}`]),
    ...(nullable === undefined ? [] : [nullable ? 'nullable' : 'not null']),
    ...describeKey('default', given && describeDefault(given)),
    ...describeKey('collation', collation),
    ...describeKey('comment', comment),
  ];
}

function describeKey(key: string, value: string | null | undefined): readonly string[] {
  if (value === undefined) return [];
  return [value === null ? `no ${key}` : `${key} ${value}`];
}

function describeDefault(given: Default): string {
  return given.kind === 'sql' ? given.sql : literalSql(given.value);
}

function target({ refTable, refColumns }: ForeignKey): string {
  return `${refTable} (${refColumns.join(', ')})`;
}

function archived(table: string, columns: readonly string[] | undefined): string {
  return columns === undefined ? `the rows of ${table}` : `${columns.join(', ')} of ${table}`;
}

/** SQL for people: where each dialect has its own, one of them. */
function inWords(text: SqlText): string {
  return typeof text === 'string' ? text : (text.postgresql ?? text.sqlite ?? '');
}

function firstLine({ postgresql, sqlite }: Sql): string {
  const [line = '', ...more] = (postgresql ?? sqlite ?? '').trim().split('\n');
  return more.length > 0 || line.length > 70 ? `${line.slice(0, 70).trimEnd()} …` : line;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
