import { expect, test } from 'vitest';

import type { Schema } from '../../src/schema/schema.ts';
import { column, draw, found, table } from './support.ts';

const notNull = { kind: 'alterColumn', table: 'order', column: 'note', nullable: false } as const;

const proven = (expression: string): Schema => ({
  tables: [
    { ...table('order', [column('note', 'text', true)]), checks: [{ name: 'c', expression }] },
  ],
});

test('reads every row while nobody gets at the table', () => {
  expect(draw([notNull], { rows: { order: 3 } })).toMatchInlineSnapshot(`
    "LOCK set-not-null-scan: reads and writes of order wait while every row is looked at: 3 rows; one without a value in note makes it fail [ACCESS EXCLUSIVE on order; rows 3]
      first add check (note is not null) not valid and validate it in revisions of their own; the column then needs no look at the rows"
  `);
});

test('a check that proves it saves the scan', () => {
  expect(found([notNull], { before: proven('(note IS NOT NULL)') })).toEqual([]);
  expect(found([notNull], { before: proven('"note" is not null') })).toEqual([]);
  expect(found([notNull], { before: proven('note is not null or total > 0') })).toEqual([
    'lock set-not-null-scan',
  ]);
});

test('not on a new table, not to drop it, not on SQLite', () => {
  expect(found(['create table t (a int)', 'alter table t alter a set not null'])).toEqual([]);
  expect(found([{ ...notNull, nullable: true }])).toEqual([]);
  expect(found(['alter table "order" alter note set not null'], { dialect: 'sqlite' })).toEqual([]);
});
