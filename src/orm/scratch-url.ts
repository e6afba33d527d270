import { setTimeout as delay } from 'node:timers/promises';

import type { Options } from '@mikro-orm/core';
import type * as Postgresql from '@mikro-orm/postgresql';

import type { Database } from '../runner/ports.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import type { LoadedConfig } from './config.ts';
import { foreign } from './foreign.ts';
import { openPostgresql } from './postgresql-database.ts';
import { importFromProject } from './project-packages.ts';
import { emptyDatabase } from './scratch-empty.ts';
import { isOurs, mark } from './scratch-ours.ts';
import { quiet } from './scratch-place.ts';
import type { ScratchPlace } from './scratch-place.ts';

/**
 * A PostgreSQL database that is there for nothing else: found empty, left empty. What a crash left in it is known by the
 * database's comment; anything else in it is somebody's, and it is not used.
 * @returns the place, or in words why it cannot be used
 */
export async function urlPlace(config: LoadedConfig, url: string): Promise<ScratchPlace | string> {
  const own = await configAt(config, url);
  const database = await openPostgresql(own, 'write');
  const refusal = await refusalOf(database);
  if (refusal !== null) {
    await database.close();
    return refusal;
  }
  let open = true;
  return {
    label: database.label,
    isShared: true,
    async open() {
      await emptyDatabase(database, config.options.schema);
      await database.query(`comment on database ${quoteIdentifier(database.name)} is '${mark}'`);
      return database;
    },
    async remove() {
      if (!open) return;
      open = false;
      await emptyDatabase(database, undefined);
      await database.query(`comment on database ${quoteIdentifier(database.name)} is null`);
      await database.close();
    },
  };
}

async function configAt(config: LoadedConfig, clientUrl: string): Promise<LoadedConfig> {
  const { root, options } = config;
  const driver =
    config.dialect === 'postgresql'
      ? options.driver
      : (await importFromProject<typeof Postgresql>(root, '@mikro-orm/postgresql'))
          .PostgreSqlDriver;
  const { schema } = config.dialect === 'postgresql' ? options : {};
  const own = foreign<Options>({
    driver,
    clientUrl,
    ...quiet,
    ...(schema === undefined ? {} : { schema }),
  });
  return { ...config, dialect: 'postgresql', options: own };
}

async function refusalOf(database: Database): Promise<string | null> {
  if (!(await isFree(database))) return `another run uses ${database.label}`;
  return (await isOurs(database)) ? null : `${database.label} is not empty`;
}

/** One run at a time; a session's lock goes with it. Half a minute is longer than a replay takes. */
async function isFree(database: Database): Promise<boolean> {
  for (let left = 60; left > 0; left -= 1) {
    const [row] = await database.query('select pg_try_advisory_lock(7163001) as free');
    if (row?.['free'] === true) return true;
    await delay(500);
  }
  return false;
}
