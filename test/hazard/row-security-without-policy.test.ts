import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import { draw, found, shop } from './support.ts';

const enable: Operation = { kind: 'rowSecurity', table: 'order', mode: 'enabled' };
const policy: Operation = {
  kind: 'createPolicy',
  table: 'order',
  policy: { name: 'own', using: 'customer_id = 1' },
};
const narrow: Operation = {
  kind: 'createPolicy',
  table: 'order',
  policy: { name: 'narrow', restrictive: true, using: 'customer_id > 0' },
};
const rows = { order: 7 };

test('rows that no policy shows are hidden', () => {
  expect(draw([{ ...enable, mode: 'forced' }], { rows })).toMatchInlineSnapshot(`
    "BREAK row-security-without-policy: every row of order is hidden from everybody but its owner: no policy shows any [ACCESS EXCLUSIVE on order]
      op.createPolicy('order', …) in the same revision
    NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      keep what is slow out of this revision
    BREAK row-security-without-policy: every row of order is hidden also from its owner: no policy shows any [ACCESS EXCLUSIVE on order]
      op.createPolicy('order', …) in the same revision
    NOTE trigger-policy-lock: reads and writes of order wait until the revision commits [ACCESS EXCLUSIVE on order]
      keep what is slow out of this revision"
  `);
  expect(found([narrow, enable])).toContain('break row-security-without-policy');
});

test('not where a policy is there, or follows in the same revision', () => {
  const rule = expect.stringContaining('without-policy');
  expect(found([policy, enable])).not.toContainEqual(rule);
  expect(found([enable, policy])).not.toContainEqual(rule);
  expect(found([enable, 'create policy own on "order" using (true)'])).not.toContainEqual(rule);
  expect(found(['create policy own on "order" using (true)', enable])).not.toContainEqual(rule);
  expect(found([enable, '---', policy])).toContain('break row-security-without-policy');
  expect(found([enable, narrow])).toContain('break row-security-without-policy');
});

test('a table that the plan made hides rows from nobody yet', () => {
  expect(found(['create table t (a int)', 'alter table t enable row level security'])).toEqual([
    'note row-security-without-policy',
  ]);
});

test('the last policy that shows rows', () => {
  const gone: Operation = { kind: 'dropPolicy', table: 'order', name: 'own' };
  const rule = 'break row-security-without-policy';
  expect(found([policy, enable, '---', gone])).toContain(rule);
  expect(found([policy, enable, '---', gone, policy])).not.toContain(rule);
  expect(found([policy, '---', gone])).not.toContain(rule);
  expect(found([policy, enable, '---', 'drop policy own on "order"'])).toContain(rule);
});

test('a policy that steps aside for a new type comes back', () => {
  const typed: Operation = {
    kind: 'alterColumn',
    table: 'order',
    column: 'customer_id',
    type: { name: 'bigint' },
  };
  const rule = expect.stringContaining('row-security');
  expect(found([policy, enable, '---', typed], { before: shop })).not.toContainEqual(rule);
});
