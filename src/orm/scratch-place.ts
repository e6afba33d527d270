import type { Options } from '@mikro-orm/core';
import type * as Sqlite from '@mikro-orm/sqlite';

import { reachesFile } from '../dialect/sqlite/other-files.ts';
import { MigshError } from '../error.ts';
import type { Database } from '../runner/ports.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import type { LoadedConfig } from './config.ts';
import { foreign } from './foreign.ts';
import { importFromProject } from './project-packages.ts';
import type { ProjectRoot } from './project-packages.ts';
import { barFilesOn } from './sqlite-bar.ts';
import { openSqlite } from './sqlite-database.ts';
import type { SqliteSession } from './sqlite-database.ts';

/** Somewhere to make a database that is thrown away: nothing of the project's own is ever opened there. */
export interface ScratchPlace {
  /** For people: `in memory`, `migsh_scratch_… on localhost:5432`. */
  readonly label: string;
  /** Statements about roles, databases or the server's settings reach others there. */
  readonly isShared: boolean;
  /** An empty database; what an earlier call opened is closed and gone. */
  open(): Promise<Database>;
  /** Closes what is open and leaves nothing behind. May be called again. */
  remove(): Promise<void>;
}

/** SQLite in memory, on the project's own driver. Foreign keys are off: a rebuild would delete rows of other tables. */
export function memoryPlace(project: ProjectRoot, config: LoadedConfig): ScratchPlace {
  return replaceable('in memory', async () => {
    const session = await openSqlite(project.root, await memoryOptions(project, config), 'write');
    await refuseFile(session);
    for (const { name } of attachedIn(config)) {
      await session.query(`attach database ':memory:' as ${quoteIdentifier(name)}`);
    }
    await session.query('pragma foreign_keys = off');
    await barFilesOn(sql => session.query(sql));
    return withoutFiles(session);
  });
}

/** What opens, writes or lets go of a database beside it is refused before SQLite sees it. */
function withoutFiles(session: SqliteSession): Database {
  return {
    dialect: session.dialect,
    label: session.label,
    name: session.name,
    version: session.version,
    async query(sql, parameters) {
      refuseToOpen(sql);
      return session.query(sql, parameters);
    },
    async answer(sql, parameters) {
      refuseToOpen(sql);
      return session.answer(sql, parameters);
    },
    begin: async options => session.begin(options),
    commit: async () => session.commit(),
    rollback: async () => session.rollback(),
    // A driver that is synchronous cannot be stopped; what runs here has no rows to be slow with.
    cancel: async () => {},
    close: async () => session.close(),
  };
}

function refuseToOpen(sql: string): void {
  if (reachesFile(sql)) throw new MigshError('unsupported', 'a scratch database opens no files');
}

/** A driver that brings its own connection, or a hook that runs on connect, opens what it likes. */
async function refuseFile(session: SqliteSession): Promise<void> {
  const files = await session.query("select file from pragma_database_list where file <> ''");
  if (files.length === 0) return;
  await session.close();
  throw new MigshError('unsupported', 'the SQLite driver opens a file where memory is asked for');
}

function attachedIn({ dialect, options }: LoadedConfig): readonly { readonly name: string }[] {
  return dialect === 'sqlite' ? (options.attachDatabases ?? []) : [];
}

/** The config's own driver and hooks, but none of its files. */
async function memoryOptions(project: ProjectRoot, config: LoadedConfig): Promise<Options> {
  const own = config.dialect === 'sqlite' ? config.options : await stockOptions(project);
  const { attachDatabases: _files, driverOptions: _connection, ...options } = own;
  return foreign<Options>({ ...options, dbName: ':memory:' });
}

async function stockOptions({ root }: ProjectRoot): Promise<Options> {
  const { SqliteDriver } = await importFromProject<typeof Sqlite>(root, '@mikro-orm/sqlite');
  return foreign<Options>({ driver: SqliteDriver, ...quiet });
}

/** What migsh starts MikroORM with where the project's config is not what is opened. */
export const quiet = {
  ensureDatabase: false,
  debug: false,
  logger: (): void => {},
  discovery: { warnWhenNoEntities: false },
} as const;

/** A place whose database is gone when it is closed. */
export function replaceable(label: string, open: () => Promise<Database>): ScratchPlace {
  let current: Database | undefined;
  const remove = async (): Promise<void> => {
    const last = current;
    current = undefined;
    await last?.close();
  };
  return {
    label,
    isShared: false,
    remove,
    async open() {
      await remove();
      current = await open();
      return current;
    },
  };
}
