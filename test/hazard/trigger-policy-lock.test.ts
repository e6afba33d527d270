import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const statements = [
  'create trigger x before update on "order" execute function f()',
  'drop trigger x on "order"',
  'create policy p on "order" using (true)',
];

test('who waits, and for what', () => {
  expect(draw(statements, { rows: { order: 7 } })).toMatchInlineSnapshot(`
    "NOTE trigger-policy-lock: writes of order wait until the revision commits [SHARE ROW EXCLUSIVE on order]
      keep what is slow out of this revision
    NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      keep what is slow out of this revision
    NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      keep what is slow out of this revision"
  `);
});

test('nobody waits for an empty table, or for one that the plan made', () => {
  expect(found(statements, { rows: { order: 0 } })).toEqual([]);
  expect(found(['create table t (a int)', 'create policy p on t using (true)'])).toEqual([]);
});
