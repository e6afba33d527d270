import { MigshError } from '../../error.ts';
import { sqlText } from '../../schema/objects.ts';
import type { Column, Default, Generated, Table } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { Catalog } from '../dialect.ts';
import { quoteNew, quoteTable } from './name.ts';
import { serialFor, typeToSql } from './types.ts';

/** A column as it stands in `create table` and `add column`: `"email" varchar(120) not null`. */
export function columnSql(column: Column): string {
  const name = quoteNew(column.name);
  if (column.autoincrement) return `${name} ${serialFor(column.type)} not null`;
  return [
    name,
    typeToSql(column.type),
    ...sourceSql(column),
    ...(column.collation === undefined ? [] : [`collate ${quoteIdentifier(column.collation)}`]),
    column.nullable ? 'null' : 'not null',
    ...(column.default === undefined ? [] : [`default ${defaultSql(column.default)}`]),
  ].join(' ');
}

/** A column that is a table's whole primary key and is numbered: `"id" serial primary key`, as MikroORM writes it. */
export function numberedKeySql(column: Column): string {
  if (column.autoincrement !== true) return `${columnSql(column)} primary key`;
  return `${quoteNew(column.name)} ${serialFor(column.type)} primary key`;
}

/**
 * Refuses what the server cannot compute: a column that is computed when it is read came with PostgreSQL 18.
 * @throws MigshError `unsupported`
 */
export function refuseVirtual(column: Column, { version }: Catalog): void {
  if (column.generated?.stored !== false || isAtLeast(version, 18)) return;
  throw new MigshError(
    'unsupported',
    `column ${column.name} is computed when it is read, which PostgreSQL ${version} cannot: it came with 18`,
    { hint: 'store it: leave { stored: false } out' },
  );
}

/** The expression of a generated column for PostgreSQL. */
export function generatedSql({ expression }: Generated): string {
  const sql = sqlText(expression, 'postgresql');
  if (sql !== undefined) return sql;
  throw new MigshError('bad-operation', 'the generated column has no expression for PostgreSQL', {
    hint: "give one for each dialect: { postgresql: '…', sqlite: '…' }",
  });
}

/** Whether the server is at least of that major version. */
export function isAtLeast(version: string, major: number): boolean {
  return Number.parseInt(version, 10) >= major;
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

/** The columns that take their values from a sequence of their own. */
export function numberedColumns(table: Table): readonly Column[] {
  return table.columns.filter(column => column.autoincrement ?? column.identity);
}

// In MikroORM's order: behind the type, before the collation.
function sourceSql({ identity, generated }: Column): readonly string[] {
  if (identity !== undefined) return [`generated ${identity} as identity`];
  if (generated === undefined) return [];
  const expression = generatedSql(generated);
  return [`generated always as (${expression}) ${generated.stored ? 'stored' : 'virtual'}`];
}
