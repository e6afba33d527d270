import type { DialectName } from '../dialect/dialect.ts';
import type { ScriptClient } from './render-sql-client.ts';
import { psql } from './render-sql-psql.ts';
import { sqlite3 } from './render-sql-sqlite3.ts';

/** The client that runs a dialect's scripts. */
export const scriptClients: Readonly<Record<DialectName, ScriptClient>> = {
  postgresql: psql,
  sqlite: sqlite3,
};
