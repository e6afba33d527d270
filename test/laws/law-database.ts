import type { Stepper } from '../../src/app/compile-steps.ts';
import type { CatalogEntry } from '../../src/dialect/dialect.ts';
import { splitStatements, sqlite } from '../../src/dialect/sqlite/dialect.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import { openSchemaCopy } from '../../src/orm/schema-copy.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { introspect, openSqlite, rows, run, type SqliteFile } from '../dialect/sqlite/apply.ts';
import { sqlitePhysics } from './cells-sqlite.ts';
import { named, type Physics } from './cells.ts';
import { normal } from './normal.ts';
import type { Row } from './world.ts';

/** A real database that is taken through revisions, and what a law wants to know of it. */
export interface LawDatabase {
  readonly physics: Physics;
  /** Where compiling starts: at what the database holds now, or at nothing. */
  stepper(schema: Schema, from: 'here' | 'nothing'): Promise<Stepper>;
  /** Runs the statements of one revision as the runner does: all, or nothing of it. */
  run(statements: readonly CompiledStatement[]): Promise<void>;
  /** What an application runs. */
  execute(sql: readonly string[]): Promise<void>;
  /** What is there, in a form that can be compared. */
  structure(): Promise<unknown>;
  /** The same of a new database after these statements. */
  structureAfter(statements: readonly CompiledStatement[]): Promise<unknown>;
  rows(schema: Schema): Promise<Record<string, Row[]>>;
  /** What the database itself finds wrong. */
  complaints(schema: Schema): Promise<readonly unknown[]>;
  /** Makes it empty. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** SQLite in memory. */
export async function openSqliteLaw(): Promise<LawDatabase> {
  let db = openDatabase();
  return {
    physics: sqlitePhysics,
    stepper: async (schema, from) => {
      const copy = await openSchemaCopy({ root: process.cwd() });
      if (from === 'here') copy.copyFrom(entriesOf(db));
      return { dialect: sqlite, split: splitStatements, copy, version: copy.version, schema };
    },
    run: async statements => run(db, statements),
    execute: async texts => {
      for (const sql of texts) db.prepare(sql).run();
    },
    structure: async () => structureOf(db),
    structureAfter: async statements => {
      const other = openDatabase();
      try {
        run(other, statements);
        return structureOf(other);
      } finally {
        other.close();
      }
    },
    rows: async schema => readRows(db, schema),
    complaints: async ({ views = [] }) => [
      ...views.flatMap(({ name }) => complaintOf(() => rows(db, `select * from ${named(name)}`))),
      ...rows(db, 'pragma foreign_key_check'),
      ...rows(db, 'pragma integrity_check').filter(row => row['integrity_check'] !== 'ok'),
    ],
    reset: async () => {
      db.close();
      db = openDatabase();
    },
    close: async () => db.close(),
  };
}

function openDatabase(): SqliteFile {
  const db = openSqlite();
  db.exec('pragma foreign_keys = on');
  return db;
}

function complaintOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function entriesOf(db: SqliteFile): readonly CatalogEntry[] {
  const found = rows(
    db,
    'select type, name, tbl_name as "table", sql from sqlite_schema order by rowid',
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of sqlite_schema
  return found as unknown as readonly CatalogEntry[];
}

function structureOf(db: SqliteFile): unknown {
  const names = rows(
    db,
    "select type, name, tbl_name as \"table\" from sqlite_schema where name not like 'sqlite_%' and name not like 'migsh_%' order by type, name",
  );
  return { schema: normal(introspect(db), 'in order'), names };
}

function readRows(db: SqliteFile, schema: Schema): Record<string, Row[]> {
  const found: Record<string, Row[]> = {};
  for (const { name, columns } of schema.tables) {
    const list = columns.map(
      (column, at) =>
        `case typeof(${named(column.name)}) when 'null' then null when 'blob' then 'blob:' || lower(hex(${named(column.name)})) else typeof(${named(column.name)}) || ':' || ${named(column.name)} end as c${at}`,
    );
    found[name] = rows(db, `select ${list.join(', ')} from ${named(name)}`).map(row =>
      Object.fromEntries(columns.map((column, at) => [column.name, textOrNull(row[`c${at}`])])),
    );
  }
  return found;
}
