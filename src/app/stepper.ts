import type { CatalogEntry, Dialect, DialectName, Row } from '../dialect/dialect.ts';
import { postgresql } from '../dialect/postgresql/dialect.ts';
import type { ViewCatalog } from '../dialect/postgresql/views/stored-view.ts';
import { splitStatements, sqlite } from '../dialect/sqlite/dialect.ts';
import { MigshError } from '../error.ts';
import type { Database } from '../runner/ports.ts';
import type { Schema } from '../schema/schema.ts';
import type { Stepper } from './compile-steps.ts';
import type { AppContext } from './context.ts';

/** The dialects by name. */
export const dialects: Readonly<Record<DialectName, Dialect>> = { postgresql, sqlite };

/** The PostgreSQL version that is compiled for when no server is connected: the oldest that is supported. */
const oldestPostgresql = '13';

/** A stepper on an empty database, without one being connected. */
export async function offlineStepper(context: AppContext, name: DialectName): Promise<Stepper> {
  return makeStepper(context, name, { schema: { tables: [] }, entries: [] });
}

/** A stepper on what the connected database holds now. `schema` is the same in portable terms. */
export async function connectedStepper(
  context: AppContext,
  database: Database,
  schema: Schema,
): Promise<Stepper> {
  const entries = dialects[database.dialect].abilities.stepsOnCopy
    ? await readEntries(database)
    : [];
  const stepper = await makeStepper(context, database.dialect, { schema, entries });
  return { ...stepper, version: database.version, readViews: () => readViews(database) };
}

/** A stepper that starts where another stands; the two do not meet again. */
export async function forkStepper(context: AppContext, stepper: Stepper): Promise<Stepper> {
  const fork = await makeStepper(context, stepper.dialect.name, {
    schema: stepper.schema,
    entries: stepper.copy?.catalog().entries ?? [],
  });
  return { ...fork, version: stepper.version, views: stepper.views };
}

interface Start {
  readonly schema: Schema;
  readonly entries: readonly CatalogEntry[];
}

async function makeStepper(
  context: AppContext,
  name: DialectName,
  { schema, entries }: Start,
): Promise<Stepper> {
  const dialect = dialects[name];
  if (!dialect.abilities.stepsOnCopy) {
    const { loadPostgresqlSplitter } = await import('../orm/sql-parsers.ts');
    const split = await loadPostgresqlSplitter();
    const views = dialect.views && { views: [] };
    return { dialect, split, copy: undefined, version: oldestPostgresql, schema, views };
  }
  const { openSchemaCopy } = await import('../orm/schema-copy.ts');
  const copy = await openSchemaCopy(context.project);
  copy.copyFrom(entries);
  return {
    dialect,
    split: splitStatements,
    copy,
    version: copy.version,
    schema,
    views: undefined,
  };
}

/** The views that are there; where somebody holds a table that one reads, they are asked for when the statements run. */
async function readViews(database: Database): Promise<ViewCatalog> {
  const { views } = dialects[database.dialect];
  if (views === undefined) return { views: [] };
  try {
    return views.read(await queryBriefly(database, views.query));
  } catch (error) {
    // 55P03: the lock was not to be had.
    if (!(error instanceof MigshError) || error.details['sqlstate'] !== '55P03') throw error;
    return { views: [], unread: true };
  }
}

// Who only looks does not wait for those who change.
async function queryBriefly(database: Database, sql: string): Promise<readonly Row[]> {
  await database.begin({ readOnly: true });
  try {
    await database.query("set local lock_timeout to '2s'");
    return await database.query(sql);
  } finally {
    await database.rollback();
  }
}

/** SQLite: what it keeps of its schema, in its order. */
export async function readEntries(database: Database): Promise<readonly CatalogEntry[]> {
  const rows = await database.query(
    'select type, name, tbl_name as "table", sql from sqlite_schema order by rowid',
  );
  return rows.flatMap(row => toEntry(row));
}

const entryTypes = ['table', 'index', 'trigger', 'view'] as const;

function toEntry(row: Readonly<Record<string, unknown>>): readonly CatalogEntry[] {
  const type = entryTypes.find(known => known === row['type']);
  if (type === undefined) return [];
  const sql = typeof row['sql'] === 'string' ? row['sql'] : null;
  return [{ type, name: String(row['name']), table: String(row['table']), sql }];
}
