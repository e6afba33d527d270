import { MikroORM } from '@mikro-orm/postgresql';

import type { CompileContext, Introspection, Row } from '../../../src/dialect/dialect.ts';
import { postgresql } from '../../../src/dialect/postgresql/dialect.ts';
import type { CompiledStatement } from '../../../src/dialect/statement.ts';
import { apply } from '../../../src/operation/apply.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Column, Schema, Table } from '../../../src/schema/schema.ts';
import { createDatabase } from '../../servers/postgresql.ts';

export interface TestDatabase {
  execute(sql: string): Promise<readonly Row[]>;
  /** Runs statements in a transaction that is rolled back; answers with the rows of the last one. */
  rehearse(statements: readonly string[]): Promise<readonly Row[]>;
  /** Runs statements in one transaction; a query that gives a row where it must not rolls it back. */
  transact(statements: readonly CompiledStatement[]): Promise<void>;
  introspect(): Promise<Schema>;
  /** The same for all schemas. */
  introspectAll(): Promise<Schema>;
  /** Makes the database empty again. */
  clear(): Promise<void>;
  readonly url: string;
  close(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createDatabase();
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
  });
  const execute = (sql: string): Promise<readonly Row[]> =>
    orm.em.getConnection().execute<Row[]>(sql);
  return {
    url,
    execute,
    rehearse: async statements => {
      const connection = orm.em.getConnection();
      const transaction = await connection.begin();
      let rows: readonly Row[] = [];
      try {
        for (const sql of statements) {
          rows = await connection.execute<Row[]>(sql, [], 'all', transaction);
        }
      } finally {
        await connection.rollback(transaction);
      }
      return rows;
    },
    transact: async statements => {
      const connection = orm.em.getConnection();
      const transaction = await connection.begin();
      try {
        for (const { sql, expectNoRows } of statements) {
          const found = await connection.execute<Row[]>(sql, [], 'all', transaction);
          if (expectNoRows !== undefined && found.length > 0) throw new Error(expectNoRows);
        }
      } catch (error) {
        await connection.rollback(transaction);
        throw error;
      }
      await connection.commit(transaction);
    },
    introspect: () => introspect(execute, postgresql.introspection),
    introspectAll: async () => {
      const others = await execute(postgresql.introspection.queries['schemas'] ?? '');
      const schemas = others.map(row => String(row['name']));
      return introspect(
        execute,
        postgresql.introspection.within?.(schemas) ?? postgresql.introspection,
      );
    },
    clear: async () => {
      await execute('drop schema public cascade');
      await execute('create schema public');
    },
    close: async () => {
      await orm.close(true);
      await drop();
    },
  };
}

async function introspect(
  execute: TestDatabase['execute'],
  introspection: Introspection,
): Promise<Schema> {
  const rows: Record<string, readonly Row[]> = {};
  for (const [name, sql] of Object.entries(introspection.queries)) rows[name] = await execute(sql);
  return introspection.toSchema(rows);
}

export interface Compiled {
  readonly statements: readonly CompiledStatement[];
  readonly after: Schema;
}

/** Compiles operations one after the other, the schema moving along. */
export function compileAll(operations: readonly Operation[], start: Schema): Compiled {
  let before = start;
  const statements: CompiledStatement[] = [];
  for (const [at, operation] of operations.entries()) {
    const after = apply(before, operation);
    const following = operations.slice(at + 1);
    statements.push(...postgresql.compile(operation, { ...contextOf(before, after), following }));
    before = after;
  }
  return { statements, after: before };
}

function contextOf(before: Schema, after: Schema): CompileContext {
  return {
    before,
    after,
    catalog: { version: '18.4', entries: [] },
    revision: '3f2a9c1e7b04',
    source: { file: 'migrations/add_things.ts', line: 12 },
    split: sql => sql.split(';').flatMap(part => (part.trim() === '' ? [] : [part.trim()])),
  };
}

export const empty: Schema = { tables: [] };

/** SQL as a drawing for a snapshot. */
export function drawn(statements: readonly CompiledStatement[]): string {
  return statements.map(statement => `${statement.sql};`).join('\n');
}

/** A table of which only what matters has to be said. */
export function table(name: string, columns: readonly Column[], more: Partial<Table> = {}): Table {
  return { name, columns, indexes: [], uniques: [], foreignKeys: [], checks: [], ...more };
}

export function column(
  name: string,
  type: Column['type'] | 'integer' | 'text' | 'bigint',
  more: Partial<Column> = {},
): Column {
  return { name, type: typeof type === 'string' ? { name: type } : type, nullable: false, ...more };
}

/** `id serial primary key` and what belongs to it in a table. */
export const id = column('id', 'integer', { autoincrement: true });

export function keyed(name: string, columns: readonly Column[], more: Partial<Table> = {}): Table {
  return table(name, [id, ...columns], {
    primaryKey: { name: `${name}_pkey`, columns: ['id'] },
    ...more,
  });
}
