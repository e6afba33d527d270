import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../dialect/postgresql/support.ts';
import { hazardsOf } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.execute(`
    create table customer (id int primary key, email varchar(120) not null);
    create table "order" (
      id int primary key, customer_id int not null, total numeric(10, 2) not null, note text,
      constraint order_customer_id_foreign foreign key (customer_id) references customer (id));
    create unique index there on "order" (id, total);
  `);
});
afterAll(() => database.close());

/** From weak to strong, as pg_locks spells them. */
const modes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** The strongest lock that the statement takes on each table, in words: measured, then rolled back. */
async function measure(sql: string): Promise<ReadonlyMap<string, string>> {
  const rows = await database.rehearse([
    'create temporary table known on commit drop as select oid, relname::text as name from pg_class',
    sql,
    `select k.name, array_agg(l.mode::text)::text as modes from pg_locks l
     join known k on k.oid = l.relation and k.name in ('customer', 'order')
     where l.pid = pg_backend_pid() group by 1`,
  ]);
  return new Map(
    rows.map(({ name, modes: taken }) => [
      String(name),
      words(modes.findLast(mode => String(taken).slice(1, -1).split(',').includes(mode)) ?? ''),
    ]),
  );
}

function words(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

describe('a hazard names the locks that PostgreSQL takes', () => {
  test.each([
    'drop table "order"',
    'drop table customer cascade',
    'alter table "order" drop column note',
    'alter table "order" drop column customer_id',
    'truncate "order"',
    'truncate customer cascade',
    'create index on "order" (note)',
    'alter table "order" add foreign key (id) references customer (id)',
    'alter table "order" add foreign key (id) references customer (id) not valid',
    'create table t (a int references customer)',
    'alter table "order" add check (total > 0)',
    'alter table "order" add unique (note)',
    'alter table "order" alter note set not null',
    'alter table "order" alter id type bigint',
    'alter table customer alter email type varchar(40)',
    'alter table "order" add u uuid default gen_random_uuid()',
    'alter table "order" rename to purchase',
    'alter table "order" rename note to remark',
    'alter table "order" drop constraint order_customer_id_foreign',
  ])('%s', async sql => {
    const taken = await measure(sql);
    const said = hazardsOf([sql]).filter(({ lock }) => lock !== undefined);
    expect(said).not.toEqual([]);
    for (const { lock, tables } of said) {
      expect((tables ?? []).map(table => taken.get(table))).toEqual((tables ?? []).map(() => lock));
    }
    const named = new Set(said.flatMap(({ tables }) => tables ?? []));
    const strong = new Set(modes.slice(modes.indexOf('ShareLock')).map(words));
    const blocked = [...taken].filter(([, lock]) => strong.has(lock)).map(([name]) => name);
    expect(blocked.filter(table => !named.has(table))).toEqual([]);
  });
});

describe('what makes nobody wait has no lock', () => {
  test.each([
    'alter table "order" add constraint c unique using index there',
    'insert into customer values (1, $$a$$)',
    'update "order" set total = 0',
    'delete from "order"',
  ])('%s', sql => {
    expect(hazardsOf([sql]).filter(({ level }) => level === 'lock')).toEqual([]);
  });
});
