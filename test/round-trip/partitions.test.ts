import { expect, test } from 'vitest';

import { takeTrip } from './round-trip.ts';

test('partitioned tables: whole on SQLite', async () => {
  const told = await takeTrip({
    given: op =>
      op.createTable('other', t => {
        t.integer('id').primary();
      }),
    up: op => {
      op.createTable('event', t => {
        t.integer('id').primary();
        t.text('what').nullable();
        t.index(['what']);
        t.partitionBy('hash (id)', 2);
      });
      op.createTable('reading', t => {
        t.integer('id');
        t.date('day');
        t.primary(['id', 'day']);
        t.partitionBy('range (day)', [
          { name: 'reading_2026', bound: "for values from ('2026-01-01') to ('2027-01-01')" },
          { name: 'reading_rest', bound: 'default' },
        ]);
      });
      op.renameColumn('reading', 'day', 'taken_on');
      op.renameTable('event', 'occurrence');
      op.insert('reading', [{ id: 1, taken_on: '2026-05-01' }]);
    },
    down: op => {
      op.renameTable('occurrence', 'event');
      op.dropTable('reading');
      op.dropTable('event');
    },
    look: ['select count(*) as readings from reading'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "occurrence" rename to "event";
    drop table "reading";
    drop table "event";",
        "looked": [
          [
            {
              "readings": "1",
            },
          ],
        ],
        "up": "create table "event" ("id" int not null, "what" text null, primary key ("id")) partition by hash (id);
    create table "event_0" partition of "event" for values with (modulus 2, remainder 0);
    create table "event_1" partition of "event" for values with (modulus 2, remainder 1);
    create index "event_what_index" on "event" ("what");
    create table "reading" ("id" int not null, "day" date not null, primary key ("id", "day")) partition by range (day);
    create table "reading_2026" partition of "reading" for values from ('2026-01-01') to ('2027-01-01');
    create table "reading_rest" partition of "reading" default;
    alter table "reading" rename column "day" to "taken_on";
    alter table "event" rename to "occurrence";
    insert into "reading" ("id", "taken_on") values (1, '2026-05-01');",
      },
      "sqlite": {
        "down": "alter table "occurrence" rename to "event";
    drop table "reading";
    drop table "event";",
        "looked": [
          [
            {
              "readings": 1,
            },
          ],
        ],
        "up": "create table "event" ("id" integer not null primary key, "what" text null);
    create index "event_what_index" on "event" ("what");
    create table "reading" ("id" integer not null, "day" date not null, primary key ("id", "day"));
    alter table "reading" rename column "day" to "taken_on";
    alter table "event" rename to "occurrence";
    insert into "reading" ("id", "taken_on") values (1, '2026-05-01');",
      },
    }
  `);
});
