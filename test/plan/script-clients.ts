import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

import type { DialectName, Row } from '../../src/dialect/dialect.ts';
import { loadPostgresqlSplitter } from '../../src/orm/sql-parsers.ts';
import { openSqlite } from '../dialect/sqlite/apply.ts';

/** How a script ended. */
interface Ended {
  /** It ran to its end. */
  readonly ok: boolean;
  /** What was printed, errors too. */
  readonly output: string;
}

/** What runs a script on a database: a URL of PostgreSQL, a file of SQLite. */
export interface Client {
  readonly name: string;
  run(script: string, database: string): Promise<Ended>;
}

/** The drivers are always there; psql and sqlite3 join them where they are installed. */
export const clientsOf: Readonly<Record<DialectName, readonly Client[]>> = {
  postgresql: [
    { name: 'the driver of PostgreSQL', run: runOnPostgresql },
    ...program('psql', database => ['-X', '-q', '-f', '-', database]),
  ],
  sqlite: [
    { name: 'the driver of SQLite', run: runOnSqlite },
    ...program('sqlite3', database => [database]),
  ],
};

function program(name: string, args: (database: string) => string[]): readonly Client[] {
  if (spawnSync(name, ['--version']).status !== 0) return [];
  return [
    {
      name,
      run: async (script, database) => {
        const { status, stdout, stderr } = spawnSync(name, args(database), {
          input: script,
          encoding: 'utf8',
        });
        return { ok: status === 0, output: stdout + stderr };
      },
    },
  ];
}

/** What the tests use of pg. */
export interface PostgresqlClient {
  connect(): Promise<void>;
  query(sql: string): Promise<{ readonly rows: Row[] }>;
  end(): Promise<void>;
}

/** One session, on the driver's own dependency. */
export async function connectPostgresql(url: string): Promise<PostgresqlClient> {
  const fromDriver = createRequire(import.meta.resolve('@mikro-orm/postgresql'));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- pg ships no types
  const { Client: Pg } = fromDriver('pg') as { Client: new (url: string) => PostgresqlClient };
  const client = new Pg(url);
  await client.connect();
  return client;
}

/** Statement by statement on one session, to the first error, as psql does. */
async function runOnPostgresql(script: string, database: string): Promise<Ended> {
  const split = await loadPostgresqlSplitter();
  const client = await connectPostgresql(database);
  try {
    for (const sql of split(withoutDirectives(script))) await client.query(sql);
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: String(error) };
  } finally {
    await client.end();
  }
}

/** SQLite's own loop over statements, to the first error; closing the file rolls back what is open. */
async function runOnSqlite(script: string, database: string): Promise<Ended> {
  const db = openSqlite(database);
  try {
    db.exec(withoutDirectives(script).replace(/^\.timeout (\d+)$/m, 'pragma busy_timeout = $1;'));
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: String(error) };
  } finally {
    db.close();
  }
}

function withoutDirectives(script: string): string {
  return script.replaceAll(/^(?:\\set|\.bail) .*$/gm, '');
}
