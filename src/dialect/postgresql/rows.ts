import { MigshError } from '../../error.ts';
import type { Archive, Backfill, Insert, Restore, Sql } from '../../operation/operation.ts';
import {
  type Column,
  findColumn,
  findTable,
  type Schema,
  type Table,
} from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { archiveName, type CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { textFor } from '../text-for.ts';
import { refuseTransactionControl } from '../transaction-control.ts';
import { onAllRows } from './all-rows.ts';
import { kept, keptAgain } from './archived-enum.ts';
import { literal, numberedColumns } from './column.ts';
import { quoteList, quoteNewTable, quoteTable } from './name.ts';
import { checkPending } from './pending.ts';
import { moveSequence } from './sequence.ts';
import { typeToSql } from './types.ts';

/** One `insert` per run of rows that name the same columns; a sequence whose numbers were given moves past them. */
export function insert(
  { table, rows }: Insert,
  context: CompileContext,
): readonly CompiledStatement[] {
  const owner = tableIn(context.before, table);
  const named = new Set(rows.flatMap(row => Object.keys(row)));
  const numbered = numberedColumns(owner).filter(({ name }) => named.has(name));
  return [
    ...runsOf(rows).flatMap(run => insertRun(owner, run)),
    ...numbered.map(({ name }) => moveSequence(table, name)),
    ...checkPending(context),
  ];
}

/** `update "t" set "c" = (…) where …`; outside the transaction where that is said and nothing else has to stand around it. */
export function backfill(
  { table, set, where, transactional }: Backfill,
  context: CompileContext,
): readonly CompiledStatement[] {
  const columns = Object.keys(set);
  const owner = tableIn(context.before, table);
  const values = Object.entries(set).map(([column, value]) => {
    const text = textFor('postgresql', value, `the value of ${column}`);
    return `${quoteIdentifier(column)} = ${assigned(columnIn(owner, column), text)}`;
  });
  const filter = where === undefined ? '' : ` where ${textFor('postgresql', where, 'where')}`;
  const update = {
    sql: `update ${quoteTable(table)} set ${values.join(', ')}${filter}`,
    comment: `fill ${columns.join(', ')} of ${table}`,
  };
  const statements = [...onAllRows(owner, [update]), ...checkPending(context)];
  // What is done around the update holds for its transaction alone.
  return transactional === false && statements.length === 1
    ? [{ ...update, transactional }]
    : statements;
}

/** `create table "migsh_archive_…" as select …`: the whole table, or the columns with the primary key that finds their rows. */
export function archive(
  { table, columns }: Archive,
  { before, revision }: CompileContext,
): readonly CompiledStatement[] {
  const owner = tableIn(before, table);
  const named = columns && new Set([...keyOf(owner), ...columns]);
  const all = named === undefined ? owner.columns : [...named].map(name => columnIn(owner, name));
  const target = quoteNewTable(archiveName(table, revision));
  return onAllRows(owner, [
    {
      sql: `create table ${target} as select ${all.map(kept).join(', ')} from ${quoteTable(table)}`,
      comment: `keep ${columns?.join(', ') ?? 'the rows'} of ${table} in ${archiveName(table, revision)}`,
    },
  ]);
}

/** Puts the rows back, or the columns' values by primary key, moves the sequences, and drops the archive. */
export function restore(
  { table, columns }: Restore,
  context: CompileContext,
): readonly CompiledStatement[] {
  const owner = tableIn(context.before, table);
  const source = archiveName(table, context.revision);
  return [
    ...(columns === undefined
      ? rowsBack(owner, source)
      : onAllRows(owner, valuesBack(owner, columns, source))),
    { sql: `drop table ${quoteTable(source)}`, comment: `drop ${source}, what it kept is back` },
    ...checkPending(context),
  ];
}

/** The text for PostgreSQL, split into statements by PostgreSQL's own parser. */
export function sql(
  { postgresql, transactional }: Sql,
  context: CompileContext,
): readonly CompiledStatement[] {
  if (postgresql === undefined) throw noText();
  if (postgresql.trim() === '') return [];
  const comment = 'SQL as written in the revision';
  const statements = context.split(postgresql).map(text => {
    refuseTransactionControl(text);
    return transactional === false ? { sql: text, comment, transactional } : { sql: text, comment };
  });
  return transactional === false ? statements : [...statements, ...checkPending(context)];
}

// A text is no value of an enum by itself, where it is more than a literal; SQLite has no type to cast it to.
function assigned({ type }: Column, value: string): string {
  return type.name === 'nativeEnum' ? `(${value})::text::${typeToSql(type)}` : `(${value})`;
}

function tableIn(schema: Schema, name: string): Table {
  const table = findTable(schema, name);
  if (table === undefined) throw new TypeError(`${name} is not in the schema`);
  return table;
}

function columnIn(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column === undefined) throw new TypeError(`${table.name}.${name} is not in the schema`);
  return column;
}

type InsertRow = Insert['rows'][number];

function runsOf(rows: readonly InsertRow[]): readonly (readonly InsertRow[])[] {
  const runs: InsertRow[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && columnsOf(run[0]) === columnsOf(row)) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function columnsOf(row: InsertRow): string {
  return quoteList(Object.keys(row));
}

function insertRun(table: Table, rows: readonly InsertRow[]): readonly CompiledStatement[] {
  const [first = {}] = rows;
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  const comment = `insert ${count} into ${table.name}`;
  const target = `insert into ${quoteTable(table.name)}`;
  const named = table.columns.filter(({ name }) => Object.hasOwn(first, name));
  // A row that names no column has its own form, for one row at a time.
  if (columnsOf(first) === '') {
    return rows.map(() => ({ sql: `${target} default values`, comment }));
  }
  const values = rows.map(row => `(${Object.values(row).map(literal).join(', ')})`);
  const columns = `(${columnsOf(first)})${overriding(named)}`;
  return [{ sql: `${target} ${columns} values ${values.join(', ')}`, comment }];
}

// Numbers that the rows bring along are refused without it (manual, INSERT).
function overriding(columns: readonly Column[]): string {
  const isRefused = columns.some(({ identity }) => identity === 'always');
  return isRefused ? ' overriding system value' : '';
}

function rowsBack(table: Table, source: string): readonly CompiledStatement[] {
  const own = table.columns.filter(({ generated }) => generated === undefined);
  const columns = quoteList(own.map(column => column.name));
  const values = own.map(column => keptAgain(column)).join(', ');
  return [
    {
      sql: `insert into ${quoteTable(table.name)} (${columns})${overriding(own)} select ${values} from ${quoteTable(source)}`,
      comment: `bring the rows of ${table.name} back`,
    },
    ...numberedColumns(table).map(({ name }) => moveSequence(table.name, name)),
  ];
}

function valuesBack(
  table: Table,
  columns: readonly string[],
  source: string,
): readonly CompiledStatement[] {
  // What is computed is there again by itself.
  const own = columns.filter(name => columnIn(table, name).generated === undefined);
  if (own.length === 0) return [];
  const back = (name: string): string => keptAgain(columnIn(table, name), 'kept');
  const set = own.map(column => `${quoteIdentifier(column)} = ${back(column)}`);
  const target = quoteTable(table.name);
  const same = keyOf(table).map(column => `${target}.${quoteIdentifier(column)} = ${back(column)}`);
  return [
    {
      sql: `update ${target} set ${set.join(', ')} from ${quoteTable(source)} as kept where ${same.join(' and ')}`,
      comment: `bring the values of ${own.join(', ')} of ${table.name} back`,
    },
  ];
}

function keyOf(table: Table): readonly string[] {
  if (table.primaryKey !== undefined) return table.primaryKey.columns;
  throw new MigshError(
    'unsupported',
    `table ${table.name} has no primary key: archived values of a column could not be put back to their rows`,
    { hint: `archive the whole table: op.archive('${table.name}')` },
  );
}

function noText(): MigshError {
  return new MigshError('bad-operation', 'op.sql has no text for PostgreSQL', {
    hint: "give one for each dialect: op.sql({ postgresql: '…', sqlite: '…' }); '' means that nothing is needed there",
  });
}
