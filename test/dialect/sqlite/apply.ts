import { createRequire } from 'node:module';

import type { Catalog, CatalogEntry, CompileContext, Row } from '../../../src/dialect/dialect.ts';
import { splitStatements, sqlite } from '../../../src/dialect/sqlite/dialect.ts';
import type { CompiledStatement } from '../../../src/dialect/statement.ts';
import { apply } from '../../../src/operation/apply.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Schema } from '../../../src/schema/schema.ts';

/** What the tests use of better-sqlite3, which ships no types. */
export interface SqliteFile {
  prepare(sql: string): {
    readonly reader: boolean;
    all(...values: unknown[]): Row[];
    run(...values: unknown[]): unknown;
  };
  exec(sql: string): void;
  close(): void;
  readonly inTransaction: boolean;
}

// The copy that MikroORM runs on.
const fromDriver = createRequire(import.meta.resolve('@mikro-orm/sqlite'));

/** A real database: a file, or in memory. */
export function openSqlite(path = ':memory:'): SqliteFile {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package ships no types
  const Database = fromDriver('better-sqlite3') as new (path: string) => SqliteFile;
  return new Database(path);
}

export function rows(db: SqliteFile, sql: string): Row[] {
  return db.prepare(sql).all();
}

/** The stored text of a table, an index, a view or a trigger. */
export function stored(db: SqliteFile, name: string): unknown {
  return db.prepare('select sql from sqlite_schema where name = ?').all(name)[0]?.['sql'];
}

export function introspect(db: SqliteFile): Schema {
  const results = new Map(
    Object.entries(sqlite.introspection.queries).map(([name, sql]) => [name, rows(db, sql)]),
  );
  return sqlite.introspection.toSchema(Object.fromEntries(results));
}

export interface Options {
  /** The schema in portable terms before; without it, what introspection reads. */
  readonly before?: Schema;
  /** Compile as if for this version. */
  readonly version?: string;
  readonly revision?: string;
}

export interface Compiled {
  readonly statements: readonly CompiledStatement[];
  readonly after: Schema;
}

/** Plays the part of the app: compiles one operation at a time against a schema-only copy that moves along. */
export function compileAll(
  db: SqliteFile,
  operations: readonly Operation[],
  options: Options = {},
): Compiled {
  const copy = copyOf(db);
  let schema = options.before ?? introspect(db);
  const statements: CompiledStatement[] = [];
  for (const [at, operation] of operations.entries()) {
    const after = apply(schema, operation);
    const context: CompileContext = {
      before: schema,
      after,
      catalog: catalogOf(copy, options.version),
      revision: options.revision ?? 'aaaabbbbcccc',
      source: { file: 'migrations/test.ts', line: at + 1 },
      split: splitStatements,
    };
    const compiled = sqlite.compile(operation, context);
    for (const { sql } of compiled) execute(copy, sql);
    statements.push(...compiled);
    schema = after;
  }
  copy.close();
  return { statements, after: schema };
}

/** Compiles, then runs everything on the database in one transaction, as the runner does. Gives the schema afterwards. */
export function migrate(
  db: SqliteFile,
  operations: readonly Operation[],
  options: Options = {},
): Schema {
  const { statements, after } = compileAll(db, operations, options);
  run(db, statements);
  return after;
}

/** How a run is spoilt, to see that a proof notices. */
export interface Spoilt {
  /** Foreign keys stay on. */
  readonly foreignKeys?: 'on';
  readonly sql?: (sql: string) => string;
}

/** Runs statements in one transaction; a proof that gives a row, or an error, rolls everything back. */
export function run(
  db: SqliteFile,
  statements: readonly CompiledStatement[],
  spoilt: Spoilt = {},
): void {
  const before = rows(db, 'pragma foreign_keys')[0]?.['foreign_keys'];
  const isOff = statements.some(statement => statement.foreignKeysOff);
  if (isOff && spoilt.foreignKeys !== 'on') db.exec('pragma foreign_keys = off');
  db.exec('begin immediate');
  try {
    for (const statement of statements) runOne(db, statement, spoilt);
    db.exec('commit');
  } catch (error) {
    if (db.inTransaction) db.exec('rollback');
    throw error;
  } finally {
    db.exec(`pragma foreign_keys = ${String(before)}`);
  }
}

function runOne(db: SqliteFile, { sql, expectNoRows }: CompiledStatement, spoilt: Spoilt): void {
  const found = execute(db, spoilt.sql?.(sql) ?? sql);
  if (expectNoRows !== undefined && found.length > 0) throw new Error(expectNoRows);
}

/** The SQL alone, without proofs, for snapshots. */
export function sqlOf({ statements }: Compiled): string {
  return statements
    .filter(statement => statement.part !== 'proof')
    .map(statement => statement.sql)
    .join('\n');
}

/** The catalog of a database, for a version of SQLite. */
export function catalogOf(db: SqliteFile, version?: string): Catalog {
  return {
    version: version ?? String(rows(db, 'select sqlite_version() as v')[0]?.['v']),
    entries: rows(
      db,
      'select type, name, tbl_name as "table", sql from sqlite_schema order by rowid',
    ).map(toEntry),
  };
}

function toEntry(row: Row): CatalogEntry {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of sqlite_schema
  return row as unknown as CatalogEntry;
}

// A virtual table brings its shadow tables along, which cannot be made by hand.
function copyOf(db: SqliteFile): SqliteFile {
  const copy = openSqlite();
  const { entries } = catalogOf(db);
  const virtual = entries.filter(({ sql }) => /^create virtual/i.test(sql ?? ''));
  const order = ['table', 'view', 'index', 'trigger'] as const;
  const sorted = order.flatMap(type => entries.filter(entry => entry.type === type));
  for (const { name, sql } of [...virtual, ...sorted]) {
    const isOwn = sql === null || name.startsWith('sqlite_') || stored(copy, name) !== undefined;
    if (!isOwn) copy.exec(sql);
  }
  return copy;
}

function execute(db: SqliteFile, sql: string): Row[] {
  const statement = db.prepare(sql);
  if (statement.reader) return statement.all();
  statement.run();
  return [];
}
