import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const rows = { order: 7 };

test('delete and truncate lose rows', () => {
  expect(
    draw(
      [
        'delete from "order"',
        'delete from "order" where id > 3',
        'truncate "order"',
        'truncate customer cascade',
        'with gone as (delete from "order" returning id) select * from gone',
      ],
      { rows },
    ),
  ).toMatchInlineSnapshot(`
    "LOSS delete-rows: all rows of order are deleted: 7 rows [rows 7]
      keep them: op.archive('order') before
    LOSS delete-rows: the rows of order that meet the condition are deleted (the table has 7 rows) [rows 7]
      keep them: op.archive('order') before
    LOSS delete-rows: order is emptied: 7 rows [ACCESS EXCLUSIVE on order; rows 7]
      keep them: op.archive('order') before
    LOSS delete-rows: customer is emptied (rows unknown), and every table that points to it as well [ACCESS EXCLUSIVE on customer, order]
      keep them: op.archive('customer') before
    LOSS delete-rows: all rows of order are deleted: 7 rows [rows 7]
      keep them: op.archive('order') before"
  `);
});

test('an update of every row is worth a note', () => {
  expect(draw(['update "order" set total = 0'], { rows })).toMatchInlineSnapshot(`
    "NOTE delete-rows: every row of order is written anew in one statement: 7 rows [rows 7]
      say with where which rows need it"
  `);
  expect(found([{ kind: 'backfill', table: 'order', set: { note: "'none'" } }])).toEqual([
    'note delete-rows',
  ]);
  expect(found(['update "order" set total = 0 where total is null'])).toEqual([]);
});

test('archived, empty or made by the plan: nothing is lost', () => {
  expect(found([{ kind: 'archive', table: 'order' }, 'delete from "order"'])).toEqual([
    'note delete-rows',
  ]);
  expect(found(['delete from "order"'], { rows: { order: 0 } })).toEqual([]);
  expect(
    found([
      'create table t (a int)',
      'insert into t values (1)',
      'delete from t',
      'update t set a = 1',
    ]),
  ).toEqual([]);
});

test('the same on SQLite', () => {
  expect(found(['delete from "order" where id = 1'], { dialect: 'sqlite' })).toEqual([
    'loss delete-rows',
  ]);
});
