import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

const mood = (values: readonly string[]) => ({ name: 'enum', values }) as const;

test('reads every row while nobody gets at the table', () => {
  expect(
    draw([{ kind: 'addCheck', table: 'order', check: { name: 'c', expression: 'total >= 0' } }], {
      rows: { order: 40 },
    }),
  ).toMatchInlineSnapshot(`
    "LOCK add-check-scan: reads and writes of order wait while every row is checked: 40 rows; one that breaks the check makes it fail [ACCESS EXCLUSIVE on order; rows 40]
      add it not valid, and validate it in a later revision: op.addCheck(…, { notValid: true }), then op.validate"
  `);
  expect(found(['alter table "order" add c int check (c > 0)'])).toEqual(['lock add-check-scan']);
});

test('an enum that gains a value is checked as well', () => {
  expect(
    found([
      {
        kind: 'addColumn',
        table: 'order',
        column: { name: 'mood', type: mood(['a']), nullable: true },
      },
      { kind: 'alterColumn', table: 'order', column: 'mood', type: mood(['a', 'b']) },
    ]),
  ).toEqual(['lock add-check-scan', 'lock add-check-scan']);
});

test('not valid, or on a new or an empty table, waits for nothing', () => {
  expect(found(['alter table "order" add check (total > 0)'], { rows: { order: 0 } })).toEqual([]);
  expect(found(['alter table "order" add check (total > 0) not valid'])).toEqual([]);
  expect(found(['create table t (a int)', 'alter table t add check (a > 0)'])).toEqual([]);
});
