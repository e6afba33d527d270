import { expect, test } from 'vitest';

import { leavesSchemaAlone, reachesServer } from '../../src/app/reaches-server.ts';

test.each([
  'create role app',
  'CREATE USER app',
  '-- a comment\nalter role app login',
  'drop database other',
  'grant app to bob',
  'revoke app from bob',
  "alter system set work_mem = '1GB'",
  'reassign owned by a to b',
  "do $$ begin if not exists (select from pg_roles where rolname = 'app') then create role app; end if; end $$",
  "copy a from program 'curl example.com'",
  "copy a to '/tmp/x'",
  'import foreign schema x from server y into z',
  "select dblink_exec('host=other', 'drop table a')",
  'create subscription s connection x publication y',
  'create function f() returns void language sql as $f$ select 1; $f$; create role app',
])('%s reaches the whole server', sql => {
  expect(reachesServer(sql)).toBe(true);
});

test.each([
  'create table role (id integer)',
  'grant select on a to app',
  'revoke all on schema public from public',
  'create user mapping for app server x',
  'alter table a add column database_id integer',
  'create function f() returns void language plpgsql as $$ begin create role app; end $$',
  "comment on table a is 'x'",
  'copy a from stdin',
])('%s stays in its database', sql => {
  expect(reachesServer(sql)).toBe(false);
});

test('a role makes nothing of the schema; of a block it is not known', () => {
  expect(leavesSchemaAlone('create role app')).toBe(true);
  expect(leavesSchemaAlone('/* who */ grant app to bob')).toBe(true);
  expect(leavesSchemaAlone('do $$ begin create role app; end $$')).toBe(false);
});
