import { afterAll, beforeAll, expect, test } from 'vitest';

import { postgresql } from '../../../src/dialect/postgresql/dialect.ts';
import { apply } from '../../../src/operation/apply.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Schema } from '../../../src/schema/schema.ts';
import { column, empty, keyed, openTestDatabase, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const parent = { name: 'parent', columns: ['parent_id'], refTable: 'part', refColumns: ['id'] };
const part = keyed('part', [column('parent_id', 'integer', { nullable: true })], {
  foreignKeys: [{ ...parent, deferrable: 'deferred' }],
});

/** The statements of a revision, each operation knowing what comes behind it. */
function statementsOf(operations: readonly Operation[], start: Schema): readonly string[] {
  let before = start;
  return operations.flatMap((operation, at) => {
    const after = apply(before, operation);
    const compiled = postgresql.compile(operation, {
      before,
      after,
      following: operations.slice(at + 1),
      catalog: { version: '18.4', entries: [] },
      revision: '3f2a9c1e7b04',
      source: { file: 'migrations/add_things.ts' },
      split: sql => [sql],
    });
    before = after;
    return compiled.map(({ sql }) => sql);
  });
}

const insert = (id: number, parent_id: number): Operation => ({
  kind: 'insert',
  table: 'part',
  rows: [{ id, parent_id }],
});
const alter: Operation = {
  kind: 'alterColumn',
  table: 'part',
  column: 'parent_id',
  nullable: false,
};

test('rows with deferred checks are checked before their table is altered', async () => {
  const create: Operation = { kind: 'createTable', table: part };
  // Each points to the other: the first alone would be refused.
  const statements = statementsOf([create, insert(1, 2), insert(2, 1), alter], empty);
  expect(statements.slice(2, -1).filter(sql => !sql.includes('setval'))).toMatchInlineSnapshot(`
    [
      "insert into "part" ("id", "parent_id") values (1, 2)",
      "insert into "part" ("id", "parent_id") values (2, 1)",
      "set constraints "parent" immediate",
      "set constraints "parent" deferred",
    ]
  `);
  await database.rehearse(statements);
});

test('a constraint whose name another table has, too, is not asked for by it', async () => {
  const other = keyed('other', [], { checks: [{ name: 'parent', expression: 'id > 0' }] });
  const tables = [part, other].map((table): Operation => ({ kind: 'createTable', table }));
  const statements = statementsOf([...tables, insert(1, 1), alter], empty);
  expect(statements).toContain('set constraints all immediate');
  await database.rehearse(statements);
});

test('nothing is checked early where the table stays as it is', () => {
  const create: Operation = { kind: 'createTable', table: part };
  const last: Operation = { kind: 'createTable', table: keyed('last', []) };
  const statements = statementsOf([create, insert(1, 1), last], empty);
  expect(statements.filter(sql => sql.startsWith('set constraints'))).toEqual([]);
});
