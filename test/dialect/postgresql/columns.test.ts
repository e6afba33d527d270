import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AlterColumn, Operation } from '../../../src/operation/operation.ts';
import type { Column } from '../../../src/schema/schema.ts';
import { roundTrip, type Story } from './round-trip.ts';
import { column, keyed, openTestDatabase, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const people: Operation = {
  kind: 'createTable',
  table: keyed('person', [column('name', { name: 'string', length: 40 })]),
};
const rows = [`insert into person (name) values ('Ada'), ('Grace')`];
const survivors = ['select * from person order by id'];
const story: Pick<Story, 'given' | 'rows' | 'survivors'> = { given: [people], rows, survivors };

test('addColumn, dropColumn, with the constraints written on the column', async () => {
  const sql = await roundTrip(database, {
    ...story,
    up: [
      {
        kind: 'addColumn',
        table: 'person',
        column: column('boss_id', 'integer', { nullable: true, comment: 'who signs' }),
        foreignKey: {
          name: 'person_boss_id_foreign',
          columns: ['boss_id'],
          refTable: 'person',
          refColumns: ['id'],
          onDelete: 'set null',
        },
        unique: { name: 'person_boss_id_unique', columns: ['boss_id'] },
      },
      {
        kind: 'addColumn',
        table: 'person',
        column: column(
          'mood',
          { name: 'enum', values: ['glad', 'sad'] },
          { default: { kind: 'value', value: 'glad' } },
        ),
      },
      {
        kind: 'addColumn',
        table: 'person',
        column: column('number', 'bigint', { autoincrement: true }),
      },
    ],
    down: [
      { kind: 'dropColumn', table: 'person', column: 'number' },
      { kind: 'dropColumn', table: 'person', column: 'mood' },
      { kind: 'dropColumn', table: 'person', column: 'boss_id' },
    ],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "alter table "person" add column "boss_id" int null;
    comment on column "person"."boss_id" is 'who signs';
    alter table "person" add constraint "person_boss_id_unique" unique ("boss_id");
    alter table "person" add constraint "person_boss_id_foreign" foreign key ("boss_id") references "person" ("id") on delete set null;
    alter table "person" add column "mood" text not null default 'glad';
    alter table "person" add constraint "person_mood_check" check ("mood" in ('glad', 'sad'));
    alter table "person" add column "number" bigserial not null;"
  `);
  expect(sql.down).toMatchInlineSnapshot(`
    "alter table "person" drop column "number";
    alter table "person" drop column "mood";
    alter table "person" drop column "boss_id";"
  `);
});

test('renameColumn', async () => {
  const sql = await roundTrip(database, {
    ...story,
    up: [{ kind: 'renameColumn', table: 'person', from: 'name', to: 'full "name"' }],
    down: [{ kind: 'renameColumn', table: 'person', from: 'full "name"', to: 'name' }],
  });
  expect(sql.up).toMatchInlineSnapshot(
    `"alter table "person" rename column "name" to "full ""name""";"`,
  );
});

test('comment on a table and a column, and taken away', async () => {
  const sql = await roundTrip(database, {
    ...story,
    up: [
      { kind: 'comment', table: 'person', comment: "who's who" },
      { kind: 'comment', table: 'person', column: 'name', comment: 'as they say it' },
    ],
    down: [
      { kind: 'comment', table: 'person', column: 'name', comment: null },
      { kind: 'comment', table: 'person', comment: null },
    ],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "comment on table "person" is 'who''s who';
    comment on column "person"."name" is 'as they say it';"
  `);
  expect(sql.down).toMatchInlineSnapshot(`
    "comment on column "person"."name" is null;
    comment on table "person" is null;"
  `);
});

const change = (keys: Partial<AlterColumn>): Operation => ({
  kind: 'alterColumn',
  table: 'thing',
  column: 'c',
  ...keys,
});

/** A table `thing` with a column `c` that holds the values, altered up and down. */
const altered = (
  c: Column,
  values: readonly string[],
  keys: { up: Partial<AlterColumn>; down: Partial<AlterColumn> },
): ReturnType<typeof roundTrip> =>
  roundTrip(database, {
    given: [{ kind: 'createTable', table: keyed('thing', [c]) }],
    rows: values.map(value => `insert into thing (c) values (${value})`),
    up: [change(keys.up)],
    down: [change(keys.down)],
    survivors: ['select * from thing order by id'],
    look: ['select c::text from thing order by id'],
  });

describe('alterColumn', () => {
  test('nullable, default, comment together', async () => {
    const sql = await altered(column('c', 'text'), ["'a'"], {
      up: { nullable: true, default: { kind: 'value', value: "it's" }, comment: 'see' },
      down: { nullable: false, default: null, comment: null },
    });
    expect(sql.up).toMatchInlineSnapshot(`
      "alter table "thing" alter column "c" drop not null, alter column "c" set default 'it''s';
      comment on column "thing"."c" is 'see';"
    `);
    expect(sql.down).toMatchInlineSnapshot(`
      "alter table "thing" alter column "c" drop default, alter column "c" set not null;
      comment on column "thing"."c" is null;"
    `);
  });

  test('a longer string needs no using, and its default stays', async () => {
    const short = column(
      'c',
      { name: 'string', length: 40 },
      { default: { kind: 'value', value: 'x' } },
    );
    const sql = await altered(short, ["'a'", 'default'], {
      up: { type: { name: 'string', length: 80 } },
      down: { type: { name: 'string', length: 40 } },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" type varchar(80);"`,
    );
  });

  test('string to integer: using, and the default is put back in the new type', async () => {
    const digits = column('c', { name: 'string' }, { default: { kind: 'value', value: '3' } });
    const sql = await altered(digits, ["'12'", 'default'], {
      up: { type: { name: 'integer' } },
      down: { type: { name: 'string' } },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type int using "c"::int, alter column "c" set default '3';"`,
    );
    expect(sql.down).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type varchar(255), alter column "c" set default '3';"`,
    );
  });

  test('string to integer with another default', async () => {
    const digits = column('c', { name: 'string' }, { default: { kind: 'value', value: 'none' } });
    const sql = await altered(digits, ["'12'"], {
      up: { type: { name: 'integer' }, default: { kind: 'value', value: 0 } },
      down: { type: { name: 'string' }, default: { kind: 'value', value: 'none' } },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type int using "c"::int, alter column "c" set default 0;"`,
    );
    expect(sql.down).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type varchar(255), alter column "c" set default 'none';"`,
    );
  });

  test('boolean to smallint and back', async () => {
    const flag = column('c', { name: 'boolean' }, { default: { kind: 'value', value: false } });
    const sql = await altered(flag, ['true', 'false'], {
      up: { type: { name: 'smallint' }, default: { kind: 'value', value: 0 } },
      down: { type: { name: 'boolean' }, default: { kind: 'value', value: false } },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type smallint using "c"::int::smallint, alter column "c" set default 0;"`,
    );
    expect(sql.down).toMatchInlineSnapshot(
      `
      "select 1 from "thing" where "c" not in (0, 1) limit 1;
      alter table "thing" alter column "c" drop default, alter column "c" type boolean using "c" <> 0, alter column "c" set default false;"
    `,
    );
    expect(sql.looked).toEqual([[{ c: '1' }, { c: '0' }]]);
  });

  test('uuid to string and back', async () => {
    const value = "'0b0e7ab4-5c2d-4a5e-9d0f-1d2f3a4b5c6d'";
    const sql = await altered(
      column('c', { name: 'uuid' }, { default: { kind: 'sql', sql: 'gen_random_uuid()' } }),
      [value],
      { up: { type: { name: 'string', length: 36 } }, down: { type: { name: 'uuid' } } },
    );
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type varchar(36), alter column "c" set default gen_random_uuid();"`,
    );
    expect(sql.down).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" drop default, alter column "c" type uuid using "c"::uuid, alter column "c" set default gen_random_uuid();"`,
    );
  });

  test('an expression of your own', async () => {
    const sql = await altered(column('c', 'text'), ["'7 apples'"], {
      up: { type: { name: 'integer' }, using: `split_part("c", ' ', 1)::int` },
      down: { type: { name: 'text' }, using: `"c" || ' apples'` },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" type int using split_part("c", ' ', 1)::int;"`,
    );
    expect(sql.looked).toEqual([[{ c: '7' }]]);
  });

  test('an enum gains a value: the check alone changes', async () => {
    const sql = await altered(column('c', { name: 'enum', values: ['a'] }), ["'a'"], {
      up: { type: { name: 'enum', values: ['a', 'b'] } },
      down: { type: { name: 'enum', values: ['a'] } },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" drop constraint "thing_c_check", add constraint "thing_c_check" check ("c" in ('a', 'b'));"`,
    );
  });

  test('a string becomes an enum and back: the check comes and goes', async () => {
    const sql = await altered(column('c', { name: 'string', length: 9 }), ["'a'"], {
      up: { type: { name: 'enum', values: ['a', 'b'] } },
      down: { type: { name: 'string', length: 9 } },
    });
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" type text, add constraint "thing_c_check" check ("c" in ('a', 'b'));"`,
    );
    expect(sql.down).toMatchInlineSnapshot(
      `"alter table "thing" drop constraint "thing_c_check", alter column "c" type varchar(9);"`,
    );
  });

  test('collation, kept when the type changes and taken away', async () => {
    const sql = await altered(
      column('c', { name: 'string', length: 9 }, { collation: 'C' }),
      ["'a'"],
      {
        up: { type: { name: 'text' } },
        down: { type: { name: 'string', length: 9 } },
      },
    );
    expect(sql.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" type text collate "C";"`,
    );
    const plain = await altered(column('c', 'text'), ["'a'"], {
      up: { collation: 'C' },
      down: { collation: null },
    });
    expect(plain.up).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" type text collate "C";"`,
    );
    expect(plain.down).toMatchInlineSnapshot(
      `"alter table "thing" alter column "c" type text collate "default";"`,
    );
  });

  test('a serial that becomes bigint counts on past the end of an integer', async () => {
    const sql = await roundTrip(database, {
      given: [{ kind: 'createTable', table: keyed('thing', [column('c', 'text')]) }],
      rows: [`insert into thing (c) values ('a')`],
      up: [{ kind: 'alterColumn', table: 'thing', column: 'id', type: { name: 'bigint' } }],
      down: [{ kind: 'alterColumn', table: 'thing', column: 'id', type: { name: 'integer' } }],
      survivors: ['select id::int, c from thing'],
      look: [`select seqtypid::regtype::text as type from pg_sequence`],
    });
    expect(sql.up).toMatchInlineSnapshot(`
      "alter table "thing" alter column "id" type bigint;
      do $migsh$ begin execute format('alter sequence %s as bigint', pg_get_serial_sequence('"thing"', 'id')); end $migsh$;"
    `);
    expect(sql.looked).toEqual([[{ type: 'bigint' }]]);
  });
});
