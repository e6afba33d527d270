import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import { draw, found } from './support.ts';

const parent: Operation = {
  kind: 'addForeignKey',
  table: 'order',
  foreignKey: {
    name: 'order_note_foreign',
    columns: ['note'],
    refTable: 'customer',
    refColumns: ['email'],
  },
};

test('locks both tables and reads the rows', () => {
  expect(draw([parent], { rows: { order: 1_000_000, customer: 12 } })).toMatchInlineSnapshot(`
    "LOCK add-foreign-key-scan: writes to order and customer wait while every row of order (1,000,000 rows) is looked up; one without its parent makes it fail [SHARE ROW EXCLUSIVE on order, customer; rows 1000000]
      add it not valid, and validate it in a later revision: op.addForeignKey(…, { notValid: true }), then op.validate"
  `);
  expect(draw(['alter table customer add foreign key (id) references customer (id)']))
    .toMatchInlineSnapshot(`
      "LOCK add-foreign-key-scan: writes to customer wait while every row of customer (rows unknown) is looked up; one without its parent makes it fail [SHARE ROW EXCLUSIVE on customer]
        add it not valid, and validate it in a later revision: op.addForeignKey(…, { notValid: true }), then op.validate"
    `);
});

test('on a new table only the other one is locked, and nothing is read', () => {
  expect(draw(['create table t (a int references customer)'])).toMatchInlineSnapshot(`
    "NOTE add-foreign-key-scan: writes to customer wait until the revision commits; no row is read [SHARE ROW EXCLUSIVE on customer]
      nothing to do, unless the revision does slow things besides"
  `);
  expect(
    draw(['create table t (a int)', 'alter table "order" add foreign key (id) references t (a)']),
  ).toMatchInlineSnapshot(`
    "LOCK add-foreign-key-scan: writes to order wait while every row of order (rows unknown) is looked up; one without its parent makes it fail [SHARE ROW EXCLUSIVE on order]
      add it not valid, and validate it in a later revision: op.addForeignKey(…, { notValid: true }), then op.validate"
  `);
  expect(found(['create table t (a int)', 'create table u (a int references t)'])).toEqual([]);
});

test('not valid, or on a new column that is null, reads nothing', () => {
  expect(
    found(['alter table "order" add foreign key (note) references customer (email) not valid']),
  ).toEqual(['note add-foreign-key-scan']);
  expect(found(['alter table "order" add c int references customer'])).toEqual([
    'note add-foreign-key-scan',
  ]);
  expect(found(['alter table "order" add c int default 1 references customer'])).toEqual([
    'lock add-foreign-key-scan',
  ]);
});
