import type { Column, Default, Table } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import { quoteNew, quoteTable } from './name.ts';
import { serialFor, typeToSql } from './types.ts';

/** A column as it stands in `create table` and `add column`: `"email" varchar(120) not null`. */
export function columnSql(column: Column): string {
  const name = quoteNew(column.name);
  if (column.autoincrement) return `${name} ${serialFor(column.type)} not null`;
  return [
    name,
    typeToSql(column.type),
    ...(column.collation === undefined ? [] : [`collate ${quoteIdentifier(column.collation)}`]),
    column.nullable ? 'null' : 'not null',
    ...(column.default === undefined ? [] : [`default ${defaultSql(column.default)}`]),
  ].join(' ');
}

/** A column that is a table's whole primary key by sequence: `"id" serial primary key`, as MikroORM writes it. */
export function serialKeySql(column: Column): string {
  return `${quoteNew(column.name)} ${serialFor(column.type)} primary key`;
}

/** What stands behind `default`. */
export function defaultSql(value: Default): string {
  return value.kind === 'sql' ? value.sql : literal(value.value);
}

/** A value as SQL. Backslashes stay as they are: `standard_conforming_strings` is on since PostgreSQL 9.1. */
export function literal(value: string | number | boolean | null): string {
  return typeof value === 'string' ? quoteText(value) : String(value);
}

/** `comment on column "customer"."email" is '…'`; null takes it away. */
export function columnCommentSql(table: string, column: string, comment: string | null): string {
  return `comment on column ${quoteTable(table)}.${quoteIdentifier(column)} is ${literal(comment)}`;
}

/** `comment on table "customer" is '…'`; null takes it away. */
export function tableCommentSql(table: string, comment: string | null): string {
  return `comment on table ${quoteTable(table)} is ${literal(comment)}`;
}

/** The columns that take their values from a sequence. */
export function serialColumns(table: Table): readonly Column[] {
  return table.columns.filter(column => column.autoincrement);
}
