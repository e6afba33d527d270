import { derivedName } from '../../schema/names.ts';
import {
  findTable,
  type Index,
  indexColumns,
  type Schema,
  type Table,
} from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { findIndex } from './catalog.ts';
import { indexToSql } from './column-to-sql.ts';
import { sameName } from './tokens.ts';

/**
 * The indexes that MikroORM makes on SQLite for foreign keys, and on PostgreSQL does not: `<table>_<columns>_index`
 * for each one whose columns have no index, unique or primary key of exactly themselves. A schema in portable terms
 * does not hold them; they come and go with their foreign key, and give way to an index of the table with that name.
 */
export function foreignKeyIndexes(table: Table): readonly Index[] {
  const { primaryKey, uniques, indexes, foreignKeys } = table;
  const covered = new Set(
    [...(primaryKey ? [primaryKey] : []), ...uniques, ...indexes].map(it => key(indexColumns(it))),
  );
  return foreignKeys.flatMap(({ columns }) => {
    const name = derivedName(table.name, columns, 'index');
    if (covered.has(key(columns)) || bears(table, name)) return [];
    covered.add(key(columns));
    return [{ name, columns, unique: false }];
  });
}

function bears({ uniques, indexes }: Table, name: string): boolean {
  return [...uniques, ...indexes].some(index => sameName(index.name, name));
}

/**
 * The schema without the plain indexes that bear the name and the columns of a foreign key's index. Who compares a
 * SQLite database with a recorded schema passes both through this, so that such an index is nobody's difference.
 */
export function withoutForeignKeyIndexes(schema: Schema): Schema {
  return { ...schema, tables: schema.tables.map(withoutOwn) };
}

/** What has to happen to the indexes of foreign keys around an operation. */
export interface IndexChange {
  /** Names of indexes that go. */
  readonly gone: readonly string[];
  readonly drop: readonly CompiledStatement[];
  readonly create: readonly CompiledStatement[];
}

/** Compares the foreign key indexes of a table before an operation with those afterwards, under its new name if it gets one. */
export function foreignKeyIndexChange(
  { before, after, catalog }: CompileContext,
  from: string,
  to = from,
): IndexChange {
  const old = ownIndexes(before, from);
  const next = ownIndexes(after, to);
  const gone = old
    .filter(index => !next.some(each => each.name === index.name))
    .map(index => index.name)
    .filter(name => findIndex(catalog, name) !== undefined);
  const staying = namesIn(after, to);
  const leaving = [...gone, ...namesIn(before, from).filter(name => !staying.includes(name))];
  const fresh = next.filter(
    ({ name }) =>
      findIndex(catalog, name) === undefined || leaving.some(each => sameName(each, name)),
  );
  return {
    gone,
    drop: gone.map(name => ({
      sql: `drop index ${quoteIdentifier(name)}`,
      comment: `drop index ${name}, made for a foreign key`,
    })),
    create: fresh.map(index => ({
      sql: indexToSql(to, index),
      comment: `create index ${index.name} for the foreign key`,
    })),
  };
}

function ownIndexes(schema: Schema, name: string): readonly Index[] {
  const table = findTable(schema, name);
  return table === undefined ? [] : foreignKeyIndexes(table);
}

function namesIn(schema: Schema, name: string): readonly string[] {
  const table = findTable(schema, name);
  return [...(table?.indexes ?? []), ...(table?.uniques ?? [])].map(each => each.name);
}

function withoutOwn(table: Table): Table {
  const isOwn = (index: Index): boolean =>
    !index.unique &&
    index.where === undefined &&
    table.foreignKeys.some(({ columns }) => key(columns) === key(indexColumns(index))) &&
    index.name === derivedName(table.name, indexColumns(index), 'index');
  return { ...table, indexes: table.indexes.filter(index => !isOwn(index)) };
}

function key(columns: readonly string[]): string {
  return columns.join('\0');
}
