import { expect, test } from 'vitest';

import type { Schema } from '../../src/schema/schema.ts';
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

test('a value of an enum', () => {
  const before: Schema = {
    enums: [{ name: 'mood', values: ['glad', 'calm'] }],
    tables: [
      {
        name: 'person',
        columns: [{ name: 'today', type: { name: 'nativeEnum', enum: 'mood' }, nullable: true }],
        indexes: [],
        uniques: [],
        foreignKeys: [],
        checks: [],
      },
    ],
  };
  const rename = { kind: 'renameEnumValue', name: 'mood', from: 'glad', to: 'happy' } as const;
  expect(draw([rename], { before })).toMatchInlineSnapshot(`
    "BREAK rename-breaks-readers: code that still says glad of enum mood fails as soon as it is happy
      deploy the code with the upgrade, or keep the value in the database"
  `);
  expect(draw(["alter type mood rename value 'glad' to 'happy'"], { before })).toBe(
    draw([rename], { before }),
  );
  expect(found([rename, { kind: 'addEnumValue', name: 'mood', value: 'odd' }], { before })).toEqual(
    ['break rename-breaks-readers'],
  );
});
