import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, sep } from 'node:path';

import type { Options } from '@mikro-orm/core';

import type { Row } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { BeginOptions, Database, QueryAnswer } from '../runner/ports.ts';
import { connectionFailed, statementFailed } from './failure.ts';
import { toPositional } from './parameters.ts';
import { pinConnection } from './pinned-connection.ts';
import type { PinnedConnection } from './pinned-connection.ts';

/** What the process that holds the file does; stopping a statement is for whoever can end that process. */
export type SqliteSession = Omit<Database, 'cancel'>;

/**
 * Milliseconds that SQLite itself waits for a commit of another process, or for readers to let ours through.
 * A transaction is begun without: the run lock is polled, so that waiting can be told and stopped.
 */
const patience = 10_000;

/**
 * A SQLite file in this process. With `read` nothing is created: a file that is not there answers as an empty database,
 * and the connection refuses to write. With `write` the file and its folder are made.
 */
export async function openSqlite(
  root: string,
  options: Options,
  mode: 'read' | 'write',
): Promise<SqliteSession> {
  const file = options.dbName ?? ':memory:';
  const label = fileLabel(root, file);
  try {
    const dbName = mode === 'read' ? existing(file) : made(file);
    const pinned = await pinConnection({ root, options, override: { dbName } });
    await pinned.run(`pragma busy_timeout = ${patience}`);
    if (mode === 'read') await pinned.run('pragma query_only = on');
    // The first look at the file is what finds out that it is no database.
    await pinned.run('select count(*) from sqlite_schema');
    const [row] = await pinned.run('select sqlite_version() as version');
    const version = String(row?.['version']);
    return new SqliteDatabase(pinned, { label, name: basename(file), version });
  } catch (error) {
    throw connectionFailed(error, label, []);
  }
}

/** The file from the project's root with `/`; as it is where it lies outside. */
function fileLabel(root: string, file: string): string {
  if (!isAbsolute(file)) return file;
  const inside = relative(root, file);
  return inside.startsWith('..') ? file : inside.split(sep).join('/');
}

class SqliteDatabase implements SqliteSession {
  readonly dialect = 'sqlite';
  readonly label: string;
  readonly name: string;
  readonly version: string;
  readonly #pinned: PinnedConnection;
  #open = false;
  #restore: string | undefined;

  constructor(pinned: PinnedConnection, facts: { label: string; name: string; version: string }) {
    this.#pinned = pinned;
    this.label = facts.label;
    this.name = facts.name;
    this.version = facts.version;
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.answer(sql, parameters)).rows;
  }

  async answer(sql: string, parameters: readonly unknown[] = []): Promise<QueryAnswer> {
    const positional = toPositional(sql, parameters);
    try {
      return await this.#pinned.answer(positional.sql, positional.parameters);
    } catch (error) {
      throw statementFailed(error, sql);
    }
  }

  async begin(options: BeginOptions = {}): Promise<void> {
    if (options.foreignKeysOff === true) await this.#switchOff();
    try {
      await this.query('pragma busy_timeout = 0');
      await this.query(options.readOnly === true ? 'begin' : 'begin immediate');
    } catch (error) {
      await this.#switchBack();
      throw error;
    } finally {
      await this.query(`pragma busy_timeout = ${patience}`);
    }
    this.#open = true;
  }

  async commit(): Promise<void> {
    await this.query('commit');
    this.#open = false;
    await this.#switchBack();
  }

  async rollback(): Promise<void> {
    if (this.#open) {
      this.#open = false;
      // A full disk or a broken constraint may have rolled back already: "no transaction is active".
      await this.#pinned.run('rollback').catch(() => {});
    }
    await this.#switchBack();
  }

  async close(): Promise<void> {
    await this.#pinned.release();
  }

  /** The pragma does nothing inside a transaction, without an error (https://www.sqlite.org/pragma.html#pragma_foreign_keys). */
  async #switchOff(): Promise<void> {
    const before = await this.#foreignKeys();
    await this.query('pragma foreign_keys = off');
    if ((await this.#foreignKeys()) !== 0) throw stillOn(this.label);
    this.#restore = `pragma foreign_keys = ${before === 0 ? 'off' : 'on'}`;
  }

  async #switchBack(): Promise<void> {
    if (this.#restore === undefined) return;
    await this.query(this.#restore);
    this.#restore = undefined;
  }

  async #foreignKeys(): Promise<unknown> {
    const [row] = await this.query('pragma foreign_keys');
    return row?.['foreign_keys'];
  }
}

function existing(file: string): string {
  return isAbsolute(file) && !existsSync(file) ? ':memory:' : file;
}

function made(file: string): string {
  if (isAbsolute(file)) mkdirSync(dirname(file), { recursive: true });
  return file;
}

function stillOn(label: string): MigshError {
  return new MigshError('proof-failed', `Foreign keys of ${label} could not be switched off.`, {
    hint: 'A rebuild with them on would delete rows of other tables. Is there an open transaction, or a hook that runs on connect?',
  });
}
