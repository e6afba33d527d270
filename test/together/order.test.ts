import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import type { Both } from '../../src/operation/from-change.ts';
import { fromChanges } from '../../src/operation/from-change.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { ColumnType } from '../../src/schema/column-type.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import { type Column, findColumn, findTable, type Schema } from '../../src/schema/schema.ts';
import { openTestDatabase, type TestDatabase } from '../dialect/postgresql/support.ts';
import { openSqlite, rows, run } from '../dialect/sqlite/apply.ts';
import { Dice, randomAnswer, randomEdit, randomSchema } from '../operation/random-schema.ts';
import { compileFor, compileOn, statementsOf } from './support.ts';

const rounds = Number(process.env['MIGSH_TEST_ROUNDS'] ?? 60);
const firstSeed = Number(process.env['MIGSH_TEST_SEED'] ?? 20_261_121);

/** A database refuses what comes in a wrong order: a key before its table, a table before what points to it, a column before its index. */
describe('generated operations run in their order, up and down', () => {
  test('on SQLite', async () => {
    for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
      const { made, both } = randomRevision(new Dice(seed), isForSqlite);
      const db = openSqlite();
      const failed = await runOnSqlite(db, [made, both.up, both.down]).catch(String);
      const broken = rows(db, 'pragma foreign_key_check');
      db.close();
      expect({ seed, failed, broken }).toEqual({ seed, failed: undefined, broken: [] });
    }
  });

  describe.skipIf(process.env['MIGSH_TEST_PG_URL'] === undefined)('on PostgreSQL', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase();
    });
    afterAll(async () => {
      await database.close();
    });

    test('both ends of a foreign key get another type', async () => {
      const recorded = linked({ name: 'string', length: 40 });
      const desired = linked({ name: 'integer' });
      const made = between({ tables: [] }, recorded, new Dice(1)).up;
      const both = between(recorded, desired, new Dice(1));
      expect(await failureOn(database, [made, both.up, both.down])).toBeUndefined();
      expect(both.up.map(({ kind }) => kind)).toMatchInlineSnapshot(`
        [
          "dropForeignKey",
          "alterColumn",
          "alterColumn",
          "addForeignKey",
        ]
      `);
      const wider = between(linked({ name: 'integer' }), linked({ name: 'bigint' }), new Dice(1));
      expect(wider.up.map(({ kind }) => kind)).toEqual(['alterColumn', 'alterColumn']);
    });

    test('too', async () => {
      for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
        const { made, both } = randomRevision(new Dice(seed), () => true);
        const failed = await failureOn(database, [made, both.up, both.down]);
        expect({ seed, failed, ...(failed && { both }) }).toEqual({ seed, failed: undefined });
      }
    });
  });
});

async function failureOn(
  database: TestDatabase,
  revisions: readonly (readonly Operation[])[],
): Promise<string | undefined> {
  let schema: Schema = { tables: [] };
  const statements = ['create schema audit'];
  for (const operations of revisions) {
    statements.push(...statementsOf(compileFor(schema, operations)).map(({ sql }) => sql));
    schema = operations.reduce(apply, schema);
  }
  return database.rehearse(statements).then(() => undefined, String);
}

/** Two tables, the second of which points to a column of that type in the first. */
function linked(type: ColumnType): Schema {
  const id: Column = { name: 'id', type: { name: 'integer' }, nullable: false };
  const own = { indexes: [], foreignKeys: [], checks: [], uniques: [] };
  return {
    tables: [
      {
        ...own,
        name: 'shelf',
        columns: [id, { name: 'code', type, nullable: false }],
        primaryKey: { name: 'shelf_pkey', columns: ['id'] },
        uniques: [{ name: 'shelf_code_unique', columns: ['code'] }],
      },
      {
        ...own,
        name: 'book',
        columns: [id, { name: 'shelf_code', type, nullable: true }],
        primaryKey: { name: 'book_pkey', columns: ['id'] },
        foreignKeys: [
          {
            name: 'book_shelf_code_foreign',
            columns: ['shelf_code'],
            refTable: 'shelf',
            refColumns: ['code'],
          },
        ],
      },
    ],
  };
}

// SQLite has no schemas, and takes `user` and `User` for one name.
function isForSqlite(table: string): boolean {
  return !table.includes('.') && table !== 'User';
}

async function runOnSqlite(
  db: ReturnType<typeof openSqlite>,
  revisions: readonly (readonly Operation[])[],
): Promise<undefined> {
  let before: Schema = { tables: [] };
  for (const operations of revisions) {
    run(db, statementsOf(await compileOn(db, operations, { before })));
    before = operations.reduce(apply, before);
  }
}

function randomRevision(
  dice: Dice,
  isWanted: (table: string) => boolean,
): { readonly made: readonly Operation[]; readonly both: Both } {
  const own = (schema: Schema): Schema =>
    withFittingKeys({ tables: schema.tables.filter(({ name }) => isWanted(name)) });
  const recorded = own(randomSchema(dice));
  const desired = own(randomEdit(recorded, dice));
  return {
    made: between({ tables: [] }, recorded, dice).up,
    both: between(recorded, desired, dice),
  };
}

function between(recorded: Schema, desired: Schema, dice: Dice): Both {
  const answers: Record<string, string> = {};
  for (;;) {
    const { changes, questions } = compareSchemas(recorded, desired, answers);
    const [question] = questions;
    if (question === undefined) return fromChanges(changes, answers, recorded, desired);
    let answer = 'sql:';
    // An expression of the right type is not what this is about.
    while (answer.startsWith('sql:')) answer = randomAnswer(question, dice, desired);
    answers[question.id] = answer;
  }
}

/** PostgreSQL wants columns of one sort at both ends of a foreign key. */
function withFittingKeys(schema: Schema): Schema {
  const typeOf = (table: string, column: string): string => {
    const owner = findTable(schema, table);
    return JSON.stringify(owner && findColumn(owner, column)?.type);
  };
  return {
    tables: schema.tables.map(table => ({
      ...table,
      foreignKeys: table.foreignKeys.filter(({ columns, refTable, refColumns }) =>
        columns.every((column, at) => {
          const target = typeOf(refTable, refColumns[at] ?? '');
          return target !== undefined && typeOf(table.name, column) === target;
        }),
      ),
    })),
  };
}
