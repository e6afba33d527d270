import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { takeTrip, takeTripOn } from './round-trip.ts';

const moods = (op: Op): void => {
  op.createEnum('mood', ['glad', 'calm', 'sad']);
  op.createTable('person', t => {
    t.integer('id').primary().autoincrement();
    t.nativeEnum('today', 'mood').default('calm');
    t.nativeEnum('yesterday', 'mood').nullable();
    t.array('week', 'nativeEnum(mood)').nullable();
  });
};
const people = [
  {
    postgresql:
      "insert into person (today, yesterday, week) values ('glad', 'sad', '{glad,glad,sad}'), ('calm', null, null), ('sad', 'sad', '{}')",
    sqlite:
      "insert into person (today, yesterday, week) values ('glad', 'sad', 'glad,glad,sad'), ('calm', null, null), ('sad', 'sad', '')",
  },
];
const all = ['select id, today, yesterday, week from person order by id'];

test('an enum, and a column of it', async () => {
  const told = await takeTrip({
    given: op =>
      op.createTable('person', t => {
        t.integer('id').primary().autoincrement();
      }),
    rows: ['insert into person (id) values (1)'],
    up: op => {
      op.createEnum('mood', ['glad', "it's"]);
      op.addColumn('person', c => c.nativeEnum('today', 'mood').default("it's"));
      op.addColumn('person', c => c.array('week', 'nativeEnum(mood)').nullable());
    },
    survivors: ['select id from person'],
    look: ['select today from person'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "person" drop column "week";
    alter table "person" drop column "today";
    drop type "mood";",
        "looked": [
          [
            {
              "today": "it's",
            },
          ],
        ],
        "up": "create type "mood" as enum ('glad', 'it''s');
    alter table "person" add column "today" "mood" not null default 'it''s';
    alter table "person" add column "week" "mood"[] null;",
      },
      "sqlite": {
        "down": "alter table "person" drop column "week";
    alter table "person" drop column "today";",
        "looked": [
          [
            {
              "today": "it's",
            },
          ],
        ],
        "up": "alter table "person" add column "today" text check ("today" in ('glad', 'it''s')) not null default 'it''s';
    alter table "person" add column "week" text null;",
      },
    }
  `);
});

test('a value that is added at the end, before and behind another', async () => {
  const told = await takeTrip({
    given: moods,
    rows: people,
    up: op => {
      op.addEnumValue('mood', 'angry');
      op.addEnumValue('mood', 'happy', { before: 'glad' });
      op.addEnumValue('mood', 'bored', { after: 'calm' });
    },
    survivors: all,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('happy', 'glad', 'calm', 'sad', 'angry');
    alter table "person" alter column "today" drop default, alter column "today" type "mood" using "today"::text::"mood", alter column "today" set default 'calm', alter column "yesterday" type "mood" using "yesterday"::text::"mood", alter column "week" type "mood"[] using "week"::text[]::"mood"[];
    drop type "migsh_old_mood";
    alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('glad', 'calm', 'sad', 'angry');
    alter table "person" alter column "today" drop default, alter column "today" type "mood" using "today"::text::"mood", alter column "today" set default 'calm', alter column "yesterday" type "mood" using "yesterday"::text::"mood", alter column "week" type "mood"[] using "week"::text[]::"mood"[];
    drop type "migsh_old_mood";
    alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('glad', 'calm', 'sad');
    alter table "person" alter column "today" drop default, alter column "today" type "mood" using "today"::text::"mood", alter column "today" set default 'calm', alter column "yesterday" type "mood" using "yesterday"::text::"mood", alter column "week" type "mood"[] using "week"::text[]::"mood"[];
    drop type "migsh_old_mood";",
        "up": "alter type "mood" add value if not exists 'angry';
    alter type "mood" add value if not exists 'happy' before 'glad';
    alter type "mood" add value if not exists 'bored' after 'calm';",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('happy', 'glad', 'calm', 'sad', 'angry')) not null default 'calm', "yesterday" text check ("yesterday" in ('happy', 'glad', 'calm', 'sad', 'angry')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad', 'angry')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad', 'angry')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad', 'angry')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad', 'angry')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('happy', 'glad', 'calm', 'sad', 'angry')) not null default 'calm', "yesterday" text check ("yesterday" in ('happy', 'glad', 'calm', 'sad', 'angry')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('happy', 'glad', 'calm', 'bored', 'sad', 'angry')) not null default 'calm', "yesterday" text check ("yesterday" in ('happy', 'glad', 'calm', 'bored', 'sad', 'angry')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
      },
    }
  `);
});

test('a value that is renamed, in rows, lists, defaults, checks and predicates', async () => {
  const told = await takeTrip({
    given: op => {
      moods(op);
      op.addCheck('person', 'person_not_both', "today <> 'glad' or yesterday <> 'glad'");
      op.createIndex('person', ['id'], { name: 'person_glad', where: "today = 'glad'" });
      op.alterColumn('person', 'today', { default: 'glad' });
    },
    rows: people,
    up: op => op.renameEnumValue('mood', 'glad', 'happy'),
    survivors: all,
    look: all,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter type "mood" rename value 'happy' to 'glad';",
        "looked": [
          [
            {
              "id": 1,
              "today": "happy",
              "week": "{happy,happy,sad}",
              "yesterday": "sad",
            },
            {
              "id": 2,
              "today": "calm",
              "week": null,
              "yesterday": null,
            },
            {
              "id": 3,
              "today": "sad",
              "week": "{}",
              "yesterday": "sad",
            },
          ],
        ],
        "up": "alter type "mood" rename value 'glad' to 'happy';",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad')) not null default 'glad', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad')) null, "week" text null, constraint "person_not_both" check (today <> 'glad' or yesterday <> 'glad'));
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", (case "today" when 'happy' then 'glad' else "today" end), (case "yesterday" when 'happy' then 'glad' else "yesterday" end), (replace(trim(replace(',' || replace("week", ',', ',,') || ',', ',happy,', ',glad,'), ','), ',,', ',')) from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create index "person_glad" on "person" ("id") where today = 'glad';",
        "looked": [
          [
            {
              "id": 1,
              "today": "happy",
              "week": "happy,happy,sad",
              "yesterday": "sad",
            },
            {
              "id": 2,
              "today": "calm",
              "week": null,
              "yesterday": null,
            },
            {
              "id": 3,
              "today": "sad",
              "week": "",
              "yesterday": "sad",
            },
          ],
        ],
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('happy', 'calm', 'sad')) not null default 'happy', "yesterday" text check ("yesterday" in ('happy', 'calm', 'sad')) null, "week" text null, constraint "person_not_both" check (today <> 'happy' or yesterday <> 'happy'));
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", (case "today" when 'glad' then 'happy' else "today" end), (case "yesterday" when 'glad' then 'happy' else "yesterday" end), (replace(trim(replace(',' || replace("week", ',', ',,') || ',', ',glad,', ',happy,'), ','), ',,', ',')) from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create index "person_glad" on "person" ("id") where today = 'happy';",
      },
    }
  `);
});

test('a value that is removed, with what rows get instead', async () => {
  const told = await takeTrip({
    given: op => {
      moods(op);
      op.addCheck(
        'person',
        'person_not_sad_twice',
        "today <> 'sad' or yesterday <> 'sad' or id > 1",
      );
      op.createIndex('person', ['id'], { name: 'person_sad', where: "today = 'sad'" });
      op.createIndex('person', ['today']);
    },
    rows: people,
    up: op => op.removeEnumValue('mood', 'glad', { replacement: 'calm' }),
    survivors: ['select id, yesterday from person order by id'],
    look: all,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter type "mood" add value if not exists 'glad' before 'calm';",
        "looked": [
          [
            {
              "id": 1,
              "today": "calm",
              "week": "{calm,calm,sad}",
              "yesterday": "sad",
            },
            {
              "id": 2,
              "today": "calm",
              "week": null,
              "yesterday": null,
            },
            {
              "id": 3,
              "today": "sad",
              "week": "{}",
              "yesterday": "sad",
            },
          ],
        ],
        "up": "alter table "person" drop constraint "person_not_sad_twice";
    drop index "person_sad";
    alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('calm', 'sad');
    alter table "person" alter column "today" drop default, alter column "today" type "mood" using (case "today"::text when 'glad' then 'calm' else "today"::text end)::"mood", alter column "today" set default 'calm', alter column "yesterday" type "mood" using (case "yesterday"::text when 'glad' then 'calm' else "yesterday"::text end)::"mood", alter column "week" type "mood"[] using array_replace("week"::text[], 'glad', 'calm')::"mood"[];
    drop type "migsh_old_mood";
    create index "person_sad" on "person" ("id") where today = 'sad';
    alter table "person" add constraint "person_not_sad_twice" check (today <> 'sad' or yesterday <> 'sad' or id > 1);",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad')) null, "week" text null, constraint "person_not_sad_twice" check (today <> 'sad' or yesterday <> 'sad' or id > 1));
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create index "person_sad" on "person" ("id") where today = 'sad';
    create index "person_today_index" on "person" ("today");",
        "looked": [
          [
            {
              "id": 1,
              "today": "calm",
              "week": "calm,calm,sad",
              "yesterday": "sad",
            },
            {
              "id": 2,
              "today": "calm",
              "week": null,
              "yesterday": null,
            },
            {
              "id": 3,
              "today": "sad",
              "week": "",
              "yesterday": "sad",
            },
          ],
        ],
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('calm', 'sad')) not null default 'calm', "yesterday" text check ("yesterday" in ('calm', 'sad')) null, "week" text null, constraint "person_not_sad_twice" check (today <> 'sad' or yesterday <> 'sad' or id > 1));
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", (case "today" when 'glad' then 'calm' else "today" end), (case "yesterday" when 'glad' then 'calm' else "yesterday" end), (replace(trim(replace(',' || replace("week", ',', ',,') || ',', ',glad,', ',calm,'), ','), ',,', ',')) from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create index "person_sad" on "person" ("id") where today = 'sad';
    create index "person_today_index" on "person" ("today");",
      },
    }
  `);
});

test('a value that is removed, and rows are emptied', async () => {
  const told = await takeTrip({
    given: op => {
      op.createEnum('mood', ['glad', 'calm', 'sad']);
      op.createTable('person', t => {
        t.integer('id').primary().autoincrement();
        t.nativeEnum('yesterday', 'mood').nullable();
        t.array('week', 'nativeEnum(mood)');
      });
    },
    rows: [
      {
        postgresql:
          "insert into person (yesterday, week) values ('glad', '{glad,calm,glad}'), ('sad', '{glad}')",
        sqlite:
          "insert into person (yesterday, week) values ('glad', 'glad,calm,glad'), ('sad', 'glad')",
      },
    ],
    up: op => op.removeEnumValue('mood', 'glad', { replacement: null }),
    survivors: ['select id from person order by id'],
    look: ['select id, yesterday, week from person order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter type "mood" add value if not exists 'glad' before 'calm';",
        "looked": [
          [
            {
              "id": 1,
              "week": "{calm}",
              "yesterday": null,
            },
            {
              "id": 2,
              "week": "{}",
              "yesterday": "sad",
            },
          ],
        ],
        "up": "alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('calm', 'sad');
    alter table "person" alter column "yesterday" type "mood" using nullif("yesterday"::text, 'glad')::"mood", alter column "week" type "mood"[] using array_remove("week"::text[], 'glad')::"mood"[];
    drop type "migsh_old_mood";",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad')) null, "week" text not null);
    insert into "migsh_new_person" ("id", "yesterday", "week") select "id", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
        "looked": [
          [
            {
              "id": 1,
              "week": "calm",
              "yesterday": null,
            },
            {
              "id": 2,
              "week": "",
              "yesterday": "sad",
            },
          ],
        ],
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "yesterday" text check ("yesterday" in ('calm', 'sad')) null, "week" text not null);
    insert into "migsh_new_person" ("id", "yesterday", "week") select "id", (case "yesterday" when 'glad' then null else "yesterday" end), (replace(trim(replace(',' || replace("week", ',', ',,') || ',', ',glad,', ''), ','), ',,', ',')) from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
      },
    }
  `);
});

test('a value that no row has is removed; a row that has it stops the run', async () => {
  const trip = {
    given: moods,
    up: (op: Op) => op.removeEnumValue('mood', 'glad'),
    survivors: all,
  };
  const told = await takeTrip({ ...trip, rows: ["insert into person (today) values ('sad')"] });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter type "mood" add value if not exists 'glad' before 'calm';",
        "up": "alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('calm', 'sad');
    alter table "person" alter column "today" drop default, alter column "today" type "mood" using "today"::text::"mood", alter column "today" set default 'calm', alter column "yesterday" type "mood" using "yesterday"::text::"mood", alter column "week" type "mood"[] using "week"::text[]::"mood"[];
    drop type "migsh_old_mood";",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('calm', 'sad')) not null default 'calm', "yesterday" text check ("yesterday" in ('calm', 'sad')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
      },
    }
  `);
  for (const dialect of ['postgresql', 'sqlite'] as const) {
    await expect(takeTripOn(dialect, { ...trip, rows: people })).rejects.toThrow(
      "rows of person have glad as today: say what they get, op.removeEnumValue('mood', 'glad', { replacement: '…' })",
    );
  }
});

test('an enum in a schema, under another name and in another schema', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      op.createSchema('audit');
      op.createEnum('audit.mood', ['glad', 'sad']);
      op.createTable('audit.event', t => {
        t.integer('id').primary().autoincrement();
        t.nativeEnum('mood', 'audit.mood').default('sad');
      });
    },
    rows: ['insert into audit.event (id) values (1)'],
    up: op => {
      op.createSchema('other');
      op.renameEnum('audit.mood', 'other.feeling');
      op.removeEnumValue('other.feeling', 'glad');
    },
    survivors: ['select id, mood from audit.event'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "alter type "other"."feeling" add value if not exists 'glad' before 'sad';
    alter type "other"."feeling" set schema "audit";
    alter type "audit"."feeling" rename to "mood";
    drop schema "other";",
      "up": "create schema if not exists "other";
    alter type "audit"."mood" set schema "other";
    alter type "other"."mood" rename to "feeling";
    alter type "other"."feeling" rename to "migsh_old_feeling";
    create type "other"."feeling" as enum ('sad');
    alter table "audit"."event" alter column "mood" drop default, alter column "mood" type "other"."feeling" using "mood"::text::"other"."feeling", alter column "mood" set default 'sad';
    drop type "other"."migsh_old_feeling";",
    }
  `);
});

test('an enum under another name', async () => {
  const told = await takeTrip({
    given: moods,
    rows: people,
    up: op => {
      op.renameEnum('mood', 'feeling');
      op.addEnumValue('feeling', 'bored');
    },
    survivors: all,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter type "feeling" rename to "migsh_old_feeling";
    create type "feeling" as enum ('glad', 'calm', 'sad');
    alter table "person" alter column "today" drop default, alter column "today" type "feeling" using "today"::text::"feeling", alter column "today" set default 'calm', alter column "yesterday" type "feeling" using "yesterday"::text::"feeling", alter column "week" type "feeling"[] using "week"::text[]::"feeling"[];
    drop type "migsh_old_feeling";
    alter type "feeling" rename to "mood";",
        "up": "alter type "mood" rename to "feeling";
    alter type "feeling" add value if not exists 'bored';",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "today" text check ("today" in ('glad', 'calm', 'sad', 'bored')) not null default 'calm', "yesterday" text check ("yesterday" in ('glad', 'calm', 'sad', 'bored')) null, "week" text null);
    insert into "migsh_new_person" ("id", "today", "yesterday", "week") select "id", "today", "yesterday", "week" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
      },
    }
  `);
});

test('a column that becomes one of an enum, and is one no more', async () => {
  const told = await takeTrip({
    given: op => {
      op.createEnum('mood', ['glad', 'sad']);
      op.createTable('person', t => {
        t.integer('id').primary().autoincrement();
        t.text('a').default('sad');
        t.enum('b', ['glad', 'sad', 'odd']).default('glad');
        t.nativeEnum('c', 'mood').default('glad');
        t.nativeEnum('d', 'mood').nullable();
      });
    },
    rows: ["insert into person (a, b, c, d) values ('glad', 'odd', 'sad', 'glad')"],
    up: op => {
      op.alterColumn('person', 'a', { type: 'nativeEnum(mood)' });
      op.alterColumn('person', 'b', {
        type: 'nativeEnum(mood)',
        using: "case b when 'odd' then 'sad' else b end",
      });
      op.alterColumn('person', 'c', { type: 'string(20)' });
      op.alterColumn('person', 'd', { type: "enum('glad', 'sad')" });
    },
    survivors: ['select id, a, c, d from person'],
    look: ['select id, a, b, c, d from person'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "person" drop constraint "person_d_check", alter column "d" type "mood" using "d"::"mood";
    alter table "person" alter column "c" drop default, alter column "c" type "mood" using "c"::"mood", alter column "c" set default 'glad';
    alter table "person" alter column "b" drop default, alter column "b" type text, alter column "b" set default 'glad', add constraint "person_b_check" check ("b" in ('glad', 'sad', 'odd'));
    alter table "person" alter column "a" drop default, alter column "a" type text, alter column "a" set default 'sad';",
        "looked": [
          [
            {
              "a": "glad",
              "b": "sad",
              "c": "sad",
              "d": "glad",
              "id": 1,
            },
          ],
        ],
        "up": "alter table "person" alter column "a" drop default, alter column "a" type "mood" using "a"::"mood", alter column "a" set default 'sad';
    alter table "person" drop constraint "person_b_check", alter column "b" drop default, alter column "b" type "mood" using (case b when 'odd' then 'sad' else b end)::text::"mood", alter column "b" set default 'glad';
    alter table "person" alter column "c" drop default, alter column "c" type varchar(20), alter column "c" set default 'glad';
    alter table "person" alter column "d" type text, add constraint "person_d_check" check ("d" in ('glad', 'sad'));",
      },
      "sqlite": {
        "down": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "a" text check ("a" in ('glad', 'sad')) not null default 'sad', "b" text check ("b" in ('glad', 'sad')) not null default 'glad', "c" text check ("c" in ('glad', 'sad')) not null default 'glad', "d" text check ("d" in ('glad', 'sad')) null);
    insert into "migsh_new_person" ("id", "a", "b", "c", "d") select "id", "a", "b", "c", "d" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "a" text check ("a" in ('glad', 'sad')) not null default 'sad', "b" text check ("b" in ('glad', 'sad', 'odd')) not null default 'glad', "c" text check ("c" in ('glad', 'sad')) not null default 'glad', "d" text check ("d" in ('glad', 'sad')) null);
    insert into "migsh_new_person" ("id", "a", "b", "c", "d") select "id", "a", "b", "c", "d" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "a" text not null default 'sad', "b" text check ("b" in ('glad', 'sad', 'odd')) not null default 'glad', "c" text check ("c" in ('glad', 'sad')) not null default 'glad', "d" text check ("d" in ('glad', 'sad')) null);
    insert into "migsh_new_person" ("id", "a", "b", "c", "d") select "id", "a", "b", "c", "d" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
        "looked": [
          [
            {
              "a": "glad",
              "b": "sad",
              "c": "sad",
              "d": "glad",
              "id": 1,
            },
          ],
        ],
        "up": "create table "migsh_new_person" ("id" integer not null primary key autoincrement, "a" text check ("a" in ('glad', 'sad')) not null default 'sad', "b" text check ("b" in ('glad', 'sad', 'odd')) not null default 'glad', "c" text check ("c" in ('glad', 'sad')) not null default 'glad', "d" text check ("d" in ('glad', 'sad')) null);
    insert into "migsh_new_person" ("id", "a", "b", "c", "d") select "id", "a", "b", "c", "d" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "a" text check ("a" in ('glad', 'sad')) not null default 'sad', "b" text check ("b" in ('glad', 'sad')) not null default 'glad', "c" text check ("c" in ('glad', 'sad')) not null default 'glad', "d" text check ("d" in ('glad', 'sad')) null);
    insert into "migsh_new_person" ("id", "a", "b", "c", "d") select "id", "a", (case b when 'odd' then 'sad' else b end), "c", "d" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";
    create table "migsh_new_person" ("id" integer not null primary key autoincrement, "a" text check ("a" in ('glad', 'sad')) not null default 'sad', "b" text check ("b" in ('glad', 'sad')) not null default 'glad', "c" text not null default 'glad', "d" text check ("d" in ('glad', 'sad')) null);
    insert into "migsh_new_person" ("id", "a", "b", "c", "d") select "id", "a", "b", "c", "d" from "person";
    delete from sqlite_sequence where name = 'migsh_new_person';
    insert into sqlite_sequence (name, seq) select 'migsh_new_person', seq from sqlite_sequence where name = 'person';
    drop table "person";
    alter table "migsh_new_person" rename to "person";",
      },
    }
  `);
});

test('an enum that is dropped', async () => {
  const told = await takeTripOn('postgresql', {
    given: moods,
    up: op => {
      op.dropTable('person');
      op.dropEnum('mood');
    },
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "create type "mood" as enum ('glad', 'calm', 'sad');
    create table "person" ("id" serial primary key, "today" "mood" not null default 'calm', "yesterday" "mood" null, "week" "mood"[] null);",
      "up": "drop table "person";
    drop type "mood";",
    }
  `);
});

test('what an archive keeps of an enum stands in no way', async () => {
  const told = await takeTrip({
    given: moods,
    rows: people,
    up: op => {
      op.archive('person', ['today', 'week']);
      op.removeEnumValue('mood', 'glad', { replacement: 'calm' });
    },
    down: op => {
      op.addEnumValue('mood', 'glad', { before: 'calm' });
      op.restore('person', ['today', 'week']);
    },
    survivors: all,
  });
  expect(told.postgresql).toMatchInlineSnapshot(`
    {
      "down": "-- alone
    alter type "mood" add value if not exists 'glad' before 'calm';
    update "person" set "today" = kept."today"::"mood", "week" = kept."week"::"mood"[] from "migsh_archive_person_aaaabbbbcccc" as kept where "person"."id" = kept."id";
    drop table "migsh_archive_person_aaaabbbbcccc";",
      "up": "create table "migsh_archive_person_aaaabbbbcccc" as select "id", "today"::text as "today", "week"::text[] as "week" from "person";
    alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('calm', 'sad');
    alter table "person" alter column "today" drop default, alter column "today" type "mood" using (case "today"::text when 'glad' then 'calm' else "today"::text end)::"mood", alter column "today" set default 'calm', alter column "yesterday" type "mood" using (case "yesterday"::text when 'glad' then 'calm' else "yesterday"::text end)::"mood", alter column "week" type "mood"[] using array_replace("week"::text[], 'glad', 'calm')::"mood"[];
    drop type "migsh_old_mood";",
    }
  `);
});

test('an archived table goes with its enum, and both come back', async () => {
  const told = await takeTrip({
    given: moods,
    rows: people,
    up: op => {
      op.archive('person');
      op.dropTable('person');
      op.dropEnum('mood');
    },
    down: op => {
      moods(op);
      op.restore('person');
    },
    survivors: all,
  });
  expect(told.postgresql).toMatchInlineSnapshot(`
    {
      "down": "create type "mood" as enum ('glad', 'calm', 'sad');
    create table "person" ("id" serial primary key, "today" "mood" not null default 'calm', "yesterday" "mood" null, "week" "mood"[] null);
    insert into "person" ("id", "today", "yesterday", "week") select "id", "today"::"mood", "yesterday"::"mood", "week"::"mood"[] from "migsh_archive_person_aaaabbbbcccc";
    select setval(pg_get_serial_sequence('"person"', 'id'), greatest((select max("id") from "person"), pg_sequence_last_value(pg_get_serial_sequence('"person"', 'id')::regclass)));
    drop table "migsh_archive_person_aaaabbbbcccc";",
      "up": "create table "migsh_archive_person_aaaabbbbcccc" as select "id", "today"::text as "today", "yesterday"::text as "yesterday", "week"::text[] as "week" from "person";
    drop table "person";
    drop type "mood";",
    }
  `);
});

test('a portable enum: a value more, another name for one, one less', async () => {
  const told = await takeTrip({
    given: op =>
      op.createTable('customer', t => {
        t.integer('id').primary().autoincrement();
        t.enum('tier', ['basic', 'gold', 'old']).default('gold');
      }),
    rows: ["insert into customer (tier) values ('gold'), ('basic'), ('old')"],
    up: op => {
      op.alterColumn('customer', 'tier', { type: "enum('basic', 'gold', 'old', 'new')" });
      op.alterColumn('customer', 'tier', {
        type: "enum('basic', 'premium', 'new')",
        using: "case tier when 'gold' then 'premium' when 'old' then 'new' else tier end",
        default: 'premium',
      });
    },
    down: op => {
      op.alterColumn('customer', 'tier', {
        type: "enum('basic', 'gold', 'old')",
        using: "case tier when 'premium' then 'gold' when 'new' then 'old' else tier end",
        default: 'gold',
      });
    },
    survivors: ['select id, tier from customer order by id'],
    look: ['select id, tier from customer order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "customer" drop constraint "customer_tier_check", alter column "tier" type text using case tier when 'premium' then 'gold' when 'new' then 'old' else tier end, alter column "tier" set default 'gold', add constraint "customer_tier_check" check ("tier" in ('basic', 'gold', 'old'));",
        "looked": [
          [
            {
              "id": 1,
              "tier": "premium",
            },
            {
              "id": 2,
              "tier": "basic",
            },
            {
              "id": 3,
              "tier": "new",
            },
          ],
        ],
        "up": "alter table "customer" drop constraint "customer_tier_check", add constraint "customer_tier_check" check ("tier" in ('basic', 'gold', 'old', 'new'));
    alter table "customer" drop constraint "customer_tier_check", alter column "tier" type text using case tier when 'gold' then 'premium' when 'old' then 'new' else tier end, alter column "tier" set default 'premium', add constraint "customer_tier_check" check ("tier" in ('basic', 'premium', 'new'));",
      },
      "sqlite": {
        "down": "create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "tier" text check ("tier" in ('basic', 'gold', 'old')) not null default 'gold');
    insert into "migsh_new_customer" ("id", "tier") select "id", (case tier when 'premium' then 'gold' when 'new' then 'old' else tier end) from "customer";
    delete from sqlite_sequence where name = 'migsh_new_customer';
    insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer';
    drop table "customer";
    alter table "migsh_new_customer" rename to "customer";",
        "looked": [
          [
            {
              "id": 1,
              "tier": "premium",
            },
            {
              "id": 2,
              "tier": "basic",
            },
            {
              "id": 3,
              "tier": "new",
            },
          ],
        ],
        "up": "create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "tier" text check ("tier" in ('basic', 'gold', 'old', 'new')) not null default 'gold');
    insert into "migsh_new_customer" ("id", "tier") select "id", "tier" from "customer";
    delete from sqlite_sequence where name = 'migsh_new_customer';
    insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer';
    drop table "customer";
    alter table "migsh_new_customer" rename to "customer";
    create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "tier" text check ("tier" in ('basic', 'premium', 'new')) not null default 'premium');
    insert into "migsh_new_customer" ("id", "tier") select "id", (case tier when 'gold' then 'premium' when 'old' then 'new' else tier end) from "customer";
    delete from sqlite_sequence where name = 'migsh_new_customer';
    insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer';
    drop table "customer";
    alter table "migsh_new_customer" rename to "customer";",
      },
    }
  `);
});

test('views over a column of an enum come back around it', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      moods(op);
      op.createView('calm_person', "select id, today from person where today = 'calm'");
      op.createView('calm_person_count', 'select count(*) as n from calm_person');
    },
    rows: [{ postgresql: people[0]?.postgresql ?? '' }],
    up: op => {
      op.renameEnumValue('mood', 'sad', 'blue');
      op.renameEnum('mood', 'feeling');
      op.removeEnumValue('feeling', 'glad', { replacement: 'blue' });
    },
    survivors: ['select * from calm_person_count'],
    look: ['select * from calm_person'],
  });
  expect(told.up).toMatchInlineSnapshot(`
    "alter type "mood" rename value 'sad' to 'blue';
    alter type "mood" rename to "feeling";
    -- take the views on it away for a moment, as they are then (calm_person, calm_person_count)
    alter type "feeling" rename to "migsh_old_feeling";
    create type "feeling" as enum ('calm', 'blue');
    alter table "person" alter column "today" drop default, alter column "today" type "feeling" using (case "today"::text when 'glad' then 'blue' else "today"::text end)::"feeling", alter column "today" set default 'calm', alter column "yesterday" type "feeling" using (case "yesterday"::text when 'glad' then 'blue' else "yesterday"::text end)::"feeling", alter column "week" type "feeling"[] using array_replace("week"::text[], 'glad', 'blue')::"feeling"[];
    drop type "migsh_old_feeling";
    -- bring the views back with their comments, owners and grants (calm_person, calm_person_count)"
  `);
});

test('rows are filled by an expression over texts', async () => {
  const told = await takeTrip({
    given: moods,
    rows: people,
    up: op => {
      op.addColumn('person', c => c.nativeEnum('later', 'mood').nullable());
      op.backfill('person', {
        set: { later: "case today when 'glad' then 'sad' else 'calm' end" },
        where: 'yesterday is not null',
      });
    },
    down: op => op.dropColumn('person', 'later'),
    survivors: all,
    look: ['select id, "later" from person order by id'],
  });
  expect([told.postgresql.up, told.sqlite.up]).toMatchInlineSnapshot(`
    [
      "alter table "person" add column "later" "mood" null;
    update "person" set "later" = (case today when 'glad' then 'sad' else 'calm' end)::text::"mood" where yesterday is not null;",
      "alter table "person" add column "later" text check ("later" in ('glad', 'calm', 'sad')) null;
    update "person" set "later" = (case today when 'glad' then 'sad' else 'calm' end) where yesterday is not null;",
    ]
  `);
  expect(told.postgresql.looked).toEqual(told.sqlite.looked);
});

const joined = (op: Op): void => {
  op.createEnum('mood', ['glad', 'calm', 'sad']);
  op.createTable('mood_word', t => {
    t.nativeEnum('mood', 'mood').primary();
    t.string('word', 20);
  });
  op.createTable('person', t => {
    t.integer('id').primary();
    t.nativeEnum('today', 'mood').references('mood_word', 'mood', { onUpdate: 'cascade' });
    t.index(['today']);
  });
};
const joinedRows = [
  "insert into mood_word (mood, word) values ('glad', 'happy'), ('sad', 'blue')",
  "insert into person (id, today) values (1, 'glad')",
];

const rename = (op: Op): void => op.renameEnumValue('mood', 'glad', 'happy');

test('a foreign key between two columns of an enum', async () => {
  const trip = { given: joined, rows: joinedRows, survivors: ['select * from person'] };
  const told = await takeTrip({ ...trip, up: op => op.removeEnumValue('mood', 'calm') });
  expect(told.postgresql).toMatchInlineSnapshot(`
    {
      "down": "alter type "mood" add value if not exists 'calm' after 'glad';",
      "up": "alter table "person" drop constraint "person_today_foreign";
    alter type "mood" rename to "migsh_old_mood";
    create type "mood" as enum ('glad', 'sad');
    alter table "mood_word" alter column "mood" type "mood" using "mood"::text::"mood";
    alter table "person" alter column "today" type "mood" using "today"::text::"mood";
    drop type "migsh_old_mood";
    alter table "person" add constraint "person_today_foreign" foreign key ("today") references "mood_word" ("mood") on update cascade;",
    }
  `);
  await takeTripOn('postgresql', { ...trip, up: rename });
  await expect(takeTripOn('sqlite', { ...trip, up: rename })).rejects.toThrow(
    'foreign key person_today_foreign of person joins two columns of the enum',
  );
  await takeTrip({
    ...trip,
    up: op => {
      op.dropForeignKey('person', 'person_today_foreign');
      rename(op);
      op.addForeignKey('person', ['today'], 'mood_word', ['mood'], { onUpdate: 'cascade' });
    },
  });
});

test('a value that is used at once is added outside of the transaction', async () => {
  const told = await takeTrip({
    given: moods,
    rows: people,
    up: op => {
      op.addColumn('person', c => c.text('note').nullable());
      op.addEnumValue('mood', 'odd');
      op.addEnumValue('mood', 'even');
      op.insert('person', [{ today: 'odd' }]);
    },
    down: op => {
      op.removeEnumValue('mood', 'even');
      op.removeEnumValue('mood', 'odd', { replacement: 'sad' });
      op.sql('delete from person where id > 3');
      op.dropColumn('person', 'note');
    },
    survivors: all,
  });
  expect(told.postgresql.up).toMatchInlineSnapshot(`
    "alter table "person" add column "note" text null;
    -- alone
    alter type "mood" add value if not exists 'odd';
    alter type "mood" add value if not exists 'even';
    insert into "person" ("today") values ('odd');"
  `);
});

test('rows whose deferred keys are not checked yet do not stand in the way', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      op.createTable('city', t => void t.integer('id').primary());
      moods(op);
      op.addColumn('person', c =>
        c.integer('city_id').nullable().references('city', 'id', { deferrable: 'deferred' }),
      );
    },
    rows: ['insert into city (id) values (1)'],
    up: op => {
      op.insert('person', [{ today: 'sad', city_id: 1 }]);
      op.removeEnumValue('mood', 'glad');
    },
    down: op => {
      op.addEnumValue('mood', 'glad', { before: 'calm' });
      op.sql('delete from person');
    },
  });
  expect(told.up).toContain('set constraints "person_city_id_foreign" immediate');
});
