import { setTimeout } from 'node:timers/promises';

import type * as Core from '@mikro-orm/core';
import type { Options } from '@mikro-orm/core';
import type { AbstractSqlConnection } from '@mikro-orm/sql';

import type { Row } from '../dialect/dialect.ts';
import type { BeginOptions, Database, QueryAnswer } from '../runner/ports.ts';
import type { LoadedConfig } from './config.ts';
import { connectionFailed, interrupted, statementFailed } from './failure.ts';
import { foreign } from './foreign.ts';
import { connectionOptions } from './options.ts';
import { pinConnection } from './pinned-connection.ts';
import type { PinnedConnection } from './pinned-connection.ts';
import { importFromProject } from './project-packages.ts';

/** Where a config's PostgreSQL database is, for people and for errors. */
export interface Place {
  readonly label: string;
  readonly name: string;
  readonly secrets: readonly string[];
}

/** A PostgreSQL database in this process, on one session named `migsh`. With `read` the session refuses to write. */
export async function openPostgresql(
  config: LoadedConfig,
  mode: 'read' | 'write',
): Promise<Database> {
  const notices: string[] = [];
  const place = await placeOf(config);
  try {
    const pinned = await pinConnection({
      root: config.root,
      options: config.options,
      override: sessionOptions(config.options),
      prepare: async connection => collectNotices(connection, notices),
    });
    await prepareSession(pinned, config.options.schema, mode);
    const [session] = await pinned.run(
      "select pg_backend_pid() as pid, current_setting('server_version') as version",
    );
    return new PostgresqlDatabase(pinned, place, { ...foreign<Session>(session), notices });
  } catch (error) {
    throw connectionFailed(error, place.label, place.secrets);
  }
}

interface Session {
  readonly pid: number;
  readonly version: string;
  readonly notices: string[];
}

class PostgresqlDatabase implements Database {
  readonly dialect = 'postgresql';
  readonly label: string;
  readonly name: string;
  readonly version: string;
  readonly #pinned: PinnedConnection;
  readonly #session: Session;
  #open = false;
  /** A transaction was rolled back by `cancel`; whoever used it has to acknowledge that by `rollback`. */
  #cancelled = false;
  #running: Promise<unknown> | undefined;
  #cancelling: Promise<void> | undefined;

  constructor(pinned: PinnedConnection, place: Place, session: Session) {
    this.#pinned = pinned;
    this.#session = session;
    this.label = place.label;
    this.name = place.name;
    this.version = /^[\d.]+/.exec(session.version)?.[0] ?? session.version;
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.answer(sql, parameters)).rows;
  }

  async answer(sql: string, parameters: readonly unknown[] = []): Promise<QueryAnswer> {
    if (this.#cancelling !== undefined) await this.#cancelling;
    if (this.#cancelled) throw interrupted(this.label);
    const running = this.#pinned.answer(sql, parameters);
    this.#running = running;
    try {
      return await running;
    } catch (error) {
      const stopped = foreign<{ code?: string }>(error).code === '57014';
      throw stopped && this.#cancelling !== undefined
        ? interrupted(this.label)
        : statementFailed(error, sql);
    } finally {
      this.#running = undefined;
    }
  }

  async begin(options: BeginOptions = {}): Promise<void> {
    this.#cancelled = false;
    await this.query(options.readOnly === true ? 'begin read only' : 'begin');
    this.#open = true;
  }

  async commit(): Promise<void> {
    await this.query('commit');
    this.#open = false;
  }

  async rollback(): Promise<void> {
    await this.#cancelling;
    this.#cancelled = false;
    if (!this.#open) return;
    this.#open = false;
    await this.query('rollback');
  }

  async cancel(): Promise<void> {
    if (this.#running === undefined) return;
    this.#cancelling ??= this.#stop(this.#running);
    await this.#cancelling;
  }

  /** Its own statement instead of Kysely's abort, which prints to stderr and lets go before the server has stopped. */
  async #stop(running: Promise<unknown>): Promise<void> {
    const end = running.then(ended, ended);
    const stop = `select pg_cancel_backend(${this.#session.pid})`;
    // Asked again until it ends: a statement that has not reached the server yet does not hear it.
    do await this.#pinned.runBeside(stop).catch(() => {});
    while ((await Promise.race([end, setTimeout(100)])) !== 'ended');
    if (this.#open) {
      this.#open = false;
      this.#cancelled = true;
      await this.#pinned.run('rollback').catch(() => {});
    }
    this.#cancelling = undefined;
  }

  notices(): readonly string[] {
    return this.#session.notices.splice(0);
  }

  async close(): Promise<void> {
    await this.#cancelling;
    await this.#pinned.release();
  }
}

/** Unqualified names go to the config's `schema`; a server whose client vanished stops working for it. */
async function prepareSession(
  pinned: PinnedConnection,
  schema: string | undefined,
  mode: 'read' | 'write',
): Promise<void> {
  await pinned.run("set application_name to 'migsh'");
  // Not every server can look after its socket (PostgreSQL 13, some platforms): then a lock is held until the statement ends.
  await pinned.run("set client_connection_check_interval to '2s'").catch(() => {});
  if (schema !== undefined && !['*', 'public'].includes(schema)) {
    const name = `"${schema.replaceAll('"', '""')}"`;
    if (mode === 'write') await pinned.run(`create schema if not exists ${name}`);
    await pinned.run(`set search_path to ${name}, public`);
  }
  if (mode === 'write') return;
  await pinned.run('set session characteristics as transaction read only');
  // Who only looks does not wait for those who change.
  await pinned.run(`set lock_timeout to '2s'`);
}

const ended = (): string => 'ended';

/** One session to work on, one to cancel it from; ten seconds to get in. */
export function sessionOptions(options: Options): Partial<Options> {
  const { driverOptions } = options;
  const plain = driverOptions === undefined || driverOptions.constructor === Object;
  return {
    pool: { min: 0, max: 2 },
    ...(plain
      ? { driverOptions: { connectionTimeoutMillis: 10_000, ...foreign<object>(driverOptions) } }
      : {}),
  };
}

async function collectNotices(connection: AbstractSqlConnection, notices: string[]): Promise<void> {
  const pool = await connection.getNativeClient().catch(() => undefined);
  foreign<Emitter | undefined>(pool)?.on('connect', client => {
    foreign<Emitter>(client).on('notice', notice =>
      notices.push(foreign<{ message?: string }>(notice).message ?? ''),
    );
  });
}

interface Emitter {
  on(event: string, listener: (value: unknown) => void): void;
}

export async function placeOf(config: LoadedConfig): Promise<Place> {
  const core = await importFromProject<typeof Core>(config.root, '@mikro-orm/core');
  const driver = new core.Configuration(connectionOptions(config.options)).getDriver();
  const { host, port, database, password } = driver.getConnection().getConnectionOptions();
  const name = database ?? '';
  return {
    label: `${name}@${host || 'localhost'}:${port || 5432}`,
    name,
    secrets: typeof password === 'string' ? [password] : [],
  };
}
