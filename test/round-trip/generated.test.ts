import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { takeTrip, takeTripOn } from './round-trip.ts';

function line(op: Op): void {
  op.createTable('line', t => {
    t.integer('id').primary();
    t.integer('price');
    t.integer('amount').default(1);
  });
}
const rows = ['insert into line (id, price, amount) values (1, 10, 2), (2, 7, 3)'];

test('generated columns in a new table, one added, and the columns they read renamed', async () => {
  const told = await takeTrip({
    given: line,
    rows,
    up: op => {
      op.createTable('person', t => {
        t.integer('id').primary();
        t.string('first', 40);
        t.text('greeting').generated("'hello ' || first").nullable();
        t.string('shout', 80)
          .generated('upper(first)')
          .collation(op.dialect === 'sqlite' ? 'nocase' : 'C');
      });
      op.addColumn('line', c => c.integer('total').generated('price * amount'));
      op.renameColumn('line', 'price', 'unit_price');
      op.insert('person', [{ id: 1, first: 'ann' }]);
    },
    down: op => {
      op.dropTable('person');
      op.renameColumn('line', 'unit_price', 'price');
      op.dropColumn('line', 'total');
    },
    survivors: ['select id, price, amount from line order by id'],
    look: ['select id, total from line order by id', 'select greeting, shout from person'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop table "person";
    alter table "line" rename column "unit_price" to "price";
    alter table "line" drop column "total";",
        "looked": [
          [
            {
              "id": 1,
              "total": 20,
            },
            {
              "id": 2,
              "total": 21,
            },
          ],
          [
            {
              "greeting": "hello ann",
              "shout": "ANN",
            },
          ],
        ],
        "up": "create table "person" ("id" int not null, "first" varchar(40) not null, "greeting" text generated always as ('hello ' || first) stored null, "shout" varchar(80) generated always as (upper(first)) stored collate "C" not null, primary key ("id"));
    alter table "line" add column "total" int generated always as (price * amount) stored not null;
    alter table "line" rename column "price" to "unit_price";
    insert into "person" ("id", "first") values (1, 'ann');",
      },
      "sqlite": {
        "down": "drop table "person";
    alter table "line" rename column "unit_price" to "price";
    alter table "line" drop column "total";",
        "looked": [
          [
            {
              "id": 1,
              "total": 20,
            },
            {
              "id": 2,
              "total": 21,
            },
          ],
          [
            {
              "greeting": "hello ann",
              "shout": "ANN",
            },
          ],
        ],
        "up": "create table "person" ("id" integer not null primary key, "first" text not null, "greeting" text null generated always as ('hello ' || first) stored, "shout" text collate nocase not null generated always as (upper(first)) stored);
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    alter table "line" rename column "price" to "unit_price";
    insert into "person" ("id", "first") values (1, 'ann');",
      },
    }
  `);
});

test('another expression', async () => {
  const told = await takeTrip({
    given: op => {
      line(op);
      op.addColumn('line', c => c.integer('total').generated('price * amount'));
      op.createIndex('line', ['total']);
    },
    rows,
    up: op => op.setGenerated('line', 'total', 'price * amount * 100'),
    survivors: ['select * from line order by id'],
    look: ['select id, total from line order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "line" alter column "total" set expression as (price * amount);",
        "looked": [
          [
            {
              "id": 1,
              "total": 2000,
            },
            {
              "id": 2,
              "total": 2100,
            },
          ],
        ],
        "up": "alter table "line" alter column "total" set expression as (price * amount * 100);",
      },
      "sqlite": {
        "down": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create index "line_total_index" on "line" ("total");",
        "looked": [
          [
            {
              "id": 1,
              "total": 2000,
            },
            {
              "id": 2,
              "total": 2100,
            },
          ],
        ],
        "up": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount * 100) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create index "line_total_index" on "line" ("total");",
      },
    }
  `);
});

test('a generated column keeps its values when it is computed no more', async () => {
  const told = await takeTrip({
    given: op => {
      line(op);
      op.addColumn('line', c => c.integer('total').generated('price * amount'));
    },
    rows,
    up: op => op.setGenerated('line', 'total', null),
    survivors: ['select * from line order by id'],
    look: ['select id, total from line order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) stored not null;",
        "looked": [
          [
            {
              "id": 1,
              "total": 20,
            },
            {
              "id": 2,
              "total": 21,
            },
          ],
        ],
        "up": "alter table "line" alter column "total" drop expression;",
      },
      "sqlite": {
        "down": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
        "looked": [
          [
            {
              "id": 1,
              "total": 20,
            },
            {
              "id": 2,
              "total": 21,
            },
          ],
        ],
        "up": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null);
    insert into "migsh_new_line" ("id", "price", "amount", "total") select "id", "price", "amount", "total" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
      },
    }
  `);
});

test('an ordinary column is computed from now on: its indexes and constraints stay, its default comes back', async () => {
  const told = await takeTrip({
    given: op => {
      line(op);
      op.addColumn('line', c => c.integer('total').default(0));
      op.createIndex('line', ['total']);
      op.addCheck('line', 'line_total_check', 'total >= 0');
    },
    rows,
    up: op => op.setGenerated('line', 'total', 'price * amount'),
    survivors: ['select id, price, amount from line order by id'],
    look: ['select id, total from line order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "line" alter column "total" drop expression;
    alter table "line" alter column "total" set default 0;",
        "looked": [
          [
            {
              "id": 1,
              "total": 20,
            },
            {
              "id": 2,
              "total": 21,
            },
          ],
        ],
        "up": "alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) stored not null;
    create index "line_total_index" on "line" ("total");
    alter table "line" add constraint "line_total_check" check (total >= 0);",
      },
      "sqlite": {
        "down": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null, constraint "line_total_check" check (total >= 0));
    insert into "migsh_new_line" ("id", "price", "amount", "total") select "id", "price", "amount", "total" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create index "line_total_index" on "line" ("total");
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null default 0, constraint "line_total_check" check (total >= 0));
    insert into "migsh_new_line" ("id", "price", "amount", "total") select "id", "price", "amount", "total" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create index "line_total_index" on "line" ("total");",
        "looked": [
          [
            {
              "id": 1,
              "total": 20,
            },
            {
              "id": 2,
              "total": 21,
            },
          ],
        ],
        "up": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) stored, constraint "line_total_check" check (total >= 0));
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create index "line_total_index" on "line" ("total");",
      },
    }
  `);
});

test('a column that is computed when it is read', async () => {
  const told = await takeTrip({
    given: line,
    rows,
    up: op => {
      op.addColumn('line', c => c.integer('total').generated('price * amount', { stored: false }));
      op.setGenerated(
        'line',
        'total',
        { postgresql: 'price * amount + 1', sqlite: 'price * amount + 1' },
        { stored: false },
      );
    },
    survivors: ['select id, price, amount from line order by id'],
    look: ['select id, total from line order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "line" alter column "total" set expression as (price * amount);
    alter table "line" drop column "total";",
        "looked": [
          [
            {
              "id": 1,
              "total": 21,
            },
            {
              "id": 2,
              "total": 22,
            },
          ],
        ],
        "up": "alter table "line" add column "total" int generated always as (price * amount) virtual not null;
    alter table "line" alter column "total" set expression as (price * amount + 1);",
      },
      "sqlite": {
        "down": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) virtual);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    alter table "line" drop column "total";",
        "looked": [
          [
            {
              "id": 1,
              "total": 21,
            },
            {
              "id": 2,
              "total": 22,
            },
          ],
        ],
        "up": "alter table "line" add column "total" integer not null generated always as (price * amount) virtual;
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount + 1) virtual);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
      },
    }
  `);
  const stored = await takeTrip({
    given: op => {
      line(op);
      op.addColumn('line', c =>
        c.integer('total').generated('price * amount', { stored: false }).nullable(),
      );
    },
    rows,
    up: op => {
      op.setGenerated('line', 'total', 'price * amount');
      op.setGenerated('line', 'total', 'price * amount', { stored: false });
      op.setGenerated('line', 'total', null);
    },
    survivors: ['select * from line order by id'],
  });
  expect(stored).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) virtual null;
    alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) stored null;
    alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) virtual null;",
        "up": "alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) stored null;
    alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) virtual null;
    alter table "line" drop column "total";
    alter table "line" add column "total" int null;
    update "line" set "total" = (price * amount);",
      },
      "sqlite": {
        "down": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer null generated always as (price * amount) virtual);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer null generated always as (price * amount) virtual);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
        "up": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer null generated always as (price * amount) virtual);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";
    create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer null);
    insert into "migsh_new_line" ("id", "price", "amount", "total") select "id", "price", "amount", "total" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
      },
    }
  `);
});

test('the type of a generated column, and of one that another is computed from', async () => {
  const trip = {
    given: (op: Op) => {
      line(op);
      op.addColumn('line', c => c.integer('total').generated('price * amount'));
    },
    rows,
    up: (op: Op) => op.alterColumn('line', 'total', { type: 'bigint' }),
    survivors: ['select * from line order by id'],
  };
  expect(await takeTrip(trip)).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "line" alter column "total" type int;",
        "up": "alter table "line" alter column "total" type bigint;",
      },
      "sqlite": {
        "down": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
        "up": "create table "migsh_new_line" ("id" integer not null primary key, "price" integer not null, "amount" integer not null default 1, "total" bigint not null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";",
      },
    }
  `);
  const source = { ...trip, up: (op: Op) => op.alterColumn('line', 'price', { type: 'bigint' }) };
  expect((await takeTripOn('sqlite', source)).up).toMatchInlineSnapshot(`
    "create table "migsh_new_line" ("id" integer not null primary key, "price" bigint not null, "amount" integer not null default 1, "total" integer not null generated always as (price * amount) stored);
    insert into "migsh_new_line" ("id", "price", "amount") select "id", "price", "amount" from "line";
    drop table "line";
    alter table "migsh_new_line" rename to "line";"
  `);
  expect(await takeTripOn('postgresql', source)).toMatchInlineSnapshot(`
    {
      "down": "alter table "line" drop column "total";
    alter table "line" alter column "price" type int;
    alter table "line" add column "total" int generated always as (price * amount) stored not null;",
      "up": "alter table "line" drop column "total";
    alter table "line" alter column "price" type bigint;
    alter table "line" add column "total" int generated always as (price * amount) stored not null;",
    }
  `);
});

test('views that read the column come back', async () => {
  const told = await takeTrip({
    given: op => {
      line(op);
      op.addColumn('line', c => c.integer('total').default(0));
      op.createView('totals', 'select id, total from line');
    },
    rows,
    up: op => op.setGenerated('line', 'total', 'price * amount'),
    survivors: ['select id, price, amount from line order by id'],
    look: ['select id, total from totals order by id'],
  });
  expect(told.postgresql.up).toMatchInlineSnapshot(`
    "drop view "totals";
    alter table "line" drop column "total";
    alter table "line" add column "total" int generated always as (price * amount) stored not null;
    create view "totals" as SELECT id,
        total
       FROM line;"
  `);
  expect([told.postgresql.looked, told.sqlite.looked]).toMatchInlineSnapshot(`
    [
      [
        [
          {
            "id": 1,
            "total": 20,
          },
          {
            "id": 2,
            "total": 21,
          },
        ],
      ],
      [
        [
          {
            "id": 1,
            "total": 20,
          },
          {
            "id": 2,
            "total": 21,
          },
        ],
      ],
    ]
  `);
});
