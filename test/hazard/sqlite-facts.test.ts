import { expect, test } from 'vitest';

import type { Fact } from '../../src/hazard/facts.ts';
import { sqliteFacts } from '../../src/hazard/sqlite-facts.ts';

type Case = readonly [sql: string, ...facts: readonly Fact[]];

const cases: readonly Case[] = [
  ['create table a (x int)', { kind: 'createTable', table: 'a', filled: false }],
  ['create table if not exists a (x int)'],
  ['create table main."a b" as select 1', { kind: 'createTable', table: 'a b', filled: true }],
  ['drop table "a"', { kind: 'dropTable', table: 'a', cascades: false }],
  ['drop table if exists main.a', { kind: 'dropTable', table: 'a', cascades: false }],
  ['drop view a', { kind: 'dropView', view: 'a', materialized: false }],
  ['alter table a rename to b', { kind: 'renameTable', table: 'a', to: 'b' }],
  ['alter table a rename x to y', { kind: 'renameColumn', table: 'a', column: 'x', to: 'y' }],
  ['alter table a drop column x', { kind: 'dropColumn', table: 'a', column: 'x' }],
  [
    'alter table a add column x text not null',
    { kind: 'addColumn', table: 'a', column: 'x', notNull: true, fill: 'none' },
  ],
  [
    `alter table a add x text constraint n not null default 'x'`,
    { kind: 'addColumn', table: 'a', column: 'x', notNull: true, fill: 'constant' },
  ],
  [
    'create unique index i on a (x) where x > 1',
    { kind: 'createIndex', table: 'a', name: 'i', unique: true, concurrently: false },
  ],
  ['delete from a', { kind: 'deleteRows', table: 'a', where: false }],
  ['with b as (select 1) delete from a where x', { kind: 'deleteRows', table: 'a', where: true }],
  ['update a set x = 1', { kind: 'updateRows', table: 'a', where: false }],
  ['update a as z set x = 1 where y', { kind: 'updateRows', table: 'a', where: true }],
  ['insert into a values (1)', { kind: 'insertRows', table: 'a', copied: false }],
  [
    'insert or replace into a select * from b',
    { kind: 'replaceRows', table: 'a' },
    { kind: 'insertRows', table: 'a', copied: true },
  ],
  [
    'replace into a values (1)',
    { kind: 'replaceRows', table: 'a' },
    { kind: 'insertRows', table: 'a', copied: false },
  ],
  [
    'update or replace a set b = 1 where c',
    { kind: 'replaceRows', table: 'a' },
    { kind: 'updateRows', table: 'a', where: true },
  ],
  ['with x as (select 1) delete from a', { kind: 'deleteRows', table: 'a', where: false }],
  [
    'create trigger t after insert on a begin delete from b; replace into c values (1); end',
    { kind: 'createTrigger', table: 'a', name: 't' },
    { kind: 'storeCode', sort: 'trigger', name: 't', deletes: ['b', 'c'] },
  ],
  ['pragma foreign_keys = off'],
  // SQLite 3.53
  ['alter table a alter column x set not null', { kind: 'setNotNull', table: 'a', column: 'x' }],
  [
    'ALTER TABLE main."a" ALTER "x y" SET NOT NULL',
    { kind: 'setNotNull', table: 'a', column: 'x y' },
  ],
  ['alter table a alter x drop not null'],
  ['alter table a add constraint c check (x > 0)'],
  ['alter table a add check (x > 0)'],
  ['alter table a drop constraint c'],
];

test.each(cases.map(([sql, ...expected]) => ({ sql, expected })))('$sql', ({ sql, expected }) => {
  expect(sqliteFacts(sql)).toEqual(expected);
});

test.each(['delete from where', 'alter table a frobnicate', 'alter table a alter x type int'])(
  'cannot read %s',
  sql => {
    expect(sqliteFacts(sql)).toEqual([
      { kind: 'unreadable', reason: expect.stringMatching(/^Syntax Error: Unexpected/) },
    ]);
  },
);
