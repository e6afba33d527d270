import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { openSqliteLab } from './labs.ts';
import { takeTrip } from './round-trip.ts';

function tag(op: Op): void {
  op.createTable('tag', t => {
    t.integer('id').primary();
    t.string('label', 40).unique();
  });
}
const rows = ["insert into tag (id, label) values (1, 'b'), (2, 'A')"];

test('defaults as values of every kind, and as SQL', async () => {
  const odd = `it's "odd"\\n\nnext line\t\`x\` \${y} -- no comment`;
  const told = await takeTrip({
    given: op => {
      tag(op);
      op.createTable('thing', t => {
        t.integer('id').primary();
        t.text('odd').default(odd);
        t.text('empty').default('');
        t.integer('less').default(-7);
        t.bigint('large').default('9007199254740993');
        t.decimal('exact', 20, 4).default('0.1000');
        t.double('ratio').default(1e-7);
        t.boolean('yes').default(true);
        t.boolean('no').default(false);
        t.date('day').default('2026-01-31');
        t.datetime('at').default('2026-01-31 10:00:00+00');
        t.json('meta').default('{"a": ["it\'s"]}');
        t.enum('mood', ['glad', "it's"]).default("it's");
        t.array('list', 'text').default('{}');
        t.uuid('key').default('3f2a9c1e-7b04-4c5d-8e6f-0123456789ab');
        t.datetime('made').defaultRaw('current_timestamp');
        t.integer('sum').defaultRaw('1 + 2');
        t.text('up').defaultRaw("upper('x')");
        t.text('empty_again').nullable().defaultRaw('null');
      });
    },
    rows: [...rows, 'insert into thing (id) values (1)'],
    up: op => {
      op.addColumn('tag', c => c.text('odd').default(odd));
      op.addColumn('tag', c => c.boolean('active').default(true));
      op.addColumn('tag', c => c.text('up').defaultRaw("upper('x')"));
      op.addColumn('tag', c => c.datetime('made').defaultRaw('current_timestamp'));
      op.alterColumn('thing', 'odd', { default: "plain 'text'" });
      op.alterColumn('thing', 'less', { default: null });
      op.alterColumn('thing', 'sum', { defaultRaw: '2 * 2' });
      op.alterColumn('thing', 'yes', { default: false });
    },
    survivors: [
      'select id, label from tag order by id',
      {
        postgresql: `select id, odd, empty, less, large::text, exact::text, ratio, yes, no, day::text, meta->'a'->>0 as meta,
          mood, list::text, key::text, sum, up, empty_again from thing`,
        sqlite:
          'select id, odd, empty, less, cast(large as text) as large, exact, ratio, yes, no, day, meta, mood, list, key, sum, up, empty_again from thing',
      },
    ],
    look: [
      'select id, odd, active, up from tag order by id',
      'select odd, empty, less, sum from thing',
    ],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "thing" alter column "yes" set default true;
    alter table "thing" alter column "sum" set default 1 + 2;
    alter table "thing" alter column "less" set default -7;
    alter table "thing" alter column "odd" set default 'it''s "odd"\\n
    next line	\`x\` \${y} -- no comment';
    alter table "tag" drop column "made";
    alter table "tag" drop column "up";
    alter table "tag" drop column "active";
    alter table "tag" drop column "odd";",
        "looked": [
          [
            {
              "active": true,
              "id": 1,
              "odd": "it's "odd"\\n
    next line	\`x\` \${y} -- no comment",
              "up": "X",
            },
            {
              "active": true,
              "id": 2,
              "odd": "it's "odd"\\n
    next line	\`x\` \${y} -- no comment",
              "up": "X",
            },
          ],
          [
            {
              "empty": "",
              "less": -7,
              "odd": "it's "odd"\\n
    next line	\`x\` \${y} -- no comment",
              "sum": 3,
            },
          ],
        ],
        "up": "alter table "tag" add column "odd" text not null default 'it''s "odd"\\n
    next line	\`x\` \${y} -- no comment';
    alter table "tag" add column "active" boolean not null default true;
    alter table "tag" add column "up" text not null default upper('x');
    alter table "tag" add column "made" timestamptz not null default current_timestamp;
    alter table "thing" alter column "odd" set default 'plain ''text''';
    alter table "thing" alter column "less" drop default;
    alter table "thing" alter column "sum" set default 2 * 2;
    alter table "thing" alter column "yes" set default false;",
      },
      "sqlite": {
        "down": "create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (2 * 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (1 + 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null default -7, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (1 + 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'it''s "odd"\\n
    next line	\`x\` \${y} -- no comment', "empty" text not null default '', "less" integer not null default -7, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (1 + 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    alter table "tag" drop column "made";
    alter table "tag" drop column "up";
    alter table "tag" drop column "active";
    alter table "tag" drop column "odd";",
        "looked": [
          [
            {
              "active": 1,
              "id": 1,
              "odd": "it's "odd"\\n
    next line	\`x\` \${y} -- no comment",
              "up": "X",
            },
            {
              "active": 1,
              "id": 2,
              "odd": "it's "odd"\\n
    next line	\`x\` \${y} -- no comment",
              "up": "X",
            },
          ],
          [
            {
              "empty": "",
              "less": -7,
              "odd": "it's "odd"\\n
    next line	\`x\` \${y} -- no comment",
              "sum": 3,
            },
          ],
        ],
        "up": "alter table "tag" add column "odd" text not null default 'it''s "odd"\\n
    next line	\`x\` \${y} -- no comment';
    alter table "tag" add column "active" integer not null default true;
    create table "migsh_new_tag" ("id" integer not null primary key, "label" text not null, "odd" text not null default 'it''s "odd"\\n
    next line	\`x\` \${y} -- no comment', "active" integer not null default true, "up" text not null default (upper('x')));
    insert into "migsh_new_tag" ("id", "label", "odd", "active") select "id", "label", "odd", "active" from "tag";
    drop table "tag";
    alter table "migsh_new_tag" rename to "tag";
    create unique index "tag_label_unique" on "tag" ("label");
    create table "migsh_new_tag" ("id" integer not null primary key, "label" text not null, "odd" text not null default 'it''s "odd"\\n
    next line	\`x\` \${y} -- no comment', "active" integer not null default true, "up" text not null default (upper('x')), "made" datetime not null default current_timestamp);
    insert into "migsh_new_tag" ("id", "label", "odd", "active", "up") select "id", "label", "odd", "active", "up" from "tag";
    drop table "tag";
    alter table "migsh_new_tag" rename to "tag";
    create unique index "tag_label_unique" on "tag" ("label");
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null default -7, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (1 + 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (1 + 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default true, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (2 * 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";
    create table "migsh_new_thing" ("id" integer not null primary key, "odd" text not null default 'plain ''text''', "empty" text not null default '', "less" integer not null, "large" bigint not null default '9007199254740993', "exact" numeric(20,4) not null default '0.1000', "ratio" double not null default 1e-7, "yes" integer not null default false, "no" integer not null default false, "day" date not null default '2026-01-31', "at" datetime not null default '2026-01-31 10:00:00+00', "meta" json not null default '{"a": ["it''s"]}', "mood" text check ("mood" in ('glad', 'it''s')) not null default 'it''s', "list" text not null default '{}', "key" text not null default '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab', "made" datetime not null default current_timestamp, "sum" integer not null default (2 * 2), "up" text not null default (upper('x')), "empty_again" text null default null);
    insert into "migsh_new_thing" ("id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again") select "id", "odd", "empty", "less", "large", "exact", "ratio", "yes", "no", "day", "at", "meta", "mood", "list", "key", "made", "sum", "up", "empty_again" from "thing";
    drop table "thing";
    alter table "migsh_new_thing" rename to "thing";",
      },
    }
  `);
});

test('comments: PostgreSQL keeps them, SQLite does nothing', async () => {
  const told = await takeTrip({
    given: op => {
      tag(op);
      op.comment('tag', 'what a product is called', { column: 'label' });
    },
    rows,
    up: op => {
      op.addColumn('tag', c => c.text('note').nullable().comment("the clerk's"));
      op.alterColumn('tag', 'label', { comment: 'two\nlines', nullable: true });
      op.comment('tag', 'for the search');
      op.comment('tag', null, { column: 'note' });
    },
    survivors: ['select * from tag order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "comment on column "tag"."note" is 'the clerk''s';
    comment on table "tag" is null;
    alter table "tag" alter column "label" set not null;
    comment on column "tag"."label" is 'what a product is called';
    alter table "tag" drop column "note";",
        "up": "alter table "tag" add column "note" text null;
    comment on column "tag"."note" is 'the clerk''s';
    alter table "tag" alter column "label" drop not null;
    comment on column "tag"."label" is 'two
    lines';
    comment on table "tag" is 'for the search';
    comment on column "tag"."note" is null;",
      },
      "sqlite": {
        "down": "alter table "tag" alter column "label" set not null;
    alter table "tag" drop column "note";",
        "up": "alter table "tag" add column "note" text null;
    alter table "tag" alter column "label" drop not null;",
      },
    }
  `);
});

test('collations in a new table, a new column, and one that changes', async () => {
  const told = await takeTrip({
    given: tag,
    rows,
    up: op => {
      const collation = op.dialect === 'sqlite' ? 'nocase' : 'C';
      op.createTable('word', t => {
        t.string('text', 40).primary().collation(collation);
        t.text('note').collation(collation).nullable();
      });
      op.addColumn('tag', c => c.string('short', 9).collation(collation).default('x'));
      op.alterColumn('tag', 'label', { collation });
    },
    survivors: ['select id, label from tag order by id'],
    look: ['select label from tag order by label'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "tag" alter column "label" type varchar(40) collate "default";
    alter table "tag" drop column "short";
    drop table "word";",
        "looked": [
          [
            {
              "label": "A",
            },
            {
              "label": "b",
            },
          ],
        ],
        "up": "create table "word" ("text" varchar(40) collate "C" not null, "note" text collate "C" null, primary key ("text"));
    alter table "tag" add column "short" varchar(9) collate "C" not null default 'x';
    alter table "tag" alter column "label" type varchar(40) collate "C";",
      },
      "sqlite": {
        "down": "create table "migsh_new_tag" ("id" integer not null primary key, "label" text not null, "short" text collate nocase not null default 'x');
    insert into "migsh_new_tag" ("id", "label", "short") select "id", "label", "short" from "tag";
    drop table "tag";
    alter table "migsh_new_tag" rename to "tag";
    create unique index "tag_label_unique" on "tag" ("label");
    alter table "tag" drop column "short";
    drop table "word";",
        "looked": [
          [
            {
              "label": "A",
            },
            {
              "label": "b",
            },
          ],
        ],
        "up": "create table "word" ("text" text collate nocase not null primary key, "note" text collate nocase null);
    alter table "tag" add column "short" text collate nocase not null default 'x';
    create table "migsh_new_tag" ("id" integer not null primary key, "label" text collate nocase not null, "short" text collate nocase not null default 'x');
    insert into "migsh_new_tag" ("id", "label", "short") select "id", "label", "short" from "tag";
    drop table "tag";
    alter table "migsh_new_tag" rename to "tag";
    create unique index "tag_label_unique" on "tag" ("label");",
      },
    }
  `);
});

test('rows that another collation makes one stop the run before anything is copied', async () => {
  const lab = await openSqliteLab();
  const go = async (run: (op: Op) => void, before: Parameters<typeof lab.compile>[1]) => {
    const operations = recordOperations(run, lab).map(({ operation }) => operation);
    const { statements, after } = await lab.compile(operations, before);
    await lab.run(statements);
    return after;
  };
  const there = await go(tag, { tables: [] });
  await lab.query("insert into tag (id, label) values (1, 'a'), (2, 'A')");
  const change = go(op => op.alterColumn('tag', 'label', { collation: 'nocase' }), there);
  await expect(change).rejects.toThrow('rows of tag would have the same label under nocase');
  expect(await lab.query('select label from tag order by id')).toEqual([
    { label: 'a' },
    { label: 'A' },
  ]);
  await lab.close();
});

test('arrays of every sort of item, and their change', async () => {
  const told = await takeTrip({
    given: op =>
      op.createTable('lists', t => {
        t.integer('id').primary();
        t.array('words', 'string(40)').nullable();
        t.array('counts', 'integer').default('{}');
        t.array('flags', 'boolean').nullable();
        t.array('days', 'date').nullable();
        t.array('exact', 'decimal(10,2)').nullable();
        t.array('keys', 'text').nullable();
      }),
    rows: [
      {
        postgresql: `insert into lists values (1, '{a,"b c"}', '{1,2}', '{t,f}', '{2026-01-31}', '{1.50}', '{3f2a9c1e-7b04-4c5d-8e6f-0123456789ab}')`,
        sqlite: `insert into lists values (1, 'a,b c', '1,2', 'true,false', '2026-01-31', '1.50', '3f2a9c1e-7b04-4c5d-8e6f-0123456789ab')`,
      },
    ],
    up: op => {
      op.alterColumn('lists', 'words', { type: 'array(text)' });
      op.alterColumn('lists', 'counts', { type: 'array(bigint)' });
      op.alterColumn('lists', 'flags', { type: 'array(integer)' });
      op.alterColumn('lists', 'days', { type: 'array(datetime)' });
      op.alterColumn('lists', 'keys', { type: 'array(uuid)' });
      op.addColumn('lists', c => c.array('spans', 'interval').nullable());
    },
    survivors: [
      {
        postgresql:
          'select id, words::text, counts::text, flags::text, days::text, exact::text, keys::text from lists',
        sqlite: 'select id, words, counts, flags, days, exact, keys from lists',
      },
    ],
    look: [
      {
        postgresql: 'select words::text, counts::text, flags::text, keys::text from lists',
        sqlite: 'select words, counts, flags from lists',
      },
    ],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "lists" drop column "spans";
    alter table "lists" alter column "keys" type text[];
    alter table "lists" alter column "days" type date[];
    alter table "lists" alter column "flags" type boolean[] using "flags"::int[]::boolean[];
    alter table "lists" alter column "counts" drop default, alter column "counts" type int[], alter column "counts" set default '{}';
    alter table "lists" alter column "words" type varchar(40)[];",
        "looked": [
          [
            {
              "counts": "{1,2}",
              "flags": "{1,0}",
              "keys": "{3f2a9c1e-7b04-4c5d-8e6f-0123456789ab}",
              "words": "{a,"b c"}",
            },
          ],
        ],
        "up": "alter table "lists" alter column "words" type text[];
    alter table "lists" alter column "counts" drop default, alter column "counts" type bigint[], alter column "counts" set default '{}';
    alter table "lists" alter column "flags" type int[] using "flags"::int[]::int[];
    alter table "lists" alter column "days" type timestamptz[];
    alter table "lists" alter column "keys" type uuid[] using "keys"::uuid[];
    alter table "lists" add column "spans" interval[] null;",
      },
      "sqlite": {
        "down": "alter table "lists" drop column "spans";",
        "looked": [
          [
            {
              "counts": "1,2",
              "flags": "true,false",
              "words": "a,b c",
            },
          ],
        ],
        "up": "alter table "lists" add column "spans" text null;",
      },
    }
  `);
});
