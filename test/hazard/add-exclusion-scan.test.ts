import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

test('compares every row while nobody gets at the table', () => {
  const exclusion = { name: 'apart', elements: [{ column: 'id', operator: '=' }] };
  expect(draw([{ kind: 'addExclusion', table: 'customer', exclusion }], { rows: { customer: 5 } }))
    .toMatchInlineSnapshot(`
    "LOCK add-exclusion-scan: reads and writes of customer wait while its index is built and every row compared: 5 rows; two rows that conflict make it fail [ACCESS EXCLUSIVE on customer; rows 5]
      run it when nobody waits: it can neither be added not valid nor made of an index"
  `);
});

test('not on a new table', () => {
  const add = 'alter table t add constraint x exclude using gist (a with &&)';
  expect(found([add])).toEqual(['lock add-exclusion-scan']);
  expect(found(['create table t (a int4range)', add])).toEqual([]);
});
