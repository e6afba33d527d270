import { describe, expect, test } from 'vitest';

import { parseType, printType } from '../../src/hazard/sql-type.ts';
import { rewrites } from '../../src/hazard/type-change.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { column, draw, found, table } from './support.ts';

test('the table is written anew', () => {
  expect(
    draw([{ kind: 'alterColumn', table: 'order', column: 'id', type: { name: 'bigint' } }], {
      rows: { order: 5_000 },
    }),
  ).toMatchInlineSnapshot(`
    "LOCK type-change-rewrite: reads and writes of order wait while the table is written anew (int to bigint): 5,000 rows [ACCESS EXCLUSIVE on order; rows 5000]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
  expect(draw(['alter table elsewhere alter c type text'])).toMatchInlineSnapshot(`
    "LOCK type-change-rewrite: reads and writes of elsewhere wait while the table may be written anew (what c was is not known): rows unknown [ACCESS EXCLUSIVE on elsewhere]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
});

test('a longer string is free, unless a check or a partial index mentions it', () => {
  const longer = 'alter table customer alter email type varchar(200)';
  expect(found([longer])).toEqual([]);
  const email = column('email', { name: 'string', length: 120 });
  const used: Schema = {
    tables: [
      {
        ...table('customer', [email]),
        checks: [{ name: 'c', expression: "email like '%@%'" }],
      },
    ],
  };
  expect(draw([longer], { before: used })).toMatchInlineSnapshot(`
    "LOCK type-change-rewrite: reads and writes of customer wait while every row is read again for the checks and indexes that mention email: rows unknown [ACCESS EXCLUSIVE on customer]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
  const partial: Schema = {
    tables: [
      {
        ...table('customer', [email]),
        indexes: [{ name: 'i', columns: ['id'], unique: false, where: '"email" is not null' }],
      },
    ],
  };
  expect(found([longer], { before: partial })).toEqual(['lock type-change-rewrite']);
});

test('an expression behind using always writes the table anew', () => {
  expect(found(['alter table customer alter email type text using lower(email)'])).toEqual([
    'lock type-change-rewrite',
  ]);
  expect(found(['alter table customer alter email type text using email::text'])).toEqual([]);
});

test('not on a new table', () => {
  expect(found(['create table t (a int)', 'alter table t alter a type bigint'])).toEqual([]);
});

describe('measured on PostgreSQL 11 to 18', () => {
  const cases = [
    ['varchar(40)', 'varchar(80)', false],
    ['varchar(40)', 'varchar', false],
    ['varchar(40)', 'text', false],
    ['text', 'varchar', false],
    ['varchar(80)', 'varchar(40)', true],
    ['text', 'varchar(40)', true],
    ['char(3)', 'varchar(3)', true],
    ['int', 'bigint', true],
    ['bigint', 'int', true],
    ['int[]', 'bigint[]', true],
    ['text[]', 'text[]', false],
    ['numeric(10,2)', 'numeric(12,2)', false],
    ['numeric(10,2)', 'numeric', false],
    ['numeric(10,2)', 'numeric(12,4)', true],
    ['numeric', 'numeric(10,2)', true],
    ['timestamptz(3)', 'timestamptz(6)', false],
    ['timestamptz(3)', 'timestamptz', false],
    ['timestamptz', 'timestamptz(0)', true],
    ['timestamp', 'timestamptz', true],
    ['date', 'timestamp', true],
    ['json', 'jsonb', true],
    ['text', 'uuid', true],
    ['int', 'int', false],
  ] as const;
  test.each(cases)('%s to %s: %s', (from, to, expected) => {
    expect(rewrites(parseType(from), parseType(to))).toBe(expected);
  });
});

test('types as people say them', () => {
  const names = [
    'character varying(80)',
    'timestamp(3) with time zone',
    'double precision',
    'int[]',
  ];
  expect(names.map(name => printType(parseType(name)))).toEqual([
    'varchar(80)',
    'timestamptz(3)',
    'double precision',
    'int[]',
  ]);
});

function computed(stored: boolean): Schema {
  const note = { ...column('note', 'text'), generated: { expression: 'total', stored } };
  return { tables: [table('order', [column('id', 'integer'), note])] };
}

test('a stored column that is computed anew writes the table, one that is computed when read does not', () => {
  const sql = 'alter table "order" alter column note set expression as (total::text)';
  expect(draw([sql], { before: computed(true) })).toMatchInlineSnapshot(`
    "LOCK type-change-rewrite: reads and writes of order wait while the table is written anew (note is computed again): rows unknown [ACCESS EXCLUSIVE on order]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
  expect(draw([sql], { before: computed(false) })).toBe('');
});
