import { afterEach, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import type { Table } from '../../../src/schema/schema.ts';
import { introspect, migrate, openSqlite, rows } from './apply.ts';

const db = openSqlite();
afterEach(() => {
  for (const { name } of rows(db, "select name from sqlite_schema where type = 'table'")) {
    if (!String(name).startsWith('sqlite_')) db.exec(`drop table "${String(name)}"`);
  }
});

const indexes = (): unknown =>
  rows(db, "select name, sql from sqlite_schema where type = 'index' order by name");
const empty = { tables: [] };
const rest = { indexes: [], uniques: [], foreignKeys: [], checks: [] };
const id = { name: 'id', type: { name: 'integer' }, nullable: false } as const;

test('a parenthesis in the name of an index does not hide the columns from a drop', () => {
  const column = { name: 'share (%)', type: { name: 'text' }, nullable: true } as const;
  const unique = { name: 'part_share (%)_unique', columns: ['share (%)'] };
  const part: Table = { name: 'part', columns: [id, column], ...rest, uniques: [unique] };
  const before = migrate(db, [{ kind: 'createTable', table: part }], { before: empty });
  migrate(db, [{ kind: 'dropColumn', table: 'part', column: 'share (%)' }], { before });
  expect(indexes()).toEqual([]);
});

test('an index that only carries the column along goes with it, as on PostgreSQL', () => {
  const column = { name: 'share', type: { name: 'text' }, nullable: true } as const;
  const index = { name: 'carrying', columns: ['id'], include: ['share'], unique: false };
  const part: Table = { name: 'part', columns: [id, column], ...rest, indexes: [index] };
  const before = migrate(db, [{ kind: 'createTable', table: part }], { before: empty });
  const after = migrate(db, [{ kind: 'dropColumn', table: 'part', column: 'share' }], { before });
  expect(indexes()).toEqual([]);
  expect(after.tables[0]?.indexes).toEqual([]);
});

test('of a check and an index with one name, the check is renamed', () => {
  const check = { name: 'both', expression: 'id > 0' };
  const index = { name: 'both', columns: ['id'], unique: false };
  const part: Table = { name: 'part', columns: [id], ...rest, checks: [check], indexes: [index] };
  const before = migrate(db, [{ kind: 'createTable', table: part }], { before: empty });
  const rename = { kind: 'renameConstraint', table: 'part', from: 'both', to: 'positive' } as const;
  migrate(db, [rename], { before });
  expect(introspect(db).tables[0]).toMatchObject({
    indexes: [{ name: 'both' }],
    checks: [{ name: 'positive' }],
  });
});

test('of two foreign keys whose names differ in case alone, the one that is named goes', () => {
  const parent = { columns: ['id'], refTable: 'part', refColumns: ['id'] };
  const part: Table = {
    name: 'part',
    columns: [id],
    ...rest,
    primaryKey: { name: 'part_pkey', columns: ['id'] },
    foreignKeys: [
      { ...parent, name: 'Parent' },
      { ...parent, name: 'parent', onDelete: 'cascade' },
    ],
  };
  const before = migrate(db, [{ kind: 'createTable', table: part }], { before: empty });
  migrate(db, [{ kind: 'dropForeignKey', table: 'part', name: 'parent' }], { before });
  expect(introspect(db).tables[0]?.foreignKeys).toEqual([{ ...parent, name: 'Parent' }]);
});

test('an index that is given the name of a foreign key index takes its place, and gives it back', () => {
  const parent = { name: 'parent', columns: ['parent_id'], refTable: 'part', refColumns: ['id'] };
  const part: Table = {
    name: 'part',
    columns: [id, { name: 'parent_id', type: { name: 'integer' }, nullable: true }],
    ...rest,
    primaryKey: { name: 'part_pkey', columns: ['id'] },
    foreignKeys: [parent],
    indexes: [{ name: 'both', columns: ['id', 'parent_id'], unique: false }],
  };
  const before = migrate(db, [{ kind: 'createTable', table: part }], { before: empty });
  const made = indexes();
  const after = migrate(db, [indexRename('both', 'part_parent_id_index')], { before });
  expect(indexes()).toMatchInlineSnapshot(`
    [
      {
        "name": "part_parent_id_index",
        "sql": "CREATE INDEX "part_parent_id_index" on "part" ("id", "parent_id")",
      },
    ]
  `);
  migrate(db, [indexRename('part_parent_id_index', 'both')], { before: after });
  expect(indexes()).toEqual(made);
});

function indexRename(from: string, to: string): Operation {
  return { kind: 'renameIndex', table: 'part', from, to };
}
