import { MigshError } from '../error.ts';
import type { TableSize } from '../hazard/hazard.ts';
import { fitFacts } from '../hazard/operation-facts.ts';
import { readMending } from '../operation/mend.ts';
import type { Operation } from '../operation/operation.ts';
import type { DraftStep } from '../plan/build.ts';
import type { Database } from '../runner/ports.ts';
import { namePattern } from '../schema/name-pattern.ts';
import { bareName } from '../schema/names.ts';
import { enumUses } from '../schema/native-enum.ts';
import type { Schema } from '../schema/schema.ts';

/** Up to so many estimated rows a PostgreSQL table is counted; above, the estimate stands. */
const countedUpTo = 200_000;

/** Rows and bytes of the tables that the steps touch, as far as they exist in the database. Reads only. */
export async function readSizes(
  database: Database,
  steps: readonly DraftStep[],
  large: readonly string[] = [],
): Promise<ReadonlyMap<string, TableSize>> {
  const tables = new Set(
    steps.flatMap(step =>
      step.operations.flatMap(({ operation, before, along = [] }) => [
        ...[operation, ...along.map(each => each.operation)].flatMap(tablesOf),
        ...tablesOfEnum(operation, before),
      ]),
    ),
  );
  return sizesOf(database, [...tables], large);
}

/**
 * How many rows the deletions would delete that mend rows for a constraint, by their text; how many values a change of type
 * would stop at, by the query. Reads only.
 */
export async function readCounts(
  database: Database,
  steps: readonly DraftStep[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const all = steps.flatMap(step => step.operations);
  const altered = all.flatMap(each => [each, ...(each.along ?? [])]);
  for (const { count } of altered.flatMap(each => fitFacts(each.operation, each.before))) {
    const rows = await database.query(count).catch(() => []);
    if (rows[0] !== undefined) counts.set(count, Number(rows[0]['n']));
  }
  for (const { operation } of all) {
    const texts = operation.kind === 'sql' ? (operation[database.dialect] ?? '') : '';
    // What goes along with the rows stands behind their deletion.
    for (const text of texts.split(';\n')) {
      const mending = readMending(text);
      if (mending === undefined) continue;
      // The table or a column may have another name until the plan has run.
      const rows = await database.query(mending.count).catch(() => []);
      if (rows[0] !== undefined) counts.set(text, Number(rows[0]['n']));
    }
  }
  return counts;
}

/** Rows and bytes of the named tables; those that do not exist are left out. `large`: patterns of the settings. */
export async function sizesOf(
  database: Database,
  tables: readonly string[],
  large: readonly string[] = [],
): Promise<ReadonlyMap<string, TableSize>> {
  const measure = database.dialect === 'sqlite' ? measureSqlite : measurePostgresql;
  const sizes = new Map<string, TableSize>();
  for (const table of tables) {
    const size = await measure(database, table).catch(unknownWhereLocked);
    if (size === undefined) continue;
    sizes.set(table, isNamed(table, large) ? { ...size, large: true } : size);
  }
  return sizes;
}

/** Whether one of the patterns is the table's, with its schema or without. */
export function isNamed(table: string, patterns: readonly string[]): boolean {
  return patterns
    .map(namePattern)
    .some(pattern => pattern.test(table) || pattern.test(bareName(table)));
}

/** PostgreSQL's 55P03: somebody holds the table. Its rows are then unknown, which no hazard takes for none. */
function unknownWhereLocked(error: unknown): undefined {
  if (error instanceof MigshError && error.details['sqlstate'] === '55P03') return undefined;
  throw error;
}

function tablesOf(operation: Operation): readonly string[] {
  if (operation.kind === 'createTable') return [];
  if (operation.kind === 'renameTable') return [operation.from];
  if (!('table' in operation)) return [];
  if (operation.kind !== 'addForeignKey') return [operation.table];
  return [operation.table, operation.foreignKey.refTable];
}

// Their tables are those with a column of the enum.
const ofValues: ReadonlySet<string> = new Set([
  'addEnumValue',
  'renameEnumValue',
  'removeEnumValue',
]);

function tablesOfEnum(operation: Operation, before: Schema): readonly string[] {
  if (!ofValues.has(operation.kind) || !('name' in operation)) return [];
  return enumUses(before, operation.name).map(({ table }) => table.name);
}

async function measureSqlite(database: Database, table: string): Promise<TableSize | undefined> {
  const known = await database.query(
    `select 1 from sqlite_schema where type = 'table' and name = $1 collate nocase`,
    [table],
  );
  if (known.length === 0) return undefined;
  return { rows: await countRows(database, table), exact: true };
}

async function measurePostgresql(
  database: Database,
  table: string,
): Promise<TableSize | undefined> {
  const [row] = await database.query(
    `select c.reltuples::float8 as rows, pg_total_relation_size(c.oid)::float8 as bytes
       from pg_class c where c.oid = to_regclass($1) and c.relkind in ('r', 'p')`,
    [quoted(table)],
  );
  if (row === undefined) return undefined;
  const estimate = Number(row['rows']);
  const bytes = Number(row['bytes']);
  // reltuples is -1 until the table was first analysed; 8 kB hold at least some rows each.
  if (estimate > countedUpTo || (estimate < 0 && bytes > 100_000_000)) {
    return { rows: Math.max(estimate, 0), bytes, exact: false };
  }
  return { rows: await countRows(database, table), bytes, exact: true };
}

/** `select count(*)` of one table. */
export async function countRows(database: Database, table: string): Promise<number> {
  const [row] = await database.query(`select count(*) as n from ${quoted(table)}`);
  return Number(row?.['n'] ?? 0);
}

/** How many rows have a value in the column. */
export async function countValues(
  database: Database,
  table: string,
  column: string,
): Promise<number> {
  const [row] = await database.query(`select count(${quoted(column)}) as n from ${quoted(table)}`);
  return Number(row?.['n'] ?? 0);
}

function quoted(name: string): string {
  return name
    .split('.')
    .map(part => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}
