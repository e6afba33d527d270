import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { DialectName, Row } from '../../src/dialect/dialect.ts';
import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import { sqlite } from '../../src/dialect/sqlite/dialect.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { openSqlite } from '../dialect/sqlite/apply.ts';
import { connectPostgresql } from '../plan/script-clients.ts';
import { createDatabase } from '../servers/postgresql.ts';

/** A database that scripts run on, looked at from outside. */
export interface ScriptDatabase {
  readonly dialect: DialectName;
  /** The URL, or the file's path. */
  readonly place: string;
  readonly query: (sql: string) => Promise<readonly Row[]>;
}

/** An empty one, gone when the test is over. */
export async function emptyDatabase(dialect: DialectName): Promise<ScriptDatabase> {
  if (dialect === 'postgresql') {
    const { url, drop } = await createDatabase();
    onTestFinished(drop);
    return databaseAt(dialect, url);
  }
  const folder = mkdtempSync(join(tmpdir(), 'migsh-script-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return databaseAt(dialect, join(folder, 'app.sqlite'));
}

/** Another database with the same in it. Nobody may be connected to the first. */
export async function copyOf({ dialect, place }: ScriptDatabase): Promise<ScriptDatabase> {
  const copy = await emptyDatabase(dialect);
  if (dialect === 'sqlite') {
    cpSync(place, copy.place);
    return copy;
  }
  const [from, to] = [new URL(place), new URL(copy.place)];
  const server = databaseAt(dialect, new URL('/postgres', place).href);
  await server.query(`drop database ${to.pathname.slice(1)}`);
  await server.query(`create database ${to.pathname.slice(1)} template ${from.pathname.slice(1)}`);
  return copy;
}

export function databaseAt(dialect: DialectName, place: string): ScriptDatabase {
  const query = dialect === 'postgresql' ? queryPostgresql : querySqlite;
  return { dialect, place, query: sql => query(place, sql) };
}

async function queryPostgresql(url: string, sql: string): Promise<readonly Row[]> {
  const client = await connectPostgresql(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function querySqlite(file: string, sql: string): Promise<readonly Row[]> {
  const db = openSqlite(file);
  try {
    const statement = db.prepare(sql);
    if (statement.reader) return statement.all();
    statement.run();
    return [];
  } finally {
    db.close();
  }
}

/** What a database holds after a run or a script; apart from who did it and when, the two must agree. */
export interface Held {
  readonly schema: Schema;
  readonly applied: readonly Row[];
  readonly log: readonly Row[];
}

export async function heldIn(database: ScriptDatabase): Promise<Held> {
  return {
    schema: await readSchema(database),
    applied: await database.query(
      'select id, message, parents, depends_on, checksum, record_checksum, source, progress from migsh_revisions order by id',
    ),
    log: await database.query('select what, revision, direction, error from migsh_log order by id'),
  };
}

export async function readSchema({ dialect, query }: ScriptDatabase): Promise<Schema> {
  const { introspection } = dialect === 'postgresql' ? postgresql : sqlite;
  const rows: Record<string, readonly Row[]> = {};
  for (const [name, sql] of Object.entries(introspection.queries)) rows[name] = await query(sql);
  return introspection.toSchema(rows);
}

/** Tables that are there, the journal's too. */
export async function tablesIn({ dialect, query }: ScriptDatabase): Promise<readonly unknown[]> {
  const rows = await query(
    dialect === 'sqlite'
      ? "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1"
      : "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

/** Ids of what is applied, in the order in which it was. */
export async function appliedIn({ query }: ScriptDatabase): Promise<readonly unknown[]> {
  const rows = await query(
    `select revision from migsh_log where what in ('applied', 'reverted') order by id`,
  );
  return rows.map(({ revision }) => revision);
}
