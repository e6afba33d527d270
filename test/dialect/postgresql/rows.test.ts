import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import { roundTrip } from './round-trip.ts';
import { column, keyed, openTestDatabase, table, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const event = keyed('event', [
  column('kind', 'text'),
  column('data', { name: 'json' }, { nullable: true }),
  column('at', { name: 'datetime', precision: 3 }),
]);
const createEvent: Operation = { kind: 'createTable', table: event };
const eventRows = [
  `insert into event (kind, data, at) values ('a', '{"x": [1, null]}', '2026-11-20 10:00:00.125+01')`,
  `insert into event (id, kind, data, at) values (41, 'it''s', null, '1999-01-01 00:00:00Z')`,
];
const survivors = ['select * from event order by id'];

test('insert: rows of one shape together, and the sequence moves past given numbers', async () => {
  const sql = await roundTrip(database, {
    given: [createEvent],
    up: [
      {
        kind: 'insert',
        table: 'event',
        rows: [
          { id: 7, kind: "it's", at: '2026-01-01' },
          { id: 8, kind: 'b', at: '2026-01-01' },
          { kind: 'c', at: '2026-01-01', data: '{"n": 1.5}' },
        ],
      },
      { kind: 'addColumn', table: 'event', column: column('ok', 'text', { nullable: true }) },
    ],
    down: [
      { kind: 'dropColumn', table: 'event', column: 'ok' },
      { kind: 'sql', postgresql: 'delete from event', sqlite: 'delete from event' },
    ],
    survivors,
    look: [
      'select id, kind, data from event order by id',
      `select nextval(pg_get_serial_sequence('event', 'id'))::int as next`,
    ],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "insert into "event" ("id", "kind", "at") values (7, 'it''s', '2026-01-01'), (8, 'b', '2026-01-01');
    insert into "event" ("kind", "at", "data") values ('c', '2026-01-01', '{"n": 1.5}');
    select setval(pg_get_serial_sequence('"event"', 'id'), greatest((select max("id") from "event"), pg_sequence_last_value(pg_get_serial_sequence('"event"', 'id')::regclass)));
    alter table "event" add column "ok" text null;"
  `);
  expect(sql.looked).toEqual([
    [
      { id: 1, kind: 'c', data: { n: 1.5 } },
      { id: 7, kind: "it's", data: null },
      { id: 8, kind: 'b', data: null },
    ],
    [{ next: 9 }],
  ]);
});

test('backfill', async () => {
  const sql = await roundTrip(database, {
    given: [createEvent],
    rows: eventRows,
    up: [
      { kind: 'addColumn', table: 'event', column: column('year', 'integer', { nullable: true }) },
      {
        kind: 'backfill',
        table: 'event',
        set: { year: { postgresql: 'extract(year from at)' } },
        where: { postgresql: 'year is null', sqlite: '' },
      },
      { kind: 'alterColumn', table: 'event', column: 'year', nullable: false },
    ],
    down: [{ kind: 'dropColumn', table: 'event', column: 'year' }],
    survivors,
    look: ['select year from event order by id'],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "alter table "event" add column "year" int null;
    update "event" set "year" = (extract(year from at)) where year is null;
    alter table "event" alter column "year" set not null;"
  `);
  expect(sql.looked).toEqual([[{ year: 2026 }, { year: 1999 }]]);
});

test('archive and restore of a table: every row comes back, and the next number is free', async () => {
  const sql = await roundTrip(database, {
    given: [createEvent],
    rows: [...eventRows, `select setval('event_id_seq', 41)`],
    up: [
      { kind: 'archive', table: 'event' },
      { kind: 'dropTable', table: 'event' },
    ],
    down: [createEvent, { kind: 'restore', table: 'event' }],
    survivors: [...survivors, `select nextval('event_id_seq')::int as next`],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "create table "migsh_archive_event_3f2a9c1e7b04" as select "id", "kind", "data", "at" from "event";
    drop table "event";"
  `);
  expect(sql.down).toMatchInlineSnapshot(`
    "create table "event" ("id" serial primary key, "kind" text not null, "data" jsonb null, "at" timestamptz(3) not null);
    insert into "event" ("id", "kind", "data", "at") select "id", "kind", "data", "at" from "migsh_archive_event_3f2a9c1e7b04";
    select setval(pg_get_serial_sequence('"event"', 'id'), greatest((select max("id") from "event"), pg_sequence_last_value(pg_get_serial_sequence('"event"', 'id')::regclass)));
    drop table "migsh_archive_event_3f2a9c1e7b04";"
  `);
});

test('archive and restore of an empty table', async () => {
  const sql = await roundTrip(database, {
    given: [createEvent],
    up: [
      { kind: 'archive', table: 'event' },
      { kind: 'dropTable', table: 'event' },
    ],
    down: [createEvent, { kind: 'restore', table: 'event' }],
    survivors: [...survivors, `select nextval('event_id_seq') as first`],
  });
  expect(sql.down).toContain('insert into "event"');
});

test('archive and restore of columns: values find their rows by primary key', async () => {
  const line = table(
    'line',
    [
      column('order_id', 'integer'),
      column('n', 'integer'),
      column('note', 'text', { nullable: true }),
      column('price', { name: 'decimal', precision: 8, scale: 2 }, { nullable: true }),
    ],
    { primaryKey: { name: 'line_pkey', columns: ['order_id', 'n'] } },
  );
  const sql = await roundTrip(database, {
    given: [{ kind: 'createTable', table: line }],
    rows: [`insert into line values (1, 1, 'a', 9.5), (1, 2, null, 10), (2, 1, 'c', null)`],
    up: [
      { kind: 'archive', table: 'line', columns: ['note', 'price'] },
      { kind: 'dropColumn', table: 'line', column: 'price' },
      { kind: 'dropColumn', table: 'line', column: 'note' },
    ],
    down: [
      { kind: 'addColumn', table: 'line', column: line.columns[2]! },
      { kind: 'addColumn', table: 'line', column: line.columns[3]! },
      { kind: 'restore', table: 'line', columns: ['note', 'price'] },
    ],
    survivors: ['select * from line order by 1, 2'],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "create table "migsh_archive_line_3f2a9c1e7b04" as select "order_id", "n", "note", "price" from "line";
    alter table "line" drop column "price";
    alter table "line" drop column "note";"
  `);
  expect(sql.down).toMatchInlineSnapshot(`
    "alter table "line" add column "note" text null;
    alter table "line" add column "price" numeric(8,2) null;
    update "line" set "note" = kept."note", "price" = kept."price" from "migsh_archive_line_3f2a9c1e7b04" as kept where "line"."order_id" = kept."order_id" and "line"."n" = kept."n";
    drop table "migsh_archive_line_3f2a9c1e7b04";"
  `);
});

test('sql: the text for PostgreSQL, split into statements', async () => {
  const sql = await roundTrip(database, {
    given: [createEvent],
    rows: eventRows,
    up: [
      {
        kind: 'sql',
        postgresql: 'create view recent as select id from event; comment on view recent is $$v$$;',
        sqlite: '',
      },
      { kind: 'addColumn', table: 'event', column: column('ok', 'text', { nullable: true }) },
    ],
    down: [
      { kind: 'dropColumn', table: 'event', column: 'ok' },
      { kind: 'sql', postgresql: 'drop view recent', sqlite: '' },
    ],
    survivors,
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "create view recent as select id from event;
    comment on view recent is $$v$$;
    alter table "event" add column "ok" text null;"
  `);
});
