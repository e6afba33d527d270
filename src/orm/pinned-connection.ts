import type * as Core from '@mikro-orm/core';
import type { Options } from '@mikro-orm/core';
import type { AbstractSqlConnection, Kysely } from '@mikro-orm/sql';

import type { Row } from '../dialect/dialect.ts';
import type { QueryAnswer } from '../runner/ports.ts';
import { foreign } from './foreign.ts';
import { connectionOptions } from './options.ts';
import { importFromProject } from './project-packages.ts';

/** One connection of MikroORM's own, held until `release`. Statements go to Kysely as they are, without MikroORM's `?` and events. */
export interface PinnedConnection {
  run(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  answer(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer>;
  /** Runs a statement on another connection of the pool. */
  runBeside(sql: string): Promise<readonly Row[]>;
  /** Gives the connection back and closes the pool. */
  release(): Promise<void>;
}

type Client = Pick<Kysely<unknown>, 'executeQuery'>;
type Compiled = Parameters<Client['executeQuery']>[0];

export interface ConnectRequest {
  readonly root: string;
  readonly options: Options;
  readonly override?: Partial<Options>;
  /** Is handed the connection before the first statement, to listen on what the driver makes of it. */
  readonly prepare?: (connection: AbstractSqlConnection) => Promise<void>;
}

/**
 * Connects by the driver of the options. Entities are not discovered, and the step of MikroORM's `connect()`
 * that creates a missing database is left out.
 */
export async function pinConnection(request: ConnectRequest): Promise<PinnedConnection> {
  const core = await importFromProject<typeof Core>(request.root, '@mikro-orm/core');
  const options = connectionOptions(request.options, request.override);
  const driver = new core.Configuration(options).getDriver();
  const connection = foreign<AbstractSqlConnection>(driver.getConnection());
  try {
    await connection.connect({ skipOnConnect: true });
    await request.prepare?.(connection);
    const kysely = connection.getClient();
    const { client, free } = await hold(kysely);
    return {
      run: async (sql, parameters = []) => (await execute(client, sql, parameters)).rows,
      answer: async (sql, parameters) => execute(client, sql, parameters),
      runBeside: async sql => (await execute(kysely, sql, [])).rows,
      release: async () => {
        await free();
        await connection.close(true);
      },
    };
  } catch (error) {
    await connection.close(true).catch(() => {});
    throw error;
  }
}

interface Held {
  readonly client: Client;
  readonly free: () => Promise<void>;
}

/** Kysely gives a connection to a callback; here it stays out until `free`. */
async function hold(kysely: Kysely<unknown>): Promise<Held> {
  const released = Promise.withResolvers<undefined>();
  const acquired = Promise.withResolvers<Client>();
  const done = kysely.connection().execute(async client => {
    acquired.resolve(client);
    await released.promise;
  });
  done.catch(acquired.reject);
  const client = await acquired.promise;
  return {
    client,
    free: async () => {
      released.resolve(undefined);
      await done;
    },
  };
}

async function execute(
  client: Client,
  sql: string,
  parameters: readonly unknown[],
): Promise<QueryAnswer> {
  const compiled = foreign<Compiled>({
    sql,
    parameters,
    query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] },
    queryId: { queryId: 'migsh' },
  });
  const result = await client.executeQuery(compiled);
  const { numAffectedRows: affected, insertId } = result;
  return {
    rows: foreign<readonly Row[]>(result.rows),
    ...(affected === undefined ? {} : { affected }),
    ...(insertId === undefined ? {} : { insertId }),
  };
}
