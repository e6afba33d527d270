import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import { apply } from '../../src/operation/apply.ts';
import { loadPostgresqlSplitter } from '../../src/orm/sql-parsers.ts';
import { openTestDatabase } from '../dialect/postgresql/support.ts';
import { compileAll, introspect, openSqlite, rows, run } from '../dialect/sqlite/apply.ts';
import type { Lab } from './round-trip.ts';

/** SQLite in memory. */
export async function openSqliteLab(): Promise<Lab> {
  const db = openSqlite();
  db.exec('pragma foreign_keys = on');
  return {
    dialect: 'sqlite',
    compile: async (operations, before) => compileAll(db, operations, { before }),
    run: async statements => run(db, statements),
    query: async sql => {
      const statement = db.prepare(sql);
      return statement.reader ? statement.all() : (statement.run(), []);
    },
    read: async () => ({
      schema: introspect(db),
      entries: rows(
        db,
        "select type, name, tbl_name, sql from sqlite_schema where name <> 'sqlite_sequence' order by type, name",
      ),
    }),
    close: async () => db.close(),
  };
}

/** A database of its own on the test server. */
export async function openPostgresqlLab(): Promise<Lab> {
  const database = await openTestDatabase();
  const split = await loadPostgresqlSplitter();
  const [row] = await database.execute('show server_version');
  const version = String(row?.['server_version']).split(' ')[0] ?? '';
  return {
    dialect: 'postgresql',
    compile: async (operations, start) => {
      let before = start;
      let views = postgresql.views?.read(await database.execute(postgresql.views.query));
      const statements = [];
      for (const [at, operation] of operations.entries()) {
        const after = apply(before, operation);
        const source = { file: 'migrations/test.ts', line: at + 1 };
        const catalog = { version, entries: [], ...(views && { views }) };
        const following = operations.slice(at + 1);
        const context = {
          before,
          after,
          following,
          catalog,
          revision: 'aaaabbbbcccc',
          source,
          split,
        };
        statements.push(...postgresql.compile(operation, context));
        views = views && postgresql.views?.follow(views, operation, after);
        before = after;
      }
      return { statements, after: before };
    },
    run: async statements => {
      let together: CompiledStatement[] = [];
      for (const statement of statements) {
        if (statement.transactional !== false) together.push(statement);
        else {
          await database.transact(together);
          together = [];
          await database.execute(statement.sql);
        }
      }
      await database.transact(together);
    },
    query: sql => database.execute(sql),
    read: () => database.introspectAll(),
    close: () => database.close(),
  };
}
