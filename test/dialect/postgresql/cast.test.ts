import { afterAll, beforeAll, expect, test } from 'vitest';

import { conversion, defaultFollows } from '../../../src/dialect/postgresql/cast.ts';
import { typeToSql } from '../../../src/dialect/postgresql/types.ts';
import type { ColumnType } from '../../../src/schema/column-type.ts';
import { describeType } from '../../../src/schema/describe-type.ts';
import { portableTypes } from '../portable-types.ts';
import { openTestDatabase, type TestDatabase } from './support.ts';

/** One of each type: sizes do not decide whether there is a cast. `datetime` and `timestamp` are one type. */
const distinct = [
  ...new Map(portableTypes.map(type => [typeToSql(type).replace(/\(.*?\)/, ''), type])).values(),
];
const pairs = distinct.flatMap(from =>
  distinct
    .filter(to => to !== from)
    .map(to => ({ from, to, using: conversion('c', { from, to }) })),
);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  for (const [at, type] of distinct.entries()) {
    await database.execute(`create table t${at} (c ${typeToSql(type)})`);
  }
  await database.execute(`create function attempt(command text) returns text language plpgsql as $$
    begin
      execute command;
      raise exception 'undone';
    exception when others then
      return nullif(sqlerrm, 'undone');
    end $$`);
});
afterAll(() => database.close());

test('using stands where PostgreSQL has no implicit or assignment cast, for every pair of types', async () => {
  const refused = await refusals(pairs.map(({ from, to }) => alter(from, to)));
  const wrong = pairs.flatMap(({ from, to, using }, at) => {
    const isNeeded = refused[at] !== null;
    return isNeeded === (using !== undefined)
      ? []
      : [`${isNeeded ? 'missing' : 'needless'}: ${describeType(from)} → ${describeType(to)}`];
  });
  expect(wrong).toEqual([]);
});

test('what stands behind using is an expression of the new type, for every pair of types', async () => {
  const converted = pairs.filter(({ using }) => using !== undefined);
  const refused = await refusals(
    converted.map(({ from, to, using }) => `${alter(from, to)} using ${using}`),
  );
  const wrong = converted.flatMap(({ from, to, using }, at) =>
    refused[at] === null
      ? []
      : [`${describeType(from)} → ${describeType(to)}: ${using}: ${refused[at]}`],
  );
  expect(wrong).toEqual([]);
});

test('a default that follows its type by itself is left alone, every other one goes before', async () => {
  const withDefault = pairs.filter(({ from }) => from.name in samples);
  const refused = await refusals(
    withDefault.map(({ from, to, using }) => {
      const first = `alter table t${distinct.indexOf(from)} alter column c set default ${samples[from.name]}`;
      return `${first}; ${alter(from, to)}${using === undefined ? '' : ` using ${using}`}`;
    }),
  );
  const wrong = withDefault.flatMap(({ from, to }, at) =>
    defaultFollows(from, to) && refused[at] !== null
      ? [`${describeType(from)} → ${describeType(to)}: ${refused[at]}`]
      : [],
  );
  expect(wrong).toEqual([]);
});

const samples: Readonly<Record<string, string>> = {
  text: "'1'",
  string: "'1'",
  char: "'1'",
  enum: "'1'",
  integer: '1',
  mediumint: '1',
  smallint: '1',
  tinyint: '1',
  bigint: '1',
  decimal: '1',
  float: '1',
  double: '1',
  boolean: 'true',
  date: 'current_date',
  datetime: 'current_timestamp',
  timestamp: 'current_timestamp',
  time: "'10:00'",
  interval: "'1 day'",
  uuid: 'gen_random_uuid()',
  json: "'{}'",
  jsonb: "'{}'",
  blob: String.raw`'\x00'`,
  array: "'{}'",
};

function alter(from: ColumnType, to: ColumnType): string {
  return `alter table t${distinct.indexOf(from)} alter column c type ${typeToSql(to)}`;
}

/** For each command what PostgreSQL has against it, null for nothing; all are undone. */
async function refusals(commands: readonly string[]): Promise<readonly (string | null)[]> {
  const list = commands.map((command, at) => `(${at}, $q$${command}$q$)`).join(', ');
  const rows = await database.execute(
    `select attempt(command) as answer from (values ${list}) as v(at, command) order by at`,
  );
  return rows.map(({ answer }) => (typeof answer === 'string' ? answer : null));
}
