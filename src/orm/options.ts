import { isAbsolute, resolve } from 'node:path';

import type * as Core from '@mikro-orm/core';
import type { Options } from '@mikro-orm/core';

import { foreign } from './foreign.ts';
import { importFromProject } from './project-packages.ts';

/** Options from MIKRO_ORM_* variables, with the driver that MIKRO_ORM_TYPE names. */
export async function environmentOptions(root: string): Promise<Partial<Options>> {
  const core = await importFromProject<typeof Core>(root, '@mikro-orm/core');
  const options = core.loadEnvironmentVars();
  const driver = drivers[process.env['MIKRO_ORM_TYPE'] ?? ''];
  if (driver === undefined) return options;
  const module = await importFromProject<Record<string, unknown>>(root, driver.package);
  return { ...options, driver: foreign<NonNullable<Options['driver']>>(module[driver.name]) };
}

const drivers: Readonly<Record<string, { readonly package: string; readonly name: string }>> = {
  postgresql: { package: '@mikro-orm/postgresql', name: 'PostgreSqlDriver' },
  pglite: { package: '@mikro-orm/pglite', name: 'PgliteDriver' },
  sqlite: { package: '@mikro-orm/sqlite', name: 'SqliteDriver' },
  libsql: { package: '@mikro-orm/libsql', name: 'LibSqlDriver' },
};

interface Sources {
  readonly root: string;
  readonly file: Options;
  readonly environment: Partial<Options>;
  /** Entities come from `entitiesTs`: the config that was found is TypeScript. */
  readonly preferTs: boolean;
}

/**
 * What migsh starts MikroORM with: nothing that creates a database, an index or a line on the screen.
 * `connect()` with MikroORM's defaults would create a missing database, and empty one with `ensureDatabase: { clear: true }`.
 */
export async function startOptions(sources: Sources): Promise<Options> {
  const { root, file, environment, preferTs } = sources;
  const core = await importFromProject<typeof Core>(root, '@mikro-orm/core');
  const merged = core.Utils.mergeConfig(foreign<Options>({}), file, environment);
  const kept = without(merged, ['loggerFactory', 'slowQueryLoggerFactory', 'highlighter']);
  return foreign<Options>({
    ...kept,
    baseDir: merged.baseDir ?? root,
    ensureDatabase: false,
    ensureIndexes: false,
    debug: false,
    logger: () => {},
    preferTs: merged.preferTs ?? preferTs,
    discovery: { ...merged.discovery, warnWhenNoEntities: false },
  });
}

/** Options for a connection alone: no entity is discovered and no file of theirs is read. */
export function connectionOptions(options: Options, override: Partial<Options> = {}): Options {
  return foreign<Options>({
    ...without(options, ['metadataProvider', 'metadataCache']),
    entities: [],
    entitiesTs: [],
    subscribers: [],
    extensions: [],
    filters: {},
    metadataCache: { enabled: false },
    ...override,
  });
}

function without(options: Options, names: readonly (keyof Options)[]): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => !names.some(left => left === name)),
  );
}

/** A SQLite file name as it is seen from the project's root; `:memory:` and URIs stay. */
export function databaseFile(root: string, name: string): string {
  if (name === '' || name === ':memory:' || name.startsWith('file:') || isAbsolute(name))
    return name;
  return resolve(root, name);
}
