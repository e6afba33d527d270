import { expect, test } from 'vitest';

import { draw, found } from './support.ts';

test('code that says the old name fails', () => {
  expect(
    draw([
      { kind: 'renameColumn', table: 'customer', from: 'email', to: 'mail' },
      { kind: 'renameTable', from: 'customer', to: 'client' },
      'alter table "order" set schema sales',
    ]),
  ).toMatchInlineSnapshot(`
    "BREAK rename-breaks-readers: code that still says customer.email fails as soon as it is customer.mail [ACCESS EXCLUSIVE on customer]
      deploy the code with the upgrade, or keep the name in the database (tableName, fieldName)
    BREAK rename-breaks-readers: code that still says customer fails as soon as it is client [ACCESS EXCLUSIVE on customer]
      deploy the code with the upgrade, or keep the name in the database (tableName, fieldName)
    BREAK rename-breaks-readers: code that still says order fails as soon as it is sales.order [ACCESS EXCLUSIVE on order]
      deploy the code with the upgrade, or keep the name in the database (tableName, fieldName)"
  `);
});

test('the same on SQLite, without a lock', () => {
  expect(draw(['alter table customer rename email to mail'], { dialect: 'sqlite' }))
    .toMatchInlineSnapshot(`
    "BREAK rename-breaks-readers: code that still says customer.email fails as soon as it is customer.mail
      deploy the code with the upgrade, or keep the name in the database (tableName, fieldName)"
  `);
});

test('nobody reads a table of the same plan', () => {
  expect(
    found([
      'create table t (a int)',
      'alter table t rename a to b',
      'alter table t rename to u',
      'alter table u rename b to c',
    ]),
  ).toEqual([]);
});
