import { randomBytes } from 'node:crypto';

import type { Row } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { Database } from '../runner/ports.ts';
import type { LoadedConfig } from './config.ts';
import { openPostgresql, placeOf } from './postgresql-database.ts';
import { emptyDatabase } from './scratch-empty.ts';
import type { ScratchPlace } from './scratch-place.ts';

/**
 * Databases of their own on the config's PostgreSQL server, made and dropped with the config's user. The name says what they
 * are; those that a crash left behind are dropped by the next.
 * @returns the place, or in words why there is none
 */
export async function serverPlace(config: LoadedConfig): Promise<ScratchPlace | string> {
  const server = await serverOf(config);
  return onServer(config, async query => {
    const [role] = await query(
      'select rolname as name, rolcreatedb or rolsuper as may from pg_catalog.pg_roles where rolname = current_user',
    );
    if (role?.['may'] !== true) {
      return `${String(role?.['name'])} may not create databases on ${server}`;
    }
    await dropLeftOver(query);
    return new ServerPlace(config, server);
  });
}

async function makeDatabase(query: Query): Promise<string> {
  const name = await nameOfNew(query);
  await query(`create database "${name}" template template0`);
  return name;
}

async function serverOf(config: LoadedConfig): Promise<string> {
  const { label, name } = await placeOf(config);
  return label.slice(name.length + 1);
}

class ServerPlace implements ScratchPlace {
  readonly isShared = true;
  readonly #config: LoadedConfig;
  readonly #server: string;
  /** The name of what is there, or is being made. */
  #made: Promise<string> | undefined;
  #name: string | undefined;
  #database: Database | undefined;

  constructor(config: LoadedConfig, server: string) {
    this.#config = config;
    this.#server = server;
  }

  get label(): string {
    return `${this.#name ?? 'a database'} on ${this.#server}`;
  }

  async open(): Promise<Database> {
    if (this.#database !== undefined) {
      if (await isEmptied(this.#database, this.#config)) return this.#database;
      await this.remove();
    }
    const made = (this.#made ??= onServer(this.#config, makeDatabase));
    const name = await made;
    if (this.#made !== made) throw goneMeanwhile(name);
    this.#name = name;
    this.#database = await openPostgresql(withDatabase(this.#config, this.#name), 'write');
    await refuseOther(this.#database, this.#name);
    return this.#database;
  }

  async remove(): Promise<void> {
    const [made, database] = [this.#made, this.#database];
    this.#made = undefined;
    this.#name = undefined;
    this.#database = undefined;
    // One that is being made is waited for.
    const name = await made?.catch(() => {});
    if (name === undefined) return;
    await database?.close().catch(() => {});
    await onServer(this.#config, query => query(`drop database if exists "${name}" with (force)`));
  }
}

function goneMeanwhile(name: string): MigshError {
  return new MigshError('unsupported', `${name} was taken away while it was being made`);
}

/** A pooler, or a driver that brings its own connection, may lead elsewhere: to rows of somebody. */
async function refuseOther(database: Database, name: string | undefined): Promise<void> {
  const [row] = await database.query('select current_database()::text as name');
  if (row?.['name'] === name) return;
  const there = `asked for the database ${name}, the connection leads to ${String(row?.['name'])}`;
  throw new MigshError('unsupported', there);
}

/** A database that is emptied needs no checkpoint, which `drop database` waits for. */
async function isEmptied(database: Database, { options }: LoadedConfig): Promise<boolean> {
  try {
    await emptyDatabase(database, options.schema);
    return true;
  } catch (error) {
    if (error instanceof MigshError) return false;
    throw error;
  }
}

/** The moment by the server's clock, and eight digits that nobody else has. */
async function nameOfNew(query: Query): Promise<string> {
  const [row] = await query('select to_hex(extract(epoch from now())::bigint) as now');
  return `migsh_scratch_${String(row?.['now'])}_${randomBytes(4).toString('hex')}`;
}

/**
 * Who makes one is connected to it a moment later, and stays: one without a session after a minute is nobody's. Where
 * somebody has connected since, `drop database` refuses.
 */
async function dropLeftOver(query: Query): Promise<void> {
  const left = await query(`select d.datname::text as name
from pg_catalog.pg_database d
where d.datname ~ '^migsh_scratch_[0-9a-f]{8}_[0-9a-f]{8}$'
  and ('x' || split_part(d.datname, '_', 3))::bit(32)::bigint < extract(epoch from now()) - 60
  and not exists (select 1 from pg_catalog.pg_stat_activity a where a.datid = d.oid)`);
  for (const { name } of left)
    await query(`drop database if exists "${String(name)}"`).catch(() => {});
}

type Query = (sql: string) => Promise<readonly Row[]>;

/** Runs statements on the config's database, or on `postgres` where that one is not there yet. */
async function onServer<T>(config: LoadedConfig, work: (query: Query) => Promise<T>): Promise<T> {
  const database = await openPostgresql(withoutSchema(config), 'write').catch((error: unknown) => {
    if (!(error instanceof MigshError) || error.code !== 'no-such-database') throw error;
    return openPostgresql(withDatabase(withoutSchema(config), 'postgres'), 'write');
  });
  try {
    return await work(sql => database.query(sql));
  } finally {
    await database.close();
  }
}

function withDatabase(config: LoadedConfig, dbName: string): LoadedConfig {
  return { ...config, options: { ...config.options, dbName } };
}

// A session that writes would make it.
function withoutSchema(config: LoadedConfig): LoadedConfig {
  const { schema: _schema, ...options } = config.options;
  return { ...config, options };
}
