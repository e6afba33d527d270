import { expect, test } from 'vitest';

import { column, draw, found } from './support.ts';

test('a value for each row writes the table anew', () => {
  const uid = {
    ...column('uid', { name: 'uuid' }),
    default: { kind: 'sql', sql: 'gen_random_uuid()' },
  } as const;
  expect(draw([{ kind: 'addColumn', table: 'order', column: uid }], { rows: { order: 8 } }))
    .toMatchInlineSnapshot(`
    "LOCK add-column-rewrite: reads and writes of order wait while the table is written anew: 8 rows [ACCESS EXCLUSIVE on order; rows 8]
      add the column nullable and without default, set the default afterwards, then fill the rows that are there"
  `);
  expect(found(['alter table "order" add n serial'])).toEqual(['lock add-column-rewrite']);
});

test('not a constant, not on a new table, not on SQLite', () => {
  expect(found(['alter table "order" add c timestamptz default now()'])).toEqual([]);
  expect(found(['create table t (a int)', 'alter table t add b serial'])).toEqual([]);
});
