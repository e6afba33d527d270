import { MigshError } from '../../error.ts';
import type { Archive, Backfill, Insert, Restore, Sql } from '../../operation/operation.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { archiveName, type Catalog, type CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { textFor } from '../text-for.ts';
import { refuseTransactionControl } from '../transaction-control.ts';
import { type StoredTable, storedTable } from './catalog.ts';
import { literal, quoteList } from './sql.ts';
import { columnTextOf, primaryKeyOf } from './table-shape.ts';
import type { ColumnText } from './table-text.ts';
import { sameName } from './tokens.ts';

/** One `insert` per run of rows that name the same columns, so that what a row leaves out gets its default. */
export function insert(
  { table, rows }: Insert,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const { name } = storedTable(catalog, table);
  return runsOf(rows).flatMap(run => insertRun(name, run));
}

/** `update "t" set "c" = (…) where …`. */
export function backfill(
  { table, set, where }: Backfill,
  { catalog }: CompileContext,
): readonly CompiledStatement[] {
  const { name } = storedTable(catalog, table);
  const values = Object.entries(set).map(
    ([column, value]) =>
      `${quoteIdentifier(column)} = (${textFor('sqlite', value, `the value of ${column}`)})`,
  );
  const filter = where === undefined ? '' : ` where ${textFor('sqlite', where, 'where')}`;
  return [
    {
      sql: `update ${quoteIdentifier(name)} set ${values.join(', ')}${filter}`,
      comment: `fill ${Object.keys(set).join(', ')} of ${table}`,
    },
  ];
}

/** `create table "migsh_archive_…" as select …`: the whole table, or the columns with the primary key that finds their rows. */
export function archive(
  { table, columns }: Archive,
  { catalog, revision }: CompileContext,
): readonly CompiledStatement[] {
  const stored = storedTable(catalog, table);
  const all = stored.text.columns.map(column => column.name);
  const kept = columns === undefined ? all : [...new Set([...keyOf(stored), ...columns])];
  const target = archiveName(table, revision);
  return [
    {
      sql: `create table ${quoteIdentifier(target)} as select ${quoteList(kept)} from ${quoteIdentifier(stored.name)}`,
      comment: `keep ${columns?.join(', ') ?? 'the rows'} of ${table} in ${target}`,
    },
  ];
}

/**
 * Puts the rows back, or the columns' values by primary key, and drops the archive. The archive's own columns say what
 * there is: a column that it has not is left to its default.
 */
export function restore(
  { table, columns }: Restore,
  { catalog, revision }: CompileContext,
): readonly CompiledStatement[] {
  const stored = storedTable(catalog, table);
  const kept = storedArchive(catalog, archiveName(table, revision), table);
  return [
    ...(columns === undefined ? [rowsBack(stored, kept)] : valuesBack(stored, columns, kept.name)),
    {
      sql: `drop table ${quoteIdentifier(kept.name)}`,
      comment: `drop ${kept.name}, whose rows are back`,
    },
  ];
}

/** The text for SQLite, split into statements. */
export function sql(
  { sqlite, transactional }: Sql,
  { split }: CompileContext,
): readonly CompiledStatement[] {
  if (sqlite === undefined) throw noText();
  const comment = 'SQL as written in the revision';
  return split(sqlite).map(text => {
    refuseTransactionControl(text);
    return transactional === false ? { sql: text, comment, transactional } : { sql: text, comment };
  });
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

function insertRun(table: string, rows: readonly InsertRow[]): readonly CompiledStatement[] {
  const target = quoteIdentifier(table);
  const [first = {}] = rows;
  if (Object.keys(first).length === 0) {
    const text = `insert into ${target} default values`;
    return rows.map(() => ({ sql: text, comment: `insert 1 row into ${table}` }));
  }
  const values = rows.map(row => `(${Object.values(row).map(literal).join(', ')})`);
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  return [
    {
      sql: `insert into ${target} (${columnsOf(first)}) values ${values.join(', ')}`,
      comment: `insert ${count} into ${table}`,
    },
  ];
}

function rowsBack(table: StoredTable, kept: StoredTable): CompiledStatement {
  const columns = table.text.columns
    .filter(column => !isGenerated(column))
    .map(column => column.name)
    .filter(name => kept.text.columns.some(column => sameName(column.name, name)));
  const list = quoteList(columns);
  return {
    sql: `insert into ${quoteIdentifier(table.name)} (${list}) select ${list} from ${quoteIdentifier(kept.name)}`,
    comment: `bring the rows of ${table.name} back`,
  };
}

function valuesBack(
  table: StoredTable,
  columns: readonly string[],
  kept: string,
): readonly CompiledStatement[] {
  const target = quoteIdentifier(table.name);
  // What is computed is there again by itself.
  const own = columns.filter(column => !isGenerated(columnTextOf(table.text, column)));
  if (own.length === 0) return [];
  const set = own.map(column => `${quoteIdentifier(column)} = kept.${quoteIdentifier(column)}`);
  const same = keyOf(table).map(
    column => `${target}.${quoteIdentifier(column)} = kept.${quoteIdentifier(column)}`,
  );
  return [
    {
      sql: `update ${target} set ${set.join(', ')} from ${quoteIdentifier(kept)} as kept where ${same.join(' and ')}`,
      comment: `bring the values of ${own.join(', ')} of ${table.name} back`,
    },
  ];
}

function isGenerated({ clauses }: ColumnText): boolean {
  return clauses.some(clause => clause.kind === 'generated');
}

function keyOf({ name, text }: StoredTable): readonly string[] {
  const key = primaryKeyOf(text);
  if (key.length === 0) throw noKey(name);
  return key;
}

function storedArchive(catalog: Catalog, name: string, table: string): StoredTable {
  const isThere = catalog.entries.some(entry => entry.type === 'table' && entry.name === name);
  if (!isThere) throw noArchive(name, table);
  return storedTable(catalog, name);
}

function noKey(table: string): MigshError {
  return new MigshError(
    'unsupported',
    `table ${table} has no primary key: archived values of a column could not be put back to their rows`,
    { hint: `archive the whole table: op.archive('${table}')` },
  );
}

function noArchive(name: string, table: string): MigshError {
  return new MigshError('bad-operation', `there is no ${name} to restore ${table} from`, {
    hint: `op.restore('${table}') takes back what op.archive('${table}') of the same revision kept`,
  });
}

function noText(): MigshError {
  return new MigshError('bad-operation', 'op.sql has no text for SQLite', {
    hint: "give one for each dialect: op.sql({ postgresql: '…', sqlite: '…' }); '' means that nothing is needed there",
  });
}
