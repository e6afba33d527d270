import { createRequire } from 'node:module';

import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import { loadPostgresqlSplitter } from '../../src/orm/sql-parsers.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { createDatabase } from '../servers/postgresql.ts';
import { postgresqlPhysics } from './cells-postgresql.ts';
import { named, namedTable, quoted } from './cells.ts';
import type { LawDatabase } from './law-database.ts';
import { normal } from './normal.ts';
import type { Row } from './world.ts';

interface Client {
  connect(): Promise<void>;
  query(sql: string): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
  end(): Promise<void>;
}

// The driver that MikroORM runs on.
const fromDriver = createRequire(import.meta.resolve('@mikro-orm/postgresql'));

/** Two databases on the test server: one that is taken along, one for what is made of nothing. */
export async function openPostgresqlLaw(): Promise<LawDatabase> {
  const [real, scratch] = [await openClient(), await openClient()];
  const split = await loadPostgresqlSplitter();
  const [row] = (await real.client.query('show server_version')).rows;
  const version = String(row?.['server_version']).split(' ')[0] ?? '';
  const { client } = real;
  return {
    physics: postgresqlPhysics,
    stepper: async (schema, from) => {
      const read = from === 'here' ? (await client.query(postgresql.views?.query ?? '')).rows : [];
      const views = postgresql.views?.read(read);
      return { dialect: postgresql, split, copy: undefined, version, schema, views };
    },
    run: statements => runPhases(client, statements),
    execute: async texts => {
      for (const sql of texts) await client.query(sql);
    },
    structure: () => structureOf(client),
    structureAfter: async statements => {
      await scratch.client.query('begin');
      try {
        for (const { sql } of statements) await scratch.client.query(sql);
        return await structureOf(scratch.client);
      } finally {
        await scratch.client.query('rollback');
      }
    },
    rows: schema => readRows(client, schema),
    complaints: async ({ views = [] }) => {
      for (const { name } of views) await client.query(`select * from ${namedTable(name)}`);
      return [];
    },
    reset: async () => {
      await client.query('drop schema if exists public, audit, extra, "Noch eins" cascade');
      await client.query('create schema public');
      await client.query('create schema audit');
    },
    close: async () => {
      await real.close();
      await scratch.close();
    },
  };
}

async function openClient(): Promise<{ client: Client; close: () => Promise<void> }> {
  const { url, drop } = await createDatabase();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is used of it
  const pg = fromDriver('pg') as { Client: new (options: object) => Client };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "set timezone to 'UTC'; set client_min_messages to error; create schema audit",
  );
  return {
    client,
    close: async () => {
      await client.end();
      await drop();
    },
  };
}

/** Consecutive transactional statements run together; one that is not runs by itself. */
async function runPhases(client: Client, statements: readonly CompiledStatement[]): Promise<void> {
  let open = false;
  const end = async (): Promise<void> => {
    if (open) await client.query('commit');
    open = false;
  };
  try {
    for (const { sql, transactional, expectNoRows } of statements) {
      if (transactional === false) await end();
      else if (!open) {
        await client.query('begin');
        open = true;
      }
      const { rows } = await client.query(sql);
      if (expectNoRows !== undefined && rows.length > 0) throw new Error(expectNoRows);
    }
    await end();
  } catch (error) {
    if (open) await client.query('rollback');
    throw error;
  }
}

async function structureOf(client: Client): Promise<unknown> {
  const { introspection } = postgresql;
  const found: Record<string, readonly Readonly<Record<string, unknown>>[]> = {};
  for (const [name, sql] of Object.entries(introspection.queries)) {
    found[name] = (await client.query(sql)).rows;
  }
  return { schema: normal(introspection.toSchema(found), 'by name') };
}

async function readRows(client: Client, schema: Schema): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  if (schema.tables.length === 0) return found;
  const parts = schema.tables.map(({ name, columns }) => {
    const list = columns.map(column => `${named(column.name)}::text`).join(', ');
    return `select ${quoted(name)} as name, (select coalesce(json_agg(json_build_array(${list})), '[]') from ${namedTable(name)}) as list`;
  });
  const answer = await client.query(parts.join(' union all '));
  for (const { name, columns } of schema.tables) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the query says
    const list = answer.rows.find(row => row['name'] === name)?.['list'] as (string | null)[][];
    found[name] = list.map(values =>
      Object.fromEntries(columns.map((column, at) => [column.name, values[at] ?? null])),
    );
  }
  return found;
}
