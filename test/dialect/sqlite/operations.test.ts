import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { invertAll } from '../../../src/operation/invert.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Schema, Table } from '../../../src/schema/schema.ts';
import {
  compileAll,
  introspect,
  migrate,
  openSqlite,
  rows,
  type SqliteFile,
  sqlOf,
} from './apply.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => {
  shop.db.close();
});

function compiled(...operations: Operation[]): string {
  return sqlOf(compileAll(shop.db, operations, { before: shop.schema }));
}

interface Trip {
  readonly made: Readonly<Record<string, unknown>>;
  readonly wanted: Readonly<Record<string, unknown>>;
}

/** Up, down and up again on rows: what the database is each time, and what the schema says that it should be. */
function roundTrip(...operations: Operation[]): Trip {
  const { db, schema } = shop;
  const down = invertAll(operations, schema);
  if ('irreversible' in down) throw new Error(down.irreversible);
  const start = content();
  const after = migrate(db, operations, { before: schema });
  const up = read(db);
  const back = migrate(db, down, { before: after });
  const backRead = read(db);
  const rowsBack = content();
  shop = { db, schema: migrate(db, operations, { before: back }) };
  return {
    made: { up, back: backRead, rows: rowsBack, again: read(db), broken: broken() },
    wanted: {
      up: created(after),
      back: created(schema),
      rows: start,
      again: created(after),
      broken: [],
    },
  };
}

/** The structure, and the names of all indexes: those of foreign keys are in no schema. */
function read(db: SqliteFile): unknown {
  const indexes = rows(
    db,
    "select name, tbl_name from sqlite_schema where type = 'index' and sql is not null order by name",
  );
  return { tables: sorted(introspect(db)), indexes };
}

/** Structure without the order in which parts were added, and without archives. */
function sorted(schema: Schema): unknown {
  const own = schema.tables.filter(each => !each.name.startsWith('migsh_'));
  return byName(own.map(sortedTable));
}

function sortedTable(table: Table): Table {
  return {
    ...table,
    columns: byName(table.columns),
    indexes: byName(table.indexes),
    uniques: byName(table.uniques),
    foreignKeys: byName(table.foreignKeys),
    checks: byName(table.checks),
  };
}

function byName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((one, other) => one.name.localeCompare(other.name));
}

/** What the compiler makes of a schema from nothing, read back. */
function created(schema: Schema): unknown {
  const db = openSqlite();
  const operations = schema.tables.map((table): Operation => ({ kind: 'createTable', table }));
  migrate(db, operations, { before: { tables: [] } });
  const made = read(db);
  db.close();
  return made;
}

/** Fails with the difference, where there is one. */
function isRound({ made, wanted }: Trip): boolean {
  expect(made).toEqual(wanted);
  return true;
}

function broken(): readonly unknown[] {
  return rows(shop.db, 'select * from pragma_foreign_key_check');
}

function content(): unknown {
  const { db } = shop;
  return {
    customers: rows(db, 'select id, email, tier, credit, parent_id from customer order by id'),
    orders: rows(db, 'select id, reference, customer_id from "order" order by id'),
    lines: rows(db, 'select order_id, position, title from order_line order by 1, 2'),
  };
}

describe('createTable', () => {
  const tag: Table = {
    name: 'tag',
    columns: [
      { name: 'code', type: { name: 'string', length: 8 }, nullable: false },
      {
        name: 'active',
        type: { name: 'boolean' },
        nullable: false,
        default: { kind: 'value', value: true },
      },
      {
        name: 'label',
        type: { name: 'string' },
        nullable: true,
        default: { kind: 'value', value: "it's" },
        collation: 'nocase',
      },
      {
        name: 'upper_label',
        type: { name: 'text' },
        nullable: true,
        default: { kind: 'sql', sql: "upper('x')" },
      },
      { name: 'order_id', type: { name: 'integer' }, nullable: false },
    ],
    primaryKey: { name: 'tag_pkey', columns: ['code'] },
    indexes: [
      { name: 'tag_active_index', columns: ['label', 'code'], unique: false, where: 'active' },
    ],
    uniques: [],
    foreignKeys: [
      {
        name: 'tag_order_id_foreign',
        columns: ['order_id'],
        refTable: 'order',
        refColumns: ['id'],
        onUpdate: 'cascade',
        onDelete: 'restrict',
        deferrable: 'deferred',
      },
    ],
    checks: [{ name: 'tag_code_check', expression: 'length(code) > 1' }],
  };

  test('compiles to one line that MikroORM reads, and indexes', () => {
    expect(compiled({ kind: 'createTable', table: tag })).toMatchInlineSnapshot(`
      "create table "tag" ("code" text not null primary key, "active" integer not null default true, "label" text collate nocase null default 'it''s', "upper_label" text null default (upper('x')), "order_id" integer not null, constraint "tag_order_id_foreign" foreign key ("order_id") references "order" ("id") on update cascade on delete restrict deferrable initially deferred, constraint "tag_code_check" check (length(code) > 1))
      create index "tag_active_index" on "tag" ("label", "code") where active
      create index "tag_order_id_index" on "tag" ("order_id")"
    `);
  });

  test('the tables of the shop', () => {
    expect(
      rows(
        shop.db,
        "select sql from sqlite_schema where sql is not null and name not like 'sqlite_%'",
      )
        .map(row => row['sql'])
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "CREATE TABLE "customer" ("id" integer not null primary key autoincrement, "email" text not null, "tier" text check ("tier" in ('basic', 'gold')) not null default 'basic', "credit" numeric(10,2) not null default '0', "note" text null, "created_at" datetime not null default current_timestamp, "parent_id" integer null, constraint "customer_parent_id_foreign" foreign key ("parent_id") references "customer" ("id") on delete set null, constraint "customer_credit_check" check (credit >= 0))
      CREATE UNIQUE INDEX "customer_email_unique" on "customer" ("email")
      CREATE INDEX "customer_created_at_index" on "customer" ("created_at")
      CREATE INDEX "customer_parent_id_index" on "customer" ("parent_id")
      CREATE TABLE "order" ("id" integer not null primary key autoincrement, "reference" text not null, "customer_id" integer not null, constraint "order_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete cascade)
      CREATE INDEX "order_customer_id_index" on "order" ("customer_id")
      CREATE TABLE "order_line" ("order_id" integer not null, "position" integer not null, "title" text not null, primary key ("order_id", "position"), constraint "order_line_order_id_foreign" foreign key ("order_id") references "order" ("id") on delete cascade)
      CREATE INDEX "order_line_order_id_index" on "order_line" ("order_id")"
    `);
  });

  test('up, down, up', () => {
    expect(roundTrip({ kind: 'createTable', table: tag })).toSatisfy(isRound);
  });

  test('autoincrement is for a primary key of one column alone', () => {
    const [, email] = shop.schema.tables[0]!.columns;
    const table: Table = {
      ...tag,
      columns: [...tag.columns, { ...email!, type: { name: 'integer' }, autoincrement: true }],
    };
    expect(() => compiled({ kind: 'createTable', table })).toThrow(
      'migrations/test.ts:1: tag.email is autoincrement, which SQLite allows for a primary key of one column alone',
    );
  });

  test('a schema is an attached database, which is refused', () => {
    expect(() => compiled({ kind: 'createTable', table: { ...tag, name: 'audit.tag' } })).toThrow(
      'table audit.tag lies in an attached database',
    );
  });
});

describe('dropTable', () => {
  const drop: Operation = { kind: 'dropTable', table: 'order_line' };

  test('compiles', () => {
    expect(compiled(drop)).toMatchInlineSnapshot(`"drop table "order_line""`);
  });

  test('the table comes back, its rows from an archive', () => {
    expect(roundTrip({ kind: 'archive', table: 'order_line' }, drop)).toSatisfy(isRound);
  });

  test('a table that references itself is dropped with foreign keys off', () => {
    const tables = compileAll(
      shop.db,
      ['order_line', 'order', 'customer'].map(table => ({ kind: 'dropTable', table })),
      { before: shop.schema },
    );
    expect(tables.statements.map(each => [each.sql, each.foreignKeysOff])).toEqual([
      ['drop table "order_line"', undefined],
      ['drop table "order"', undefined],
      ['drop table "customer"', true],
    ]);
  });

  test('is refused while a view or another table’s trigger uses it', () => {
    shop.db.exec('create view first_line as select * from order_line where position = 1');
    expect(() => compiled(drop)).toThrow('order_line cannot be dropped: view first_line uses it');
    shop.db.exec(
      'drop view first_line; create trigger tidy after delete on customer begin delete from order_line; end',
    );
    expect(() => compiled(drop)).toThrow('order_line cannot be dropped: trigger tidy uses it');
  });
});

describe('renameTable', () => {
  const rename: Operation = { kind: 'renameTable', from: 'order', to: 'purchase' };

  test('takes the index of a foreign key along', () => {
    expect(compiled(rename)).toMatchInlineSnapshot(`
      "drop index "order_customer_id_index"
      alter table "order" rename to "purchase"
      create index "purchase_customer_id_index" on "purchase" ("customer_id")"
    `);
  });

  test('up, down, up', () => {
    expect(roundTrip(rename)).toSatisfy(isRound);
  });

  test('a change of letter case goes through another name', () => {
    const cased: Operation = { kind: 'renameTable', from: 'order', to: 'Order' };
    expect(compiled(cased)).toMatchInlineSnapshot(`
      "drop index "order_customer_id_index"
      alter table "order" rename to "migsh_new_Order"
      alter table "migsh_new_Order" rename to "Order"
      create index "Order_customer_id_index" on "Order" ("customer_id")"
    `);
    expect(roundTrip(cased)).toSatisfy(isRound);
  });
});

describe('addColumn', () => {
  const integer = { name: 'integer' } as const;

  test('in place', () => {
    expect(
      compiled(
        {
          kind: 'addColumn',
          table: 'customer',
          column: { name: 'phone', type: { name: 'string', length: 40 }, nullable: true },
        },
        {
          kind: 'addColumn',
          table: 'customer',
          column: {
            name: 'newsletter',
            type: { name: 'boolean' },
            nullable: false,
            default: { kind: 'value', value: false },
          },
        },
        {
          kind: 'addColumn',
          table: 'order',
          column: {
            name: 'status',
            type: { name: 'enum', values: ['open', 'paid'] },
            nullable: false,
            default: { kind: 'value', value: 'open' },
          },
        },
      ),
    ).toMatchInlineSnapshot(`
      "alter table "customer" add column "phone" text null
      alter table "customer" add column "newsletter" integer not null default false
      alter table "order" add column "status" text check ("status" in ('open', 'paid')) not null default 'open'"
    `);
  });

  const withKey = {
    kind: 'addColumn',
    table: 'order',
    column: { name: 'payer_id', type: integer, nullable: true },
    foreignKey: {
      name: 'order_payer_id_foreign',
      columns: ['payer_id'],
      refTable: 'customer',
      refColumns: ['id'],
      onDelete: 'set null',
    },
    unique: { name: 'order_payer_id_unique', columns: ['payer_id'] },
    check: { name: 'order_payer_check', expression: 'payer_id > 0' },
  } satisfies Operation;

  test('with what stands on the column', () => {
    expect(compiled(withKey)).toMatchInlineSnapshot(`
      "alter table "order" add column "payer_id" integer null constraint "order_payer_id_foreign" references "customer" ("id") on delete set null constraint "order_payer_check" check (payer_id > 0)
      create unique index "order_payer_id_unique" on "order" ("payer_id")"
    `);
  });

  test('up, down, up', () => {
    expect(roundTrip(withKey)).toSatisfy(isRound);
  });

  const placed: Operation = {
    kind: 'addColumn',
    table: 'order',
    column: {
      name: 'placed_at',
      type: { name: 'datetime' },
      nullable: false,
      default: { kind: 'sql', sql: 'current_timestamp' },
    },
  };

  test('a default that is an expression wants the table made anew', () => {
    expect(compiled(placed)).toMatchInlineSnapshot(`
      "create table "migsh_new_order" ("id" integer not null primary key autoincrement, "reference" text not null, "customer_id" integer not null, "placed_at" datetime not null default current_timestamp, constraint "order_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete cascade)
      insert into "migsh_new_order" ("id", "reference", "customer_id") select "id", "reference", "customer_id" from "order"
      delete from sqlite_sequence where name = 'migsh_new_order'
      insert into sqlite_sequence (name, seq) select 'migsh_new_order', seq from sqlite_sequence where name = 'order'
      drop table "order"
      alter table "migsh_new_order" rename to "order"
      create index "order_customer_id_index" on "order" ("customer_id")"
    `);
    expect(roundTrip(placed)).toSatisfy(isRound);
    expect(rows(shop.db, 'select count(placed_at) as n from "order"')).toEqual([{ n: 3 }]);
  });

  test('not null without a default stops on a table with rows, with a sentence', () => {
    const add: Operation = {
      kind: 'addColumn',
      table: 'order',
      column: { name: 'currency', type: { name: 'string', length: 3 }, nullable: false },
    };
    expect(() => migrate(shop.db, [add], { before: shop.schema })).toThrow(
      'table order has rows, and currency is not null without a default',
    );
    shop.db.exec('delete from "order"');
    migrate(shop.db, [add], { before: shop.schema });
    expect(rows(shop.db, 'select currency from "order"')).toEqual([]);
  });

  test('a default beside a foreign key is added with foreign keys off, and proven', () => {
    const { foreignKey } = withKey;
    const add = (value: number): Operation => ({
      kind: 'addColumn',
      table: 'order',
      column: {
        name: 'payer_id',
        type: integer,
        nullable: false,
        default: { kind: 'value', value },
      },
      foreignKey,
    });
    expect(() => migrate(shop.db, [add(77)], { before: shop.schema })).toThrow(
      'rows of order would point to rows that are not there',
    );
    migrate(shop.db, [add(1)], { before: shop.schema });
    expect(rows(shop.db, 'select distinct payer_id from "order"')).toEqual([{ payer_id: 1 }]);
  });
});

describe('dropColumn', () => {
  test('in place, after the indexes that use it', () => {
    expect(compiled({ kind: 'dropColumn', table: 'customer', column: 'created_at' }))
      .toMatchInlineSnapshot(`
      "drop index "customer_created_at_index"
      alter table "customer" drop column "created_at""
    `);
  });

  test('of a foreign key: the table made anew without it', () => {
    expect(compiled({ kind: 'dropColumn', table: 'customer', column: 'parent_id' }))
      .toMatchInlineSnapshot(`
        "create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "email" text not null, "tier" text check ("tier" in ('basic', 'gold')) not null default 'basic', "credit" numeric(10,2) not null default '0', "note" text null, "created_at" datetime not null default current_timestamp, constraint "customer_credit_check" check (credit >= 0))
        insert into "migsh_new_customer" ("id", "email", "tier", "credit", "note", "created_at") select "id", "email", "tier", "credit", "note", "created_at" from "customer"
        delete from sqlite_sequence where name = 'migsh_new_customer'
        insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer'
        drop table "customer"
        alter table "migsh_new_customer" rename to "customer"
        create unique index "customer_email_unique" on "customer" ("email")
        create index "customer_created_at_index" on "customer" ("created_at")"
      `);
  });

  test('of a check: the table made anew without it', () => {
    migrate(shop.db, [{ kind: 'dropColumn', table: 'customer', column: 'credit' }], {
      before: shop.schema,
    });
    expect(rows(shop.db, 'select count(*) as n from "order"')).toEqual([{ n: 3 }]);
    expect(introspect(shop.db).tables[0]!.checks).toMatchInlineSnapshot(`
      [
        {
          "enumOf": "tier",
          "expression": ""tier" in ('basic', 'gold')",
          "name": "customer_tier_check",
        },
      ]
    `);
  });

  test('up, down, up', () => {
    expect(
      roundTrip(
        { kind: 'archive', table: 'customer', columns: ['note'] },
        { kind: 'dropColumn', table: 'customer', column: 'note' },
      ),
    ).toSatisfy(isRound);
  });

  test('up, down, up with a foreign key', () => {
    expect(
      roundTrip(
        { kind: 'archive', table: 'customer', columns: ['parent_id'] },
        { kind: 'dropColumn', table: 'customer', column: 'parent_id' },
      ),
    ).toSatisfy(isRound);
  });

  test('a column that another is generated from is refused', () => {
    shop.db.exec(
      'alter table customer add column loud text generated always as (upper(note)) virtual',
    );
    expect(() => compiled({ kind: 'dropColumn', table: 'customer', column: 'note' })).toThrow(
      'customer.note cannot be dropped: loud is generated from it',
    );
  });
});

describe('renameColumn', () => {
  const rename: Operation = {
    kind: 'renameColumn',
    table: 'order',
    from: 'customer_id',
    to: 'buyer_id',
  };

  test('takes the index of a foreign key along', () => {
    expect(compiled(rename)).toMatchInlineSnapshot(`
      "drop index "order_customer_id_index"
      alter table "order" rename column "customer_id" to "buyer_id"
      create index "order_buyer_id_index" on "order" ("buyer_id")"
    `);
  });

  test('up, down, up', () => {
    migrate(shop.db, [rename], { before: shop.schema });
    expect(rows(shop.db, 'select count(buyer_id) as n from "order"')).toEqual([{ n: 3 }]);
    shop = openShop();
    expect(
      roundTrip(
        { kind: 'renameColumn', table: 'customer', from: 'tier', to: 'level' },
        { kind: 'renameColumn', table: 'customer', from: 'level', to: 'tier' },
      ),
    ).toSatisfy(isRound);
  });
});

describe('alterColumn', () => {
  test('a type that is declared alike, and a comment, want nothing', () => {
    expect(
      compiled(
        {
          kind: 'alterColumn',
          table: 'customer',
          column: 'email',
          type: { name: 'string', length: 200 },
          comment: 'how to write to them',
        },
        { kind: 'comment', table: 'customer', comment: 'who buys' },
      ),
    ).toBe('');
  });

  const type: Operation = {
    kind: 'alterColumn',
    table: 'customer',
    column: 'credit',
    type: { name: 'decimal', precision: 12, scale: 4 },
    default: { kind: 'value', value: '1' },
  };

  test('a type and a default together make the table anew once', () => {
    expect(compiled(type)).toMatchInlineSnapshot(`
      "create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "email" text not null, "tier" text check ("tier" in ('basic', 'gold')) not null default 'basic', "credit" numeric(12,4) not null default '1', "note" text null, "created_at" datetime not null default current_timestamp, "parent_id" integer null, constraint "customer_parent_id_foreign" foreign key ("parent_id") references "customer" ("id") on delete set null, constraint "customer_credit_check" check (credit >= 0))
      insert into "migsh_new_customer" ("id", "email", "tier", "credit", "note", "created_at", "parent_id") select "id", "email", "tier", "credit", "note", "created_at", "parent_id" from "customer"
      delete from sqlite_sequence where name = 'migsh_new_customer'
      insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer'
      drop table "customer"
      alter table "migsh_new_customer" rename to "customer"
      create unique index "customer_email_unique" on "customer" ("email")
      create index "customer_created_at_index" on "customer" ("created_at")
      create index "customer_parent_id_index" on "customer" ("parent_id")"
    `);
  });

  test('up, down, up', () => {
    expect(roundTrip(type)).toSatisfy(isRound);
  });

  const values: Operation = {
    kind: 'alterColumn',
    table: 'customer',
    column: 'tier',
    type: { name: 'enum', values: ['basic', 'silver', 'gold'] },
  };

  test('an enum’s values', () => {
    expect(compiled(values).split('\n')[0]).toMatchInlineSnapshot(
      `"create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "email" text not null, "tier" text check ("tier" in ('basic', 'silver', 'gold')) not null default 'basic', "credit" numeric(10,2) not null default '0', "note" text null, "created_at" datetime not null default current_timestamp, "parent_id" integer null, constraint "customer_parent_id_foreign" foreign key ("parent_id") references "customer" ("id") on delete set null, constraint "customer_credit_check" check (credit >= 0))"`,
    );
    expect(roundTrip(values)).toSatisfy(isRound);
  });

  test('a value that is in use cannot be taken from an enum', () => {
    const less: Operation = { ...values, type: { name: 'enum', values: ['basic'] } };
    expect(() => migrate(shop.db, [less], { before: shop.schema })).toThrow(
      "rows of customer have another tier than 'basic': change them first, with op.backfill",
    );
  });

  test('an enum becomes a text and back', () => {
    expect(
      roundTrip({
        kind: 'alterColumn',
        table: 'customer',
        column: 'tier',
        type: { name: 'string', length: 20 },
      }),
    ).toSatisfy(isRound);
  });

  const required: Operation = {
    kind: 'alterColumn',
    table: 'customer',
    column: 'note',
    nullable: false,
  };

  test('nullability in place since 3.53, by making the table anew before', () => {
    expect(compiled(required)).toMatchInlineSnapshot(
      `"alter table "customer" alter column "note" set not null"`,
    );
    expect(
      sqlOf(compileAll(shop.db, [required], { before: shop.schema, version: '3.46.0' })).split(
        '\n',
      )[0],
    ).toMatchInlineSnapshot(
      `"create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "email" text not null, "tier" text check ("tier" in ('basic', 'gold')) not null default 'basic', "credit" numeric(10,2) not null default '0', "note" text not null, "created_at" datetime not null default current_timestamp, "parent_id" integer null, constraint "customer_parent_id_foreign" foreign key ("parent_id") references "customer" ("id") on delete set null, constraint "customer_credit_check" check (credit >= 0))"`,
    );
  });

  test('not null stops on a row without a value, with a sentence', () => {
    expect(() => migrate(shop.db, [required], { before: shop.schema })).toThrow(
      'rows of customer have no note: fill them first, with op.backfill',
    );
  });

  test.each(['3.53.4', '3.46.0'])('up, down, up after a backfill, on %s', version => {
    const { db, schema } = shop;
    const up: Operation[] = [
      { kind: 'backfill', table: 'customer', set: { note: "'none'" }, where: 'note is null' },
      required,
    ];
    const options = { version, before: schema };
    const after = migrate(db, up, options);
    expect(read(db)).toEqual(created(after));
    migrate(db, [{ ...required, nullable: true }], { version, before: after });
    expect(read(db)).toEqual(created(schema));
    migrate(db, up, options);
    expect(rows(db, 'select note from customer')).toEqual([{ note: 'first' }, { note: 'none' }]);
  });

  test('using fills the new column', () => {
    migrate(
      shop.db,
      [
        {
          kind: 'alterColumn',
          table: 'customer',
          column: 'note',
          type: { name: 'integer' },
          using: 'length(note)',
        },
      ],
      { before: shop.schema },
    );
    expect(rows(shop.db, 'select note, typeof(note) as t from customer')).toEqual([
      { note: 5, t: 'integer' },
      { note: null, t: 'null' },
    ]);
  });

  test('a collation and a default come and go', () => {
    expect(
      roundTrip({
        kind: 'alterColumn',
        table: 'customer',
        column: 'email',
        collation: 'nocase',
        default: { kind: 'value', value: 'nobody' },
      }),
    ).toSatisfy(isRound);
  });
});

describe('indexes and uniques', () => {
  const index: Operation = {
    kind: 'createIndex',
    table: 'order',
    index: {
      name: 'order_reference_index',
      columns: ['reference', 'customer_id'],
      unique: true,
      where: 'customer_id > 1',
      using: 'btree',
      include: ['id'],
    },
  };

  test('createIndex, dropIndex', () => {
    expect(compiled(index)).toMatchInlineSnapshot(
      `"create unique index "order_reference_index" on "order" ("reference", "customer_id") where customer_id > 1"`,
    );
    expect(roundTrip(index)).toSatisfy(isRound);
  });

  test('the index of a foreign key gives way to one on the same columns, and comes back', () => {
    const own: Operation = {
      kind: 'createIndex',
      table: 'order',
      index: { name: 'order_buyer', columns: ['customer_id'], unique: false },
    };
    const drop: Operation = { kind: 'dropIndex', table: 'order', name: 'order_buyer' };
    expect(compiled(own, drop)).toMatchInlineSnapshot(`
      "drop index "order_customer_id_index"
      create index "order_buyer" on "order" ("customer_id")
      drop index "order_buyer"
      create index "order_customer_id_index" on "order" ("customer_id")"
    `);
    expect(roundTrip(own)).toSatisfy(isRound);
  });

  test('under its own name it is taken over as it stands', () => {
    const named: Operation = {
      kind: 'createIndex',
      table: 'order',
      index: { name: 'order_customer_id_index', columns: ['customer_id'], unique: false },
    };
    const drop: Operation = { kind: 'dropIndex', table: 'order', name: 'order_customer_id_index' };
    expect(compiled(named, drop)).toBe('');
  });

  test('renameIndex keeps what only the stored text says', () => {
    shop.db.exec(
      'drop index customer_created_at_index; create index [customer_created_at_index] on customer (created_at desc /* newest */)',
    );
    expect(
      compiled({
        kind: 'renameIndex',
        table: 'customer',
        from: 'customer_created_at_index',
        to: 'newest',
      }),
    ).toMatchInlineSnapshot(`
      "drop index "customer_created_at_index"
      CREATE INDEX "newest" on customer (created_at desc /* newest */)"
    `);
  });

  const unique: Operation = {
    kind: 'addUnique',
    table: 'order',
    unique: { name: 'order_reference_unique', columns: ['reference'], deferrable: 'deferred' },
  };

  test('addUnique, dropUnique', () => {
    expect(compiled(unique)).toMatchInlineSnapshot(
      `"create unique index "order_reference_unique" on "order" ("reference")"`,
    );
    expect(roundTrip(unique)).toSatisfy(isRound);
    expect(
      roundTrip({ kind: 'dropUnique', table: 'customer', name: 'customer_email_unique' }),
    ).toSatisfy(isRound);
  });

  test('rows that are alike stop it, with a sentence', () => {
    shop.db.exec('update "order" set reference = \'A-1\'');
    expect(() => migrate(shop.db, [unique], { before: shop.schema })).toThrow(
      'rows of order have the same reference: order_reference_unique cannot be unique',
    );
  });
});

describe('foreign keys', () => {
  const key: Operation = {
    kind: 'addForeignKey',
    table: 'order',
    foreignKey: {
      name: 'order_reference_foreign',
      columns: ['reference'],
      refTable: 'customer',
      refColumns: ['email'],
      onUpdate: 'cascade',
    },
  };

  test('addForeignKey makes the table anew, with an index', () => {
    shop.db.exec('update "order" set reference = \'ada@example.com\'');
    expect(compiled(key)).toMatchInlineSnapshot(`
      "create table "migsh_new_order" ("id" integer not null primary key autoincrement, "reference" text not null, "customer_id" integer not null, constraint "order_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete cascade, constraint "order_reference_foreign" foreign key ("reference") references "customer" ("email") on update cascade)
      insert into "migsh_new_order" ("id", "reference", "customer_id") select "id", "reference", "customer_id" from "order"
      delete from sqlite_sequence where name = 'migsh_new_order'
      insert into sqlite_sequence (name, seq) select 'migsh_new_order', seq from sqlite_sequence where name = 'order'
      drop table "order"
      alter table "migsh_new_order" rename to "order"
      create index "order_customer_id_index" on "order" ("customer_id")
      create index "order_reference_index" on "order" ("reference")"
    `);
    expect(roundTrip(key)).toSatisfy(isRound);
  });

  test('rows that point to nothing stop it, with a sentence', () => {
    expect(() => migrate(shop.db, [key], { before: shop.schema })).toThrow(
      'rows of order point to no row of customer: delete them or clear reference first',
    );
  });

  test('dropForeignKey takes the index along', () => {
    const drop: Operation = {
      kind: 'dropForeignKey',
      table: 'order',
      name: 'order_customer_id_foreign',
    };
    expect(compiled(drop)).toMatchInlineSnapshot(`
      "create table "migsh_new_order" ("id" integer not null primary key autoincrement, "reference" text not null, "customer_id" integer not null)
      insert into "migsh_new_order" ("id", "reference", "customer_id") select "id", "reference", "customer_id" from "order"
      delete from sqlite_sequence where name = 'migsh_new_order'
      insert into sqlite_sequence (name, seq) select 'migsh_new_order', seq from sqlite_sequence where name = 'order'
      drop table "order"
      alter table "migsh_new_order" rename to "order""
    `);
    expect(roundTrip(drop)).toSatisfy(isRound);
  });
});

describe('checks', () => {
  const check: Operation = {
    kind: 'addCheck',
    table: 'order_line',
    check: { name: 'order_line_position_check', expression: 'position > 0' },
  };

  test('addCheck, dropCheck in place since 3.53', () => {
    expect(compiled(check, { kind: 'dropCheck', table: 'customer', name: 'customer_credit_check' }))
      .toMatchInlineSnapshot(`
      "alter table "order_line" add constraint "order_line_position_check" check (position > 0)
      alter table "customer" drop constraint "customer_credit_check""
    `);
    expect(roundTrip(check)).toSatisfy(isRound);
    expect(
      roundTrip({ kind: 'dropCheck', table: 'customer', name: 'customer_credit_check' }),
    ).toSatisfy(isRound);
  });

  test('and by making the table anew before', () => {
    const options = { before: shop.schema, version: '3.46.0' };
    const after = migrate(shop.db, [check], options);
    expect(read(shop.db)).toEqual(created(after));
    const drop: Operation = {
      kind: 'dropCheck',
      table: 'order_line',
      name: 'order_line_position_check',
    };
    migrate(shop.db, [drop], { ...options, before: after });
    expect(read(shop.db)).toEqual(created(shop.schema));
  });

  test('SQLite refuses in place a check that is null on a row, so the table is made anew', () => {
    const note: Operation = {
      kind: 'addCheck',
      table: 'customer',
      check: { name: 'customer_note_check', expression: "note <> ''" },
    };
    const inPlace = "alter table customer add constraint c check (note <> '')";
    expect(() => rows(shop.db, inPlace)).toThrow('constraint failed');
    expect(roundTrip(note)).toSatisfy(isRound);
    expect(() => shop.db.exec("update customer set note = ''")).toThrow('customer_note_check');
  });

  test('rows that break it stop it, with a sentence', () => {
    const strict: Operation = {
      ...check,
      check: { name: 'order_line_first_check', expression: 'position = 1' },
    };
    expect(() => migrate(shop.db, [strict], { before: shop.schema })).toThrow(
      'rows of order_line break the check order_line_first_check',
    );
  });
});

describe('renameConstraint', () => {
  test('of a unique, a check, a foreign key and a primary key', () => {
    expect(
      compiled(
        {
          kind: 'renameConstraint',
          table: 'customer',
          from: 'customer_email_unique',
          to: 'mail_unique',
        },
        { kind: 'renameConstraint', table: 'customer', from: 'customer_credit_check', to: 'rich' },
        { kind: 'renameConstraint', table: 'customer', from: 'customer_pkey', to: 'mine' },
        {
          kind: 'renameConstraint',
          table: 'order_line',
          from: 'order_line_order_id_foreign',
          to: 'f',
        },
      ),
    ).toMatchInlineSnapshot(`
      "drop index "customer_email_unique"
      CREATE UNIQUE INDEX "mail_unique" on "customer" ("email")
      alter table "customer" drop constraint "customer_credit_check"
      alter table "customer" add constraint "rich" check (credit >= 0)
      create table "migsh_new_order_line" ("order_id" integer not null, "position" integer not null, "title" text not null, primary key ("order_id", "position"), constraint "f" foreign key ("order_id") references "order" ("id") on delete cascade)
      insert into "migsh_new_order_line" ("rowid", "order_id", "position", "title") select rowid, "order_id", "position", "title" from "order_line"
      drop table "order_line"
      alter table "migsh_new_order_line" rename to "order_line"
      create index "order_line_order_id_index" on "order_line" ("order_id")"
    `);
  });

  test('up, down, up', () => {
    expect(
      roundTrip(
        { kind: 'renameConstraint', table: 'customer', from: 'customer_credit_check', to: 'rich' },
        {
          kind: 'renameConstraint',
          table: 'customer',
          from: 'customer_parent_id_foreign',
          to: 'parent',
        },
      ),
    ).toSatisfy(isRound);
  });
});

describe('rows', () => {
  test('insert: one statement per run of rows with the same columns', () => {
    expect(
      compiled({
        kind: 'insert',
        table: 'customer',
        rows: [
          { email: "o'hara@example.com", note: null },
          { email: 'x@example.com', note: 'n' },
          { email: 'y@example.com', credit: 2.5 },
        ],
      }),
    ).toMatchInlineSnapshot(`
      "insert into "customer" ("email", "note") values ('o''hara@example.com', null), ('x@example.com', 'n')
      insert into "customer" ("email", "credit") values ('y@example.com', 2.5)"
    `);
  });

  test('backfill', () => {
    expect(
      compiled({
        kind: 'backfill',
        table: 'customer',
        set: { note: "'new'", credit: 'credit + 1' },
        where: 'note is null',
      }),
    ).toMatchInlineSnapshot(
      `"update "customer" set "note" = ('new'), "credit" = (credit + 1) where note is null"`,
    );
  });

  test('backfill by a text for each dialect', () => {
    const first = { postgresql: "split_part(email, '@', 1)", sqlite: 'substr(email, 1, 3)' };
    expect(
      compiled({ kind: 'backfill', table: 'customer', set: { note: first }, where: first }),
    ).toMatchInlineSnapshot(
      `"update "customer" set "note" = (substr(email, 1, 3)) where substr(email, 1, 3)"`,
    );
    const noText = (): string =>
      compiled({ kind: 'backfill', table: 'customer', set: { note: { postgresql: '1' } } });
    expect(noText).toThrowErrorMatchingInlineSnapshot(
      `[MigshError: migrations/test.ts:1: the value of note has no SQL for sqlite]`,
    );
  });

  test('archive and restore', () => {
    expect(
      compiled(
        { kind: 'archive', table: 'order_line', columns: ['title'] },
        { kind: 'restore', table: 'order_line', columns: ['title'] },
        { kind: 'archive', table: 'order_line' },
        { kind: 'restore', table: 'order_line' },
      ),
    ).toMatchInlineSnapshot(`
      "create table "migsh_archive_order_line_aaaabbbbcccc" as select "order_id", "position", "title" from "order_line"
      update "order_line" set "title" = kept."title" from "migsh_archive_order_line_aaaabbbbcccc" as kept where "order_line"."order_id" = kept."order_id" and "order_line"."position" = kept."position"
      drop table "migsh_archive_order_line_aaaabbbbcccc"
      create table "migsh_archive_order_line_aaaabbbbcccc" as select "order_id", "position", "title" from "order_line"
      insert into "order_line" ("order_id", "position", "title") select "order_id", "position", "title" from "migsh_archive_order_line_aaaabbbbcccc"
      drop table "migsh_archive_order_line_aaaabbbbcccc""
    `);
    expect(() => compiled({ kind: 'restore', table: 'order' })).toThrow(
      'there is no migsh_archive_order_aaaabbbbcccc to restore order from',
    );
  });

  test('sql is split, and a dialect that is missing is an error', () => {
    expect(compiled({ kind: 'sql', sqlite: 'select 1; select 2;' })).toBe('select 1\nselect 2');
    expect(compiled({ kind: 'sql', sqlite: ' ' })).toBe('');
    expect(() => compiled({ kind: 'sql', postgresql: 'select 1' })).toThrow(
      'migrations/test.ts:1: op.sql has no text for SQLite',
    );
  });
});
