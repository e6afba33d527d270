import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Table } from '../../../src/schema/schema.ts';
import { roundTrip } from './round-trip.ts';
import { column, keyed, openTestDatabase, table, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const customer: Table = keyed(
  'customer',
  [
    column('email', { name: 'string', length: 120 }),
    column(
      'tier',
      { name: 'enum', values: ['basic', "king's"] },
      { default: { kind: 'value', value: 'basic' } },
    ),
    column('meta', { name: 'json' }, { nullable: true, comment: "anything that isn't a column" }),
    column(
      'credit',
      { name: 'decimal', precision: 10, scale: 2 },
      { default: { kind: 'value', value: '0' } },
    ),
    column(
      'created_at',
      { name: 'datetime' },
      { default: { kind: 'sql', sql: 'current_timestamp' } },
    ),
    column('active', { name: 'boolean' }, { default: { kind: 'value', value: true } }),
    column('referrer_id', 'integer', { nullable: true }),
  ],
  {
    comment: 'who buys',
    uniques: [{ name: 'customer_email_unique', columns: ['email'] }],
    indexes: [
      {
        name: 'customer_created_at_index',
        columns: ['created_at', 'id'],
        unique: false,
        where: 'credit > 0',
        include: ['tier'],
      },
    ],
    checks: [{ name: 'customer_credit_check', expression: 'credit >= 0' }],
    foreignKeys: [
      {
        name: 'customer_referrer_id_foreign',
        columns: ['referrer_id'],
        refTable: 'customer',
        refColumns: ['id'],
        onDelete: 'set null',
        onUpdate: 'cascade',
        deferrable: 'deferred',
      },
    ],
  },
);
const note = keyed('note', [column('body', 'text')]);
const noteRows = [`insert into note (body) values ('one'), ('two')`];
const notes = ['select * from note order by id'];

test('createTable, dropTable', async () => {
  const sql = await roundTrip(database, {
    given: [{ kind: 'createTable', table: note }],
    rows: noteRows,
    up: [{ kind: 'createTable', table: customer }],
    down: [{ kind: 'dropTable', table: 'customer' }],
    survivors: notes,
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "create table "customer" ("id" serial primary key, "email" varchar(120) not null, "tier" text not null default 'basic', "meta" jsonb null, "credit" numeric(10,2) not null default '0', "created_at" timestamptz not null default current_timestamp, "active" boolean not null default true, "referrer_id" int null);
    comment on table "customer" is 'who buys';
    comment on column "customer"."meta" is 'anything that isn''t a column';
    alter table "customer" add constraint "customer_email_unique" unique ("email");
    create index "customer_created_at_index" on "customer" ("created_at", "id") include ("tier") where credit > 0;
    alter table "customer" add constraint "customer_credit_check" check (credit >= 0);
    alter table "customer" add constraint "customer_tier_check" check ("tier" in ('basic', 'king''s'));
    alter table "customer" add constraint "customer_referrer_id_foreign" foreign key ("referrer_id") references "customer" ("id") on update cascade on delete set null deferrable initially deferred;"
  `);
  expect(sql.down).toMatchInlineSnapshot(`"drop table "customer";"`);
});

test('createTable with a key that is not a sequence, or has a name of its own', async () => {
  const line = table(
    'order line',
    [column('order_id', 'integer'), column('select', 'integer'), column('n', 'bigint')],
    { primaryKey: { name: 'order line_pkey', columns: ['order_id', 'select'] } },
  );
  const event = keyed('event', [], { primaryKey: { name: 'the_key', columns: ['id'] } });
  const sql = await roundTrip(database, {
    given: [],
    up: [
      { kind: 'createTable', table: line },
      { kind: 'createTable', table: event },
    ],
    down: [
      { kind: 'dropTable', table: 'event' },
      { kind: 'dropTable', table: 'order line' },
    ],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "create table "order line" ("order_id" int not null, "select" int not null, "n" bigint not null, primary key ("order_id", "select"));
    create table "event" ("id" serial not null, constraint "the_key" primary key ("id"));"
  `);
});

test('renameTable: rows, sequence and foreign keys stay', async () => {
  const sql = await roundTrip(database, {
    given: [
      { kind: 'createTable', table: note },
      {
        kind: 'createTable',
        table: table('tag', [column('note_id', 'integer')], {
          foreignKeys: [
            {
              name: 'tag_note_id_foreign',
              columns: ['note_id'],
              refTable: 'note',
              refColumns: ['id'],
              onDelete: 'cascade',
            },
          ],
        }),
      },
    ],
    rows: [...noteRows, 'insert into tag values (1), (2)'],
    up: [
      { kind: 'renameTable', from: 'note', to: 'remark' },
      { kind: 'renameConstraint', table: 'remark', from: 'note_pkey', to: 'remark_pkey' },
      {
        kind: 'renameConstraint',
        table: 'tag',
        from: 'tag_note_id_foreign',
        to: 'tag_remark_id_foreign',
      },
    ],
    down: [
      {
        kind: 'renameConstraint',
        table: 'tag',
        from: 'tag_remark_id_foreign',
        to: 'tag_note_id_foreign',
      },
      { kind: 'renameConstraint', table: 'remark', from: 'remark_pkey', to: 'note_pkey' },
      { kind: 'renameTable', from: 'remark', to: 'note' },
    ],
    survivors: [...notes, 'select * from tag order by 1'],
    look: [`select nextval(pg_get_serial_sequence('remark', 'id'))::int as next`],
  });
  expect(sql.up).toMatchInlineSnapshot(`
    "alter table "note" rename to "remark";
    alter table "remark" rename constraint "note_pkey" to "remark_pkey";
    alter table "tag" rename constraint "tag_note_id_foreign" to "tag_remark_id_foreign";"
  `);
  expect(sql.looked).toEqual([[{ next: 3 }]]);
});
