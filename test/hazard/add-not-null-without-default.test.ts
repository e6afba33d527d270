import { expect, test } from 'vitest';

import { column, draw, found } from './support.ts';

const add = { kind: 'addColumn', table: 'order', column: column('c', 'text') } as const;

test('fails where there are rows', () => {
  expect(draw([add], { rows: { order: 2 } })).toMatchInlineSnapshot(`
    "FAIL add-not-null-without-default: order.c has no value for the rows that are there: 2 rows [rows 2]
      give it a default, or add it nullable, fill it with op.backfill and make it not null afterwards"
  `);
  expect(draw([add], { rows: { order: 0 } })).toMatchInlineSnapshot(`
    "NOTE add-not-null-without-default: order.c has no value for rows that are there; order has none here, another database may [rows 0]
      give it a default, or add it nullable, fill it with op.backfill and make it not null afterwards"
  `);
  expect(found([add])).toEqual(['fail add-not-null-without-default']);
});

test('the same on SQLite', () => {
  expect(found(['alter table "order" add c text not null'], { dialect: 'sqlite' })).toEqual([
    'fail add-not-null-without-default',
  ]);
});

test('not with a default, not as null, not on a new table', () => {
  expect(found(['alter table "order" add c text not null default \'\''])).toEqual([]);
  expect(found(['alter table "order" add c text'])).toEqual([]);
  expect(found(['create table t (a int)', 'alter table t add b int not null'])).toEqual([]);
});
