import type { ColumnType } from '../../src/schema/column-type.ts';
import { hasKey } from '../../src/schema/key.ts';
import { sqlText } from '../../src/schema/objects.ts';
import {
  type Column,
  findColumn,
  findTable,
  type ForeignKey,
  indexColumns,
  isOnColumns,
  type Schema,
  type Table,
} from '../../src/schema/schema.ts';
import { type Cell, type Physics, Refused, Unsure } from './cells.ts';
import { evaluate, type Value } from './evaluate.ts';

/** A row in plain JavaScript: column → what is in it. */
export type Row = Record<string, Cell>;

/** The rows that a database should hold, and what `op.archive` put aside. */
export interface World {
  readonly tables: Record<string, Row[]>;
  /** By the table's name when it was archived. */
  readonly archives: Record<string, Archive>;
  /** The highest number that a table has ever given to a row. */
  readonly used: Record<string, number>;
}

export interface Archive {
  readonly rows: Row[];
  readonly types: Record<string, ColumnType>;
}

/** A world that can be changed without the other one noticing. */
export function copyOf(world: World): World {
  return structuredClone(world);
}

/** The rows of a table. */
export function rowsOf(world: World, table: string): Row[] {
  return (world.tables[table] ??= []);
}

/** A row's value of an expression over its columns. */
export function valueIn(sql: string, row: Row, table: Table, physics: Physics): Value {
  return evaluate(sql, name => {
    const column = findColumn(table, name) ?? findColumn(table, name.toLowerCase());
    if (column === undefined) throw new Unsure(`no column ${name}`);
    return physics.valueOf(row[column.name], column.type);
  });
}

/**
 * Whether the rows keep everything that the schema says of a table: not null, keys, foreign keys, checks.
 * @throws Refused where they do not, as a database would; Unsure where the model cannot tell
 */
export function checkRows(world: World, schema: Schema, name: string, physics: Physics): void {
  const table = findTable(schema, name);
  if (table === undefined) return;
  const rows = rowsOf(world, name);
  for (const column of table.columns) checkNulls(rows, column);
  for (const key of keysOf(table, physics)) checkKey(rows, table, key, physics);
  for (const { name: check, expression, notValid } of table.checks) {
    const breaks = rows.some(row => valueIn(expression, row, table, physics) === false);
    if (!breaks) continue;
    if (notValid === true) throw new Unsure('rows from before');
    throw new Refused(`${name}: a row breaks ${check}`);
  }
  for (const key of table.foreignKeys) checkForeignKey(rows, key, { world, schema, physics });
}

interface Within {
  readonly world: World;
  readonly schema: Schema;
  readonly physics: Physics;
}

function checkForeignKey(rows: readonly Row[], key: ForeignKey, within: Within): void {
  const { world, schema, physics } = within;
  const target = findTable(schema, key.refTable);
  if (target === undefined || !hasKey(target, key.refColumns)) throw new Unsure('no key');
  const keyOf = (row: Row, columns: readonly string[]): string | null =>
    joined(columns.map(column => physics.keyOf(row[column], undefined)));
  const known = new Set(rowsOf(world, key.refTable).map(row => keyOf(row, key.refColumns)));
  for (const row of rows) {
    if (key.columns.some(column => row[column] === undefined)) throw new Unsure('not known yet');
    const value = keyOf(row, key.columns);
    if (value === null || known.has(value)) continue;
    if (key.notValid === true) throw new Unsure('rows from before');
    throw new Refused(`a row breaks ${key.name}`);
  }
}

function checkNulls(rows: readonly Row[], column: Column): void {
  if (!column.nullable && rows.some(row => row[column.name] === null)) {
    throw new Refused(`a ${column.name} is null`);
  }
}

interface Key {
  readonly name: string;
  readonly columns: readonly string[];
  readonly where?: string | undefined;
  readonly nullsNotDistinct?: boolean | undefined;
  readonly isPrimary?: boolean;
}

function keysOf(table: Table, { dialect }: Physics): readonly Key[] {
  const { primaryKey, uniques, indexes, exclusions = [] } = table;
  return [
    ...(dialect === 'sqlite' ? [] : exclusions).map(({ name, elements }) => ({
      name,
      columns: elements.flatMap(({ column }) => column ?? []),
    })),
    ...(primaryKey ? [{ ...primaryKey, isPrimary: true }] : []),
    ...uniques.map(({ name, columns, nullsNotDistinct }) => ({ name, columns, nullsNotDistinct })),
    ...indexes
      .filter(index => index.unique)
      .map(index => {
        if (!isOnColumns(index)) throw new Unsure('a unique index on an expression');
        const { name, where, nullsNotDistinct } = index;
        return { name, columns: indexColumns(index), where, nullsNotDistinct };
      }),
  ];
}

function checkKey(rows: readonly Row[], table: Table, key: Key, physics: Physics): void {
  const seen = new Set<string>();
  for (const row of rows) {
    if (key.where !== undefined && valueIn(key.where, row, table, physics) !== true) continue;
    const parts = key.columns.map(name => {
      const column = findColumn(table, name);
      const isFresh = column !== undefined && isNumbered(column);
      // Which value it is shows later; a number is one that no other row has.
      if (row[name] === undefined && !isFresh && rows.length > 1) throw new Unsure('any value');
      return row[name] === undefined ? 'any' : physics.keyOf(row[name], column?.collation);
    });
    if (key.isPrimary === true && parts.includes(null)) throw new Refused(`${key.name} has a null`);
    const value = key.nullsNotDistinct === true ? JSON.stringify(parts) : joined(parts);
    if (value === null) continue;
    if (seen.has(value)) throw new Refused(`two rows have the same ${key.name}`);
    seen.add(value);
  }
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : JSON.stringify(parts);
}

/** Puts into the computed columns what their expressions give. */
export function compute(world: World, schema: Schema, name: string, physics: Physics): void {
  const table = findTable(schema, name);
  for (const { generated, name: column, type } of table?.columns ?? []) {
    if (table === undefined || generated === undefined) continue;
    const sql = sqlText(generated.expression, physics.dialect);
    if (sql === undefined) throw new Unsure('no expression');
    for (const row of rowsOf(world, name)) {
      row[column] = physics.cellOf(type, valueIn(sql, row, table, physics));
    }
  }
}

/** Whether the database gives a new row its number. */
export function isNumbered({ autoincrement, identity }: Column): boolean {
  return autoincrement === true || identity !== undefined;
}

/** What a row has in a column that was just added, or that an insert leaves out. */
export function defaultOf(column: Column, physics: Physics): Cell {
  if (column.default === undefined) {
    return isNumbered(column) ? undefined : null;
  }
  return column.default.kind === 'value'
    ? physics.cellOf(column.type, column.default.value)
    : undefined;
}
