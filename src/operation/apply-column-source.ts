import { replaceTable } from '../schema/edit.ts';
import { mentions } from '../schema/expression.ts';
import { someSqlText, type SqlText } from '../schema/objects.ts';
import { type Column, findColumn, type Schema, type Table } from '../schema/schema.ts';
import { badOperation, columnOf, tableOf } from './bad-operation.ts';
import type { Numbering, SetGenerated, SetIdentity } from './column-operation.ts';

/** Changes how the database numbers a column. What it would refuse on PostgreSQL is refused here, for both dialects. */
export function setIdentity(operation: SetIdentity, schema: Schema): Schema {
  const { identity } = operation;
  const table = tableOf(schema, operation.table);
  const column = columnOf(table, operation.column);
  const place = `${table.name}.${column.name}`;
  if (identity === null) {
    if (numberingOf(column) === undefined) throw notNumbered(place);
  } else {
    refuseNumbering(table.name, { ...column, ...numbered(identity) });
    if (column.default !== undefined) throw hasDefault(table.name, column.name);
  }
  const { identity: _identity, autoincrement: _sequence, ...rest } = column;
  return withColumn(schema, table, { ...rest, ...(identity !== null && numbered(identity)) });
}

/** Computes a column from others, or stops that. Its default goes: a column takes its values from one place. */
export function setGenerated({ generated, ...operation }: SetGenerated, schema: Schema): Schema {
  const table = tableOf(schema, operation.table);
  const column = columnOf(table, operation.column);
  const place = `${table.name}.${column.name}`;
  const { generated: old, default: _default, ...rest } = column;
  if (generated === null) {
    if (old === undefined) throw notGenerated(place);
    return withColumn(schema, table, rest);
  }
  if (numberingOf(column) !== undefined) throw isNumbered(table.name, column.name);
  if (table.primaryKey?.columns.includes(column.name) === true) throw isKey(place);
  const changed = { ...rest, generated };
  refuseGenerated(table, changed);
  return withColumn(schema, table, changed);
}

/** How the database numbers the column; undefined where it does not. */
export function numberingOf({ identity, autoincrement }: Column): Numbering | undefined {
  return identity ?? (autoincrement === true ? 'autoincrement' : undefined);
}

/** Refuses a numbered column of a type that holds no whole numbers, one that may be null, and one that is computed. */
export function refuseNumbering(table: string, column: Column): void {
  if (numberingOf(column) === undefined) return;
  const place = `${table}.${column.name}`;
  if (!wholeNumbers.has(column.type.name)) throw noWholeNumbers(place, column.type.name);
  if (column.nullable && column.identity !== undefined) throw mayBeNull(table, column.name);
  if (column.generated !== undefined) throw isComputed(place);
}

/** Refuses an expression that reads the column itself, or another one that is computed: PostgreSQL takes neither. */
export function refuseGenerated(table: Table, column: Column): void {
  const { generated, name } = column;
  if (generated === undefined) return;
  const place = `${table.name}.${name}`;
  if (reads(generated.expression, name)) throw readsItself(place);
  const other = table.columns.find(
    each =>
      each.name !== name && each.generated !== undefined && reads(generated.expression, each.name),
  );
  if (other !== undefined) throw readsGenerated(place, other.name);
}

/** The columns that are computed from this one. */
export function computedFrom(table: Table, column: string): readonly Column[] {
  return table.columns.filter(
    ({ name, generated }) =>
      name !== column && generated !== undefined && reads(generated.expression, column),
  );
}

const wholeNumbers: ReadonlySet<string> = new Set([
  'tinyint',
  'smallint',
  'mediumint',
  'integer',
  'bigint',
  // What it is the database alone knows.
  'native',
]);

function reads(expression: SqlText, column: string): boolean {
  return someSqlText(expression, sql => mentions(sql, column));
}

function numbered(numbering: Numbering): Pick<Column, 'identity' | 'autoincrement'> {
  return numbering === 'autoincrement' ? { autoincrement: true } : { identity: numbering };
}

function withColumn(schema: Schema, table: Table, column: Column): Schema {
  const place = findColumn(table, column.name);
  const columns = table.columns.map(each => (each === place ? column : each));
  return replaceTable(schema, table.name, { ...table, columns });
}

function notNumbered(place: string): Error {
  return badOperation(
    `${place} is not numbered by the database`,
    "leave it out, or say how: 'always', 'by default', 'autoincrement'",
  );
}

function noWholeNumbers(place: string, type: string): Error {
  return badOperation(
    `${place} is of type ${type}, which the database cannot number`,
    'use integer, smallint or bigint',
  );
}

function mayBeNull(table: string, column: string): Error {
  return badOperation(
    `${table}.${column} may be null, and the database numbers no such column`,
    `first op.alterColumn('${table}', '${column}', { nullable: false })`,
  );
}

function hasDefault(table: string, column: string): Error {
  return badOperation(
    `${table}.${column} has a default, which numbering would take the place of`,
    `first op.alterColumn('${table}', '${column}', { default: null })`,
  );
}

function isComputed(place: string): Error {
  return badOperation(
    `${place} is generated, so that the database cannot number it`,
    'first op.setGenerated(…, null)',
  );
}

function notGenerated(place: string): Error {
  return badOperation(`${place} is no generated column`, 'leave it out, or give an expression');
}

function isNumbered(table: string, column: string): Error {
  return badOperation(
    `${table}.${column} is numbered by the database, so that it cannot be generated`,
    `first op.setIdentity('${table}', '${column}', null)`,
  );
}

function isKey(place: string): Error {
  return badOperation(
    `${place} is part of the primary key: rows would get other keys`,
    'compute another column',
  );
}

function readsItself(place: string): Error {
  return badOperation(`the expression of ${place} reads the column itself`, 'name other columns');
}

function readsGenerated(place: string, other: string): Error {
  return badOperation(
    `the expression of ${place} reads ${other}, which is generated itself: PostgreSQL takes no such expression`,
    `write what ${other} is computed from`,
  );
}
