import { expect, onTestFinished, test } from 'vitest';

import { openContext } from '../../src/app/context.ts';
import type { AppContext } from '../../src/app/context.ts';
import { openScratch } from '../../src/app/scratch.ts';
import type { Scratch } from '../../src/app/scratch.ts';
import { postgresqlProject } from '../orm/project.ts';

test('PostgreSQL runs in this process where no server is asked, and is read as a server is', async () => {
  const scratch = await opened(contextAt());
  expect(scratch.label).toBe('in this process');
  expect(scratch.reaches('create role "r"')).toBe(false);
  expect(scratch.version).toMatch(/^\d+\.\d+$/);
  expect(await scratch.schema()).toEqual({ tables: [] });
  await scratch.run([
    'create schema "x"',
    `create type "state" as enum ('a', 'b')`,
    'create table "x"."b" ("id" bigint generated always as identity primary key, "state" "state" not null default \'a\')',
    'create index "b_state" on "x"."b" ("state" desc) where "state" <> \'b\'',
    'create view "v" as select "id" from "x"."b"',
  ]);
  const { tables, schemas, enums, views } = await scratch.schema();
  expect([schemas, tables.map(({ name }) => name)]).toEqual([['x'], ['x.b']]);
  expect(tables[0]?.indexes.map(({ name }) => name)).toEqual(['b_state']);
  expect([enums?.map(({ name }) => name), views?.map(({ name }) => name)]).toEqual([
    ['state'],
    ['v'],
  ]);
  expect(await scratch.query('select count(*) as n from "x"."b" where "id" = $1', [1])).toEqual([
    { n: 0 },
  ]);
  await expect(scratch.run(['create table'])).rejects.toMatchObject({
    code: 'statement-failed',
    message: expect.stringMatching(/syntax error/),
  });
  await scratch.reset();
  expect(await scratch.schema()).toEqual({ tables: [] });
});

test('a transaction that failed is given up, and what comes next runs', async () => {
  const { database } = await opened(contextAt());
  await database.begin();
  await database.query('create table "a" ("id" integer)');
  await expect(database.query('select 1 / 0')).rejects.toMatchObject({ code: 'statement-failed' });
  await database.rollback();
  expect(await database.query('select to_regclass(\'a\')::text as "a"')).toEqual([{ a: null }]);
});

function contextAt(): AppContext {
  // Nobody answers there.
  const { root } = postgresqlProject('postgresql://127.0.0.1:1/nobody');
  const context = openContext({ cwd: root });
  onTestFinished(() => context.close());
  return context;
}

async function opened(context: AppContext): Promise<Scratch> {
  const scratch = await openScratch(context, 'postgresql', { offline: true });
  if ('undecided' in scratch) throw new Error(scratch.undecided);
  onTestFinished(() => scratch.close());
  return scratch;
}
