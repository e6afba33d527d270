import { derivedName } from '../../schema/names.ts';
import type { Check, Column, PrimaryKey, Schema, Table } from '../../schema/schema.ts';
import type { Introspection, Row } from '../dialect.ts';
import { enumCheckOf } from './column-edit.ts';
import { withoutForeignKeyIndexes } from './foreign-key-index.ts';
import { toForeignKeys } from './introspect-foreign-keys.ts';
import { toIndexes, toUniques } from './introspect-indexes.ts';
import { queries } from './introspect-queries.ts';
import { toTriggers } from './introspect-triggers.ts';
import { toViews } from './introspect-views.ts';
import { type StoredRows, text } from './row.ts';
import { findColumnText, hasRowidAlias } from './table-shape.ts';
import { type Clause, type ColumnText, readTable, type TableText, textAt } from './table-text.ts';
import { sameName } from './tokens.ts';

/**
 * Reads SQLite's catalog: types are native, defaults, checks and predicates are SQL as written. A unique index without
 * a predicate is a unique; the index that only serves a foreign key is left out, as in a recorded schema.
 */
export const introspection: Introspection = {
  queries,
  toSchema: (rows): Schema =>
    withoutForeignKeyIndexes({
      tables: (rows['tables'] ?? []).map(row => toTable(row, rows)),
      ...toViews(rows['views'] ?? []),
    }),
};

function toTable(row: Row, rows: Readonly<Record<string, readonly Row[]>>): Table {
  const name = text(row, 'name');
  const table = readTable(text(row, 'sql'));
  const stored: StoredRows = {
    table: { ...table, name },
    own: query => (rows[query] ?? []).filter(each => each['table'] === name),
    all: query => rows[query] ?? [],
  };
  const primaryKey = toPrimaryKey(stored);
  return {
    name,
    columns: stored.own('columns').map(each => toColumn(each, stored)),
    ...(primaryKey && { primaryKey }),
    indexes: toIndexes(stored),
    uniques: toUniques(stored),
    foreignKeys: toForeignKeys(stored),
    checks: toChecks(stored.table),
    ...toTriggers(triggersOf(name, rows)),
  };
}

function triggersOf(
  table: string,
  { triggers = [] }: Readonly<Record<string, readonly Row[]>>,
): readonly Row[] {
  return triggers.filter(row => sameName(text(row, 'table'), table));
}

function toColumn(row: Row, { table }: StoredRows): Column {
  const name = text(row, 'name');
  const column = findColumnText(table, name);
  const clauses = column?.clauses ?? [];
  // Pragmas give the common types in capitals, however they are written.
  const type = column?.type === undefined ? '' : textAt(table.sql, column.type);
  const collation = clauses.find(clause => clause.kind === 'collate')?.expression;
  const isNumber = row['pk'] === 1 && hasRowidAlias(table);
  const value = row['default_value'];
  return {
    name,
    type: { name: 'native', sqlite: type },
    nullable: row['not_null'] !== 1 && !isNumber,
    ...(typeof value === 'string' && { default: { kind: 'sql', sql: value } }),
    ...(isNumber && isNumbered(table) && { autoincrement: true }),
    ...generatedIn(table, clauses, row),
    ...(collation && { collation: textAt(table.sql, collation) }),
  };
}

// pragma table_xinfo: hidden is 2 for a virtual generated column, 3 for a stored one.
function generatedIn(
  { sql }: TableText,
  clauses: readonly Clause[],
  row: Row,
): Pick<Column, 'generated'> {
  const clause = clauses.find(({ kind }) => kind === 'generated');
  if (clause?.expression === undefined) return {};
  return { generated: { expression: textAt(sql, clause.expression), stored: row['hidden'] === 3 } };
}

function isNumbered({ columns, constraints }: TableText): boolean {
  return [...columns.flatMap(column => column.clauses), ...constraints].some(
    clause => clause.autoincrement,
  );
}

function toPrimaryKey({ table, own }: StoredRows): PrimaryKey | undefined {
  const columns = own('columns')
    .filter(row => row['pk'] !== 0)
    .toSorted((one, other) => Number(one['pk']) - Number(other['pk']))
    .map(row => text(row, 'name'));
  if (columns.length === 0) return undefined;
  return { name: derivedName(table.name, [], 'primary'), columns };
}

function toChecks(table: TableText): readonly Check[] {
  const inline = table.columns.flatMap(column =>
    column.clauses.flatMap(clause => toCheck(table, clause, column)),
  );
  return [...inline, ...table.constraints.flatMap(clause => toCheck(table, clause))];
}

function toCheck(table: TableText, clause: Clause, column?: ColumnText): readonly Check[] {
  if (clause.kind !== 'check' || clause.expression === undefined) return [];
  const isEnum = column && enumCheckOf({ table, text: column })?.clause === clause;
  return [
    {
      name: clause.name ?? derivedName(table.name, column ? [column.name] : [], 'check'),
      expression: textAt(table.sql, clause.expression),
      ...(isEnum && { enumOf: column.name }),
    },
  ];
}
