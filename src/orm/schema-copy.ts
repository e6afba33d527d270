import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Catalog, CatalogEntry } from '../dialect/dialect.ts';
import { fileWatch } from '../dialect/sqlite/other-files.ts';
import { MigshError } from '../error.ts';
import { statementFailed } from './failure.ts';
import { foreign } from './foreign.ts';
import { importFromProject, resolveFromProject } from './project-packages.ts';
import type { ProjectRoot } from './project-packages.ts';
import { barFiles } from './sqlite-bar.ts';

/**
 * A SQLite database in memory that holds another one's structure and no rows. What is going to run is tried here first,
 * on the library that the project itself runs, so that previews show what SQLite really makes of a statement.
 */
export interface SchemaCopy {
  /** `select sqlite_version()`: `3.53.4`. */
  readonly version: string;
  /**
   * Runs one statement; throws MigshError `statement-failed` with the database's words. One that changes rows is only
   * prepared: on a copy without rows it could break a constraint that it keeps where they are. One that reaches a file is left out.
   */
  execute(sql: string): void;
  catalog(): Catalog;
  /** Makes the tables, indexes, views and triggers of another database, with their SQL as it is stored there. */
  copyFrom(entries: readonly CatalogEntry[]): void;
  close(): void;
}

/** Opens an empty copy on the project's better-sqlite3, or on Node's own SQLite where the project has no SQLite driver. */
export async function openSchemaCopy(project: ProjectRoot): Promise<SchemaCopy> {
  const library = await openLibrary(project.root);
  // There are no rows to guard, and a rebuild runs without.
  library.run('pragma foreign_keys = off');
  barFiles(sql => library.run(sql));
  const reaches = fileWatch();
  const version = String(library.all('select sqlite_version() as version')[0]?.['version']);
  let known: readonly CatalogEntry[] | undefined;
  return {
    version,
    execute(sql) {
      if (reaches(sql)) return;
      if (!keepsStructure.test(sql)) known = undefined;
      execute(library, sql);
    },
    catalog: () => ({ version, entries: (known ??= readEntries(library)) }),
    copyFrom(entries) {
      known = undefined;
      copy(library, entries);
    },
    close: () => library.close(),
  };
}

/** What the two libraries have in common. */
interface Library {
  all(sql: string): readonly Readonly<Record<string, unknown>>[];
  run(sql: string): void;
  prepare(sql: string): void;
  close(): void;
}

async function openLibrary(root: string): Promise<Library> {
  const url = resolveDriver(root);
  if (url !== undefined) {
    const { default: Database } = foreign<BetterSqlite3>(await import(url));
    const database = new Database(':memory:');
    // `prepare` runs one statement and refuses two, as a run does.
    return {
      all: sql => database.prepare(sql).all(),
      run: sql => {
        const statement = database.prepare(sql);
        if (statement.reader) statement.all();
        else statement.run();
      },
      prepare: sql => void database.prepare(sql),
      close: () => database.close(),
    };
  }
  const { DatabaseSync } = await nodeSqlite();
  const database = new DatabaseSync(':memory:');
  return {
    all: sql => database.prepare(sql).all(),
    run: sql => void database.prepare(sql).all(),
    prepare: sql => void database.prepare(sql),
    close: () => database.close(),
  };
}

interface BetterSqlite3 {
  readonly default: new (file: string) => {
    prepare(sql: string): {
      readonly reader: boolean;
      all(): readonly Readonly<Record<string, unknown>>[];
      run(): unknown;
    };
    close(): void;
  };
}

/** The driver's own dependency first: that is what the project's MikroORM runs on. */
function resolveDriver(root: string): string | undefined {
  const driver = resolveFromProject(root, '@mikro-orm/sqlite');
  const folder = driver === undefined ? undefined : dirname(fileURLToPath(driver));
  const own = folder === undefined ? undefined : resolveFromProject(folder, 'better-sqlite3');
  return own ?? resolveFromProject(root, 'better-sqlite3');
}

async function nodeSqlite(): Promise<NodeSqlite> {
  return importFromProject<NodeSqlite>('/', 'node:sqlite').catch(() => {
    throw noLibrary();
  });
}

interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => {
    prepare(sql: string): { all(): readonly Readonly<Record<string, unknown>>[] };
    close(): void;
  };
}

function execute(library: Library, sql: string): void {
  try {
    if (changesRows.test(sql)) library.prepare(sql);
    else library.run(sql);
  } catch (error) {
    throw statementFailed(error, sql);
  }
}

/** What stands before the first word may be a comment. */
const changesRows = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:insert|update|delete|replace|with)\b/i;

const keepsStructure = /^(?:savepoint|release)\b/i;

function readEntries(library: Library): readonly CatalogEntry[] {
  const rows = library.all(
    'select type, name, tbl_name as "table", sql from sqlite_schema order by rowid',
  );
  return rows.map(row => foreign<CatalogEntry>({ ...row }));
}

/**
 * Virtual tables first, because they bring their shadow tables, then tables, then what stands on them.
 * SQLite's own tables (`sqlite_sequence`) and automatic indexes come by themselves.
 */
function copy(library: Library, entries: readonly CatalogEntry[]): void {
  const order = ['table', 'view', 'index', 'trigger'];
  const rank = (entry: CatalogEntry): number => (isVirtual(entry) ? -1 : order.indexOf(entry.type));
  const wanted = entries.toSorted((one, other) => rank(one) - rank(other));
  let there = namesIn(library);
  for (const entry of wanted) {
    const { name, sql } = entry;
    if (sql === null || name.startsWith('sqlite_') || there.has(name)) continue;
    execute(library, sql);
    if (isVirtual(entry)) there = namesIn(library);
  }
}

function namesIn(library: Library): ReadonlySet<string> {
  return new Set(readEntries(library).map(({ name }) => name));
}

function isVirtual(entry: CatalogEntry): boolean {
  return /^\s*create\s+virtual\b/i.test(entry.sql ?? '');
}

function noLibrary(): MigshError {
  return new MigshError('unsupported', 'There is no SQLite library to try statements on.', {
    hint: 'npm install @mikro-orm/sqlite, or use a Node with node:sqlite.',
  });
}
