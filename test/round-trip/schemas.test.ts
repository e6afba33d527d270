import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { takeTripOn } from './round-trip.ts';

test('a schema, with a table and an enum in it', async () => {
  const told = await takeTripOn('postgresql', {
    given: op =>
      op.createTable('person', t => {
        t.integer('id').primary();
      }),
    rows: ['insert into person (id) values (1)'],
    up: op => {
      op.createSchema('audit', { only: 'postgresql' });
      op.createEnum('audit.kind', ['made', 'gone']);
      op.createTable('audit.event', t => {
        t.integer('id').primary().autoincrement();
        t.nativeEnum('kind', 'audit.kind');
        t.integer('person_id').references('person', 'id').nullable();
      });
    },
    survivors: ['select id from person'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "drop table "audit"."event";
    drop type "audit"."kind";
    drop schema "audit";",
      "up": "create schema if not exists "audit";
    create type "audit"."kind" as enum ('made', 'gone');
    create table "audit"."event" ("id" serial primary key, "kind" "audit"."kind" not null, "person_id" int null);
    alter table "audit"."event" add constraint "event_person_id_foreign" foreign key ("person_id") references "person" ("id");",
    }
  `);
});

const alone = (up: (op: Op) => void) =>
  takeTripOn('sqlite', { given: op => op.createTable('a', t => void t.integer('id')), up });

test('what is for PostgreSQL alone is nothing to SQLite', async () => {
  const told = await takeTripOn('sqlite', {
    given: op =>
      op.createTable('person', t => {
        t.integer('id').primary();
      }),
    up: op => {
      op.createSchema('audit', { only: 'postgresql' });
      op.createExtension('citext', { only: 'postgresql' });
      op.addColumn('person', c => c.text('note').nullable());
    },
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "alter table "person" drop column "note";",
      "up": "alter table "person" add column "note" text null;",
    }
  `);
  await expect(alone(op => op.createSchema('audit'))).rejects.toThrow(
    'migrations/test.ts:1: SQLite has no schemas: audit would be a database that the connection attaches',
  );
  await expect(alone(op => op.createExtension('citext'))).rejects.toThrow(
    'migrations/test.ts:1: SQLite has no extensions of a database: citext',
  );
});

test('extensions, in a schema and of a version', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => op.createSchema('extra'),
    up: op => {
      op.createExtension('citext');
      op.createExtension('pg_trgm', { schema: 'extra', version: '1.6' });
    },
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "drop extension "pg_trgm";
    drop extension "citext";",
      "up": "create extension if not exists "citext";
    create extension if not exists "pg_trgm" schema "extra" version '1.6';",
    }
  `);
});

test('a schema and an extension that are dropped come back', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      op.createSchema('extra');
      op.createSchema('audit');
      op.createExtension('citext', { schema: 'extra' });
    },
    up: op => {
      op.dropExtension('citext');
      op.dropSchema('audit');
    },
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "create schema if not exists "audit";
    create extension if not exists "citext" schema "extra";",
      "up": "drop extension "citext";
    drop schema "audit";",
    }
  `);
});

test('cascade reaches what the revisions did not make', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      op.createSchema('audit');
      op.createExtension('citext');
      op.sql({ postgresql: 'create table audit.left_over (name citext)', sqlite: '' });
    },
    up: op => {
      op.dropExtension('citext', { cascade: true });
      op.dropSchema('audit', { cascade: true });
    },
    down: op => {
      op.createSchema('audit');
      op.createExtension('citext');
      op.sql({ postgresql: 'create table audit.left_over (name citext)', sqlite: '' });
    },
  });
  expect(told.up).toMatchInlineSnapshot(`
    "drop extension "citext" cascade;
    drop schema "audit" cascade;"
  `);
});

const given = (op: Op): void => {
  op.createSchema('audit');
  op.createTable('audit.person', t => {
    t.integer('id').primary().autoincrement();
    t.string('email', 80).unique();
    t.text('note').nullable();
  });
  op.createTable('audit.event', t => {
    t.integer('id').primary().autoincrement();
    t.integer('person_id').references('audit.person', 'id', { onDelete: 'cascade' });
    t.enum('kind', ['made', 'gone']).default('made');
    t.decimal('amount', 10, 2).default(0);
    t.index(['person_id']);
    t.check('event_amount', 'amount >= 0');
    t.comment('what happened');
  });
};
const rows = [
  "insert into audit.person (email, note) values ('a@b', 'one'), ('c@d', null)",
  'insert into audit.event (person_id, amount) values (1, 5), (2, 6)',
];
const survivors = [
  'select id, email, note from audit.person order by id',
  'select id, person_id, kind, amount from audit.event order by id',
];

test('columns of a table in a schema', async () => {
  const told = await takeTripOn('postgresql', {
    given,
    rows,
    up: op => {
      op.addColumn('audit.event', c => c.integer('by').references('audit.person', 'id').nullable());
      op.addColumn('audit.event', c => c.enum('sort', ['a', 'b']).default('a'));
      op.renameColumn('audit.event', 'amount', 'total');
      op.alterColumn('audit.event', 'total', { type: 'decimal(12,2)', nullable: true });
      op.alterColumn('audit.event', 'kind', { type: "enum('made', 'gone', 'kept')" });
      op.comment('audit.event', 'how much', { column: 'total' });
      op.comment('audit.event', null);
      op.dropColumn('audit.event', 'sort');
    },
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "alter table "audit"."event" add column "sort" text not null default 'a';
    alter table "audit"."event" add constraint "event_sort_check" check ("sort" in ('a', 'b'));
    comment on table "audit"."event" is 'what happened';
    comment on column "audit"."event"."total" is null;
    alter table "audit"."event" drop constraint "event_kind_check", add constraint "event_kind_check" check ("kind" in ('made', 'gone'));
    alter table "audit"."event" alter column "total" type numeric(10,2), alter column "total" set not null;
    alter table "audit"."event" rename column "total" to "amount";
    alter table "audit"."event" drop column "sort";
    alter table "audit"."event" drop column "by";",
      "up": "alter table "audit"."event" add column "by" int null;
    alter table "audit"."event" add constraint "event_by_foreign" foreign key ("by") references "audit"."person" ("id");
    alter table "audit"."event" add column "sort" text not null default 'a';
    alter table "audit"."event" add constraint "event_sort_check" check ("sort" in ('a', 'b'));
    alter table "audit"."event" rename column "amount" to "total";
    alter table "audit"."event" alter column "total" type numeric(12,2), alter column "total" drop not null;
    alter table "audit"."event" drop constraint "event_kind_check", add constraint "event_kind_check" check ("kind" in ('made', 'gone', 'kept'));
    comment on column "audit"."event"."total" is 'how much';
    comment on table "audit"."event" is null;
    alter table "audit"."event" drop column "sort";",
    }
  `);
});

test('indexes and constraints of a table in a schema', async () => {
  const told = await takeTripOn('postgresql', {
    given,
    rows,
    up: op => {
      op.createIndex('audit.event', ['kind'], { where: "kind = 'made'" });
      op.renameIndex('audit.event', 'event_person_id_index', 'event_by_person');
      op.dropUnique('audit.person', 'person_email_unique');
      op.addUnique('audit.person', ['note']);
      op.renameConstraint('audit.event', 'event_amount', 'event_positive');
      op.dropForeignKey('audit.event', 'event_person_id_foreign');
      op.addForeignKey('audit.event', ['person_id'], 'audit.person', ['id']);
      op.addCheck('audit.event', 'event_small', 'amount < 100');
      op.dropCheck('audit.event', 'event_small');
      op.renameConstraint('audit.person', 'person_pkey', 'person_key');
    },
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "alter table "audit"."person" rename constraint "person_key" to "person_pkey";
    alter table "audit"."event" add constraint "event_small" check (amount < 100);
    alter table "audit"."event" drop constraint "event_small";
    alter table "audit"."event" drop constraint "event_person_id_foreign";
    alter table "audit"."event" add constraint "event_person_id_foreign" foreign key ("person_id") references "audit"."person" ("id") on delete cascade;
    alter table "audit"."event" rename constraint "event_positive" to "event_amount";
    alter table "audit"."person" drop constraint "person_note_unique";
    alter table "audit"."person" add constraint "person_email_unique" unique ("email");
    alter index "audit"."event_by_person" rename to "event_person_id_index";
    drop index "audit"."event_kind_index";",
      "up": "create index "event_kind_index" on "audit"."event" ("kind") where kind = 'made';
    alter index "audit"."event_person_id_index" rename to "event_by_person";
    alter table "audit"."person" drop constraint "person_email_unique";
    alter table "audit"."person" add constraint "person_note_unique" unique ("note");
    alter table "audit"."event" rename constraint "event_amount" to "event_positive";
    alter table "audit"."event" drop constraint "event_person_id_foreign";
    alter table "audit"."event" add constraint "event_person_id_foreign" foreign key ("person_id") references "audit"."person" ("id");
    alter table "audit"."event" add constraint "event_small" check (amount < 100);
    alter table "audit"."event" drop constraint "event_small";
    alter table "audit"."person" rename constraint "person_pkey" to "person_key";",
    }
  `);
});

test('rows of a table in a schema, and the table itself', async () => {
  const told = await takeTripOn('postgresql', {
    given,
    rows,
    up: op => {
      op.insert('audit.person', [{ id: 7, email: 'e@f' }]);
      op.backfill('audit.person', { set: { note: "'none'" }, where: 'note is null' });
      op.archive('audit.person', ['note']);
      op.dropColumn('audit.person', 'note');
      op.archive('audit.event');
      op.dropTable('audit.event');
      op.renameTable('audit.person', 'audit.human');
      op.renameTable('audit.human', 'public.human');
    },
    down: op => {
      op.renameTable('public.human', 'audit.human');
      op.renameTable('audit.human', 'audit.person');
      op.createTable('audit.event', t => {
        t.integer('id').primary().autoincrement();
        t.integer('person_id').references('audit.person', 'id', { onDelete: 'cascade' });
        t.enum('kind', ['made', 'gone']).default('made');
        t.decimal('amount', 10, 2).default(0);
        t.index(['person_id']);
        t.check('event_amount', 'amount >= 0');
        t.comment('what happened');
      });
      op.restore('audit.event');
      op.addColumn('audit.person', c => c.text('note').nullable());
      op.restore('audit.person', ['note']);
      op.sql({ postgresql: 'delete from audit.person where id = 7', sqlite: '' });
      op.backfill('audit.person', { set: { note: 'null' }, where: "note = 'none'" });
    },
    survivors,
  });
  expect(told.up).toMatchInlineSnapshot(`
    "insert into "audit"."person" ("id", "email") values (7, 'e@f');
    select setval(pg_get_serial_sequence('"audit"."person"', 'id'), greatest((select max("id") from "audit"."person"), pg_sequence_last_value(pg_get_serial_sequence('"audit"."person"', 'id')::regclass)));
    update "audit"."person" set "note" = ('none') where note is null;
    create table "migsh_archive_audit_person_0267a43f_aaaabbbbcccc" as select "id", "note" from "audit"."person";
    alter table "audit"."person" drop column "note";
    create table "migsh_archive_audit_event_8ca9948e_aaaabbbbcccc" as select "id", "person_id", "kind", "amount" from "audit"."event";
    drop table "audit"."event";
    alter table "audit"."person" rename to "human";
    alter table "audit"."human" set schema "public";"
  `);
});

test('sequences, views and sources of values in a schema', async () => {
  const told = await takeTripOn('postgresql', {
    given,
    rows,
    up: op => {
      op.createSequence('audit.number', { start: 100, only: 'postgresql' });
      op.addColumn('audit.event', c =>
        c.integer('number').defaultRaw("nextval('audit.number')").nullable(),
      );
      op.addColumn('audit.event', c => c.integer('twice').generated('id * 2'));
      op.setIdentity('audit.person', 'id', 'by default');
      op.createView('audit.made', "select id, amount from audit.event where kind = 'made'");
      op.alterColumn('audit.event', 'amount', { type: 'decimal(14,2)' });
      op.renameView('audit.made', 'audit.was_made');
      op.createView('audit.kept', 'select id from audit.event', { materialized: true });
    },
    survivors,
    look: ['select * from audit.was_made order by id'],
  });
  expect(told.up).toMatchInlineSnapshot(`
    "create sequence "audit"."number" start with 100;
    alter table "audit"."event" add column "number" int null default nextval('audit.number');
    alter table "audit"."event" add column "twice" int generated always as (id * 2) stored not null;
    select set_config('migsh.last_number', coalesce(pg_sequence_last_value(pg_get_serial_sequence('"audit"."person"', 'id')::regclass)::text, ''), false);
    alter table "audit"."person" alter column "id" drop default;
    do $migsh$ declare own text := pg_get_serial_sequence('"audit"."person"', 'id'); begin if own is not null then execute 'drop sequence ' || own; end if; end $migsh$;
    alter table "audit"."person" alter column "id" add generated by default as identity;
    select setval(pg_get_serial_sequence('"audit"."person"', 'id'), greatest((select max("id") from "audit"."person"), pg_sequence_last_value(pg_get_serial_sequence('"audit"."person"', 'id')::regclass), nullif(current_setting('migsh.last_number', true), '')::bigint));
    create view "audit"."made" as select id, amount from audit.event where kind = 'made';
    -- take the views on it away for a moment, as they are then (audit.made)
    alter table "audit"."event" alter column "amount" type numeric(14,2);
    -- bring the views back with their comments, owners and grants (audit.made)
    alter view "audit"."made" rename to "was_made";
    create materialized view "audit"."kept" as select id from audit.event with data;"
  `);
});

test('triggers, functions and policies in a schema', async () => {
  const told = await takeTripOn('postgresql', {
    given,
    rows,
    up: op => {
      op.createTrigger('audit.event', 'touch', {
        timing: 'before',
        events: ['insert'],
        forEach: 'row',
        body: { postgresql: 'new.amount = 1; return new;', sqlite: 'select 1;' },
        only: 'postgresql',
      });
      op.createFunction('audit.one', {
        returns: 'int',
        language: 'sql',
        body: 'select 1',
        only: 'postgresql',
      });
      op.rowSecurity('audit.event', 'enabled', { only: 'postgresql' });
      op.createPolicy('audit.event', 'own', { using: 'person_id = 1', only: 'postgresql' });
    },
    survivors,
  });
  expect(told.up).toMatchInlineSnapshot(`
    "create or replace function "audit"."event_touch_fn"() returns trigger as $$ begin new.amount = 1; return new; end; $$ language plpgsql;
    create trigger "touch" before insert on "audit"."event" for each row execute function "audit"."event_touch_fn"();
    create function "audit"."one"() returns int language sql as $$ select 1 $$;
    alter table "audit"."event" enable row level security;
    create policy "own" on "audit"."event" using (person_id = 1);"
  `);
});
