import type * as Core from '@mikro-orm/core';
import type { EntityMetadata, MikroORM } from '@mikro-orm/core';
import type * as Sql from '@mikro-orm/sql';
import type { AbstractSqlPlatform } from '@mikro-orm/sql';

import { MigshError } from '../error.ts';
import type { LoadedConfig } from './config.ts';
import { foreign } from './foreign.ts';
import { portableDriver } from './portable-driver.ts';
import { withProjectConsole } from './project-console.ts';
import { importFromProject } from './project-packages.ts';
import { withoutSecrets } from './secrets.ts';

/** The project's entities as MikroORM expands them, on a platform that is the same for every project. */
export interface Discovered {
  readonly orm: MikroORM;
  readonly sql: typeof Sql;
  readonly platform: AbstractSqlPlatform;
  /** What has a table or a view of its own, in MikroORM's order; of an inheritance tree in one table the root alone. */
  readonly entities: readonly EntityMetadata[];
}

/**
 * Loads the entities and lets MikroORM expand them. Connects to nothing.
 * @throws MigshError `no-entities`, `config-failed`
 */
export async function discoverEntities(config: LoadedConfig): Promise<Discovered> {
  const core = await importFromProject<typeof Core>(config.root, '@mikro-orm/core');
  const sql = await importFromProject<typeof Sql>(config.root, '@mikro-orm/sql');
  const orm = await withProjectConsole(async () => start(core, sql, config));
  const generator = foreign<OrderedMetadata>(
    new sql.SqlSchemaGenerator(
      foreign<ConstructorParameters<typeof sql.SqlSchemaGenerator>[0]>(orm.em),
    ),
  );
  const entities = generator.getOrderedMetadata(undefined, true);
  if (entities.length === 0 && [...orm.getMetadata().getAll()].length === 0)
    throw noEntities(config);
  return { orm, sql, entities, platform: foreign<AbstractSqlPlatform>(orm.config.getPlatform()) };
}

/** Protected in its declaration; it leaves out `skipTables` and everything that has no table of its own. */
interface OrderedMetadata {
  getOrderedMetadata(schema: string | undefined, includeWildcardSchema: boolean): EntityMetadata[];
}

async function start(core: typeof Core, sql: typeof Sql, config: LoadedConfig): Promise<MikroORM> {
  const { driverOptions: _own, clientUrl: _url, ...options } = config.options;
  try {
    return await core.MikroORM.init(
      foreign<Core.Options>({
        ...options,
        driver: portableDriver(sql),
        dbName: 'none',
        subscribers: [],
        // What the cache holds was made by another platform.
        metadataCache: { enabled: false },
      }),
    );
  } catch (error) {
    throw error instanceof MigshError ? error : discoveryFailed(config, error);
  }
}

function noEntities(config: LoadedConfig): MigshError {
  return new MigshError(
    'no-entities',
    `${config.path ?? 'The MikroORM config'} finds no entities.`,
    {
      hint: 'Name them in "entities" (and "entitiesTs" for their sources); paths are seen from the project’s root.',
      details: { entities: config.options.entities?.length ?? 0 },
    },
  );
}

function discoveryFailed(config: LoadedConfig, error: unknown): MigshError {
  const said = error instanceof Error ? error.message : String(error);
  if (/^No entities (?:found|were discovered)|Only abstract entities/.test(said))
    return noEntities(config);
  return new MigshError(
    'config-failed',
    `The entities could not be read: ${withoutSecrets(said)}`,
    {
      hint: `Their TypeScript was loaded by ${config.loader === 'node' ? 'Node itself' : config.loader}; ES decorators need tsx, legacy decorators with metadata oxc or swc.`,
      details: { loader: config.loader },
      cause: error,
    },
  );
}
