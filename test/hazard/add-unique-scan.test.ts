import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

test('builds an index while nobody gets at the table', () => {
  expect(
    draw([{ kind: 'addUnique', table: 'customer', unique: { name: 'u', columns: ['email'] } }], {
      rows: { customer: 1 },
    }),
  ).toMatchInlineSnapshot(`
    "LOCK add-unique-scan: reads and writes of customer wait while its index is built: 1 row; two rows with the same values make it fail [ACCESS EXCLUSIVE on customer; rows 1]
      build the index first, op.createIndex(…, { unique: true, concurrently: true }), then op.addUnique(…, { usingIndex })"
  `);
  expect(draw(['alter table "order" add primary key (id)'])).toMatchInlineSnapshot(`
    "LOCK add-unique-scan: reads and writes of order wait while its index is built: rows unknown; two rows with the same values make it fail [ACCESS EXCLUSIVE on order]
      build the index first, op.createIndex(…, { unique: true, concurrently: true }), then op.addPrimaryKey(…, { usingIndex })"
  `);
  expect(found(['alter table "order" add c int unique'])).toEqual(['lock add-unique-scan']);
});

test('not with an index that is there, not on a new table', () => {
  expect(found(['alter table "order" add constraint u unique using index i'])).toEqual([]);
  expect(found(['create table t (a int)', 'alter table t add unique (a)'])).toEqual([]);
});
