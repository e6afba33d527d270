import type { MigshError } from '../error.ts';
import type { LoadedConfig } from './config.ts';
import { connectionFailed, statementFailed } from './failure.ts';
import { pinConnection } from './pinned-connection.ts';
import { placeOf, sessionOptions } from './postgresql-database.ts';

/**
 * Creates the config's PostgreSQL database where it does not exist, from the server's `postgres` database with the config's user.
 * A SQLite file needs none of this: the first write makes it.
 * @returns whether one was made
 */
export async function createDatabase(config: LoadedConfig): Promise<boolean> {
  if (config.dialect === 'sqlite') return false;
  const place = await placeOf(config);
  const { root, options } = config;
  const override = { ...sessionOptions(options), dbName: 'postgres' };
  const pinned = await pinConnection({ root, options, override }).catch((error: unknown) => {
    throw connectionFailed(error, place.label, place.secrets);
  });
  const sql = `create database "${place.name.replaceAll('"', '""')}"`;
  try {
    await pinned.run(sql);
    return true;
  } catch (error) {
    const failure = statementFailed(error, sql);
    if (isThere(failure)) return false;
    throw failure;
  } finally {
    await pinned.release();
  }
}

/** 42P04 duplicate_database; 23505 where two create it at the same moment. */
function isThere(failure: MigshError): boolean {
  return ['42P04', '23505'].includes(String(failure.details['sqlstate']));
}
