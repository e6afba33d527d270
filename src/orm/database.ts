import type * as Sqlite from '@mikro-orm/sqlite';

import type { Database } from '../runner/ports.ts';
import type { LoadedConfig } from './config.ts';
import { openPostgresql } from './postgresql-database.ts';
import { importFromProject } from './project-packages.ts';
import type { ProjectRoot } from './project-packages.ts';
import type { SqliteTarget } from './sqlite-messages.ts';
import { openSqliteProxy } from './sqlite-proxy.ts';

export interface OpenOptions {
  /** `read` creates nothing and refuses to write; a SQLite file that is not there answers as an empty database. */
  readonly mode: 'read' | 'write';
}

/** Opens the config's database: PostgreSQL in this process, SQLite in one of its own. No entity is loaded. */
export async function openDatabase(
  project: ProjectRoot,
  config: LoadedConfig,
  options: OpenOptions,
): Promise<Database> {
  if (config.dialect === 'postgresql') return openPostgresql(config, options.mode);
  return openSqliteProxy(await sqliteTarget(project.root, config), options.mode);
}

/** Plain options go to the child as they are; a config with code in it (a Kysely dialect, hooks) is loaded there again. */
async function sqliteTarget(root: string, config: LoadedConfig): Promise<SqliteTarget> {
  const { request } = config;
  const { driver, dbName, driverOptions, attachDatabases, baseDir, onCreateConnection } =
    config.options;
  const options = { dbName, driverOptions, attachDatabases, baseDir };
  const stock = driver === (await stockDriver(root));
  if (!stock || onCreateConnection !== undefined || !isCloneable(options)) {
    return { kind: 'config', root, request };
  }
  return { kind: 'options', root, options: withoutUndefined(options) };
}

async function stockDriver(root: string): Promise<unknown> {
  try {
    return (await importFromProject<typeof Sqlite>(root, '@mikro-orm/sqlite')).SqliteDriver;
  } catch {
    // Another package brings the driver.
    return undefined;
  }
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
