import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { takeTrip, takeTripOn } from './round-trip.ts';

const shop = (op: Op): void => {
  op.createTable('log', t => {
    t.integer('id').primary().autoincrement();
    t.integer('about');
    t.string('what', 20);
  });
  op.createTable('order', t => {
    t.integer('id').primary();
    t.integer('total').default(0);
    t.string('touched', 20).nullable();
  });
};
const rows = ['insert into "order" (id, total) values (1, 100), (2, 0)'];
const survivors = ['select * from "order" order by id'];

test('a trigger of several events, with a condition and a body per dialect', async () => {
  const told = await takeTrip({
    given: shop,
    rows,
    up: op => {
      op.createTrigger('order', 'order_log', {
        timing: 'after',
        events: ['update', 'insert'],
        when: 'new.total > 10',
        body: {
          postgresql: "insert into log (about, what) values (new.id, 'seen'); return new",
          sqlite: "insert into log (about, what) values (new.id, 'seen')",
        },
      });
      op.insert('order', [
        { id: 3, total: 11 },
        { id: 4, total: 9 },
      ]);
      op.backfill('order', { set: { total: 'total + 2' }, where: 'id = 4' });
    },
    down: op => {
      op.sql('delete from "order" where id > 2');
      op.dropTrigger('order', 'order_log');
    },
    survivors,
    look: ['select about, what from log order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "delete from "order" where id > 2;
    drop trigger "order_log" on "order";
    drop function if exists "order_order_log_fn"();",
        "looked": [
          [
            {
              "about": 3,
              "what": "seen",
            },
            {
              "about": 4,
              "what": "seen",
            },
          ],
        ],
        "up": "create or replace function "order_order_log_fn"() returns trigger as $$ begin insert into log (about, what) values (new.id, 'seen'); return new; end; $$ language plpgsql;
    create trigger "order_log" after insert or update on "order" for each row when (new.total > 10) execute function "order_order_log_fn"();
    insert into "order" ("id", "total") values (3, 11), (4, 9);
    update "order" set "total" = (total + 2) where id = 4;",
      },
      "sqlite": {
        "down": "delete from "order" where id > 2;
    drop trigger "order_log_insert";
    drop trigger "order_log_update";",
        "looked": [
          [
            {
              "about": 3,
              "what": "seen",
            },
            {
              "about": 4,
              "what": "seen",
            },
          ],
        ],
        "up": "create trigger "order_log_insert" after insert on "order" for each row when new.total > 10 begin insert into log (about, what) values (new.id, 'seen'); end;
    create trigger "order_log_update" after update on "order" for each row when new.total > 10 begin insert into log (about, what) values (new.id, 'seen'); end;
    insert into "order" ("id", "total") values (3, 11), (4, 9);
    update "order" set "total" = (total + 2) where id = 4;",
      },
    }
  `);
});

const keepOrders = (op: Op): void =>
  op.createTrigger('order', 'order_kept', {
    timing: 'before',
    events: ['delete', 'truncate'],
    forEach: 'statement',
    body: "raise exception 'orders are kept; all of them'; -- $$\nreturn null; -- never",
  });

test('before, for each statement and truncate are PostgreSQL’s', async () => {
  expect(await takeTripOn('postgresql', { given: shop, rows, up: keepOrders, survivors }))
    .toMatchInlineSnapshot(`
    {
      "down": "drop trigger "order_kept" on "order";
    drop function if exists "order_order_kept_fn"();",
      "up": "create or replace function "order_order_kept_fn"() returns trigger as $migsh1$ begin raise exception 'orders are kept; all of them'; -- $$
    return null; -- never
     end; $migsh1$ language plpgsql;
    create trigger "order_kept" before delete or truncate on "order" for each statement execute function "order_order_kept_fn"();",
    }
  `);
  await expect(takeTripOn('sqlite', { given: shop, up: keepOrders })).rejects.toThrow(
    'trigger order_kept of order: SQLite has no truncate',
  );
});

const touchOrders = (op: Op): void => {
  op.createTrigger('order', 'order_touch', {
    timing: 'before',
    events: ['update'],
    body: "new.touched = 'yes'; return new",
    only: 'postgresql',
  });
  op.createTrigger('order', 'order_touch_too', {
    timing: 'after',
    events: ['update'],
    body: 'update "order" set touched = \'yes\' where id = new.id and touched is null',
    only: 'sqlite',
  });
  op.sql('update "order" set total = total where id = 1');
};

const untouchOrders = (op: Op): void => {
  op.dropTrigger('order', 'order_touch_too');
  op.dropTrigger('order', 'order_touch', { only: 'postgresql' });
  op.sql('update "order" set touched = null');
};

test('a trigger for one dialect does nothing on the other, there and back', async () => {
  expect(await takeTrip({ given: shop, rows, up: touchOrders, down: untouchOrders, survivors }))
    .toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop trigger "order_touch" on "order";
    drop function if exists "order_order_touch_fn"();
    update "order" set touched = null;",
        "up": "create or replace function "order_order_touch_fn"() returns trigger as $$ begin new.touched = 'yes'; return new; end; $$ language plpgsql;
    create trigger "order_touch" before update on "order" for each row execute function "order_order_touch_fn"();
    update "order" set total = total where id = 1;",
      },
      "sqlite": {
        "down": "drop trigger "order_touch_too";
    update "order" set touched = null;",
        "up": "create trigger "order_touch_too" after update on "order" for each row begin update "order" set touched = 'yes' where id = new.id and touched is null; end;
    update "order" set total = total where id = 1;",
      },
    }
  `);
});

test('whole statements, with a function of another name', async () => {
  const told = await takeTrip({
    given: op => {
      shop(op);
      op.createFunction('stop', {
        returns: 'trigger',
        language: 'plpgsql',
        body: "raise exception 'no'",
        only: 'postgresql',
      });
    },
    rows,
    up: op =>
      op.createTrigger('order', 'order_stop', {
        sql: {
          postgresql:
            'create trigger order_stop before update of total on "order" for each row execute function stop()',
          sqlite:
            'create trigger order_stop before update of total on "order" begin select raise(abort, \'no\'); end',
        },
      }),
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop trigger "order_stop" on "order";",
        "up": "create trigger order_stop before update of total on "order" for each row execute function stop();",
      },
      "sqlite": {
        "down": "drop trigger "order_stop";",
        "up": "create trigger order_stop before update of total on "order" begin select raise(abort, 'no'); end;",
      },
    }
  `);
});

test('a renamed table takes the function of its trigger along, and drops it under its new name', async () => {
  const told = await takeTrip({
    given: op => {
      shop(op);
      op.createTrigger('order', 'order_log', {
        timing: 'after',
        events: ['delete'],
        body: {
          postgresql: "insert into log (about, what) values (old.id, 'gone'); return old",
          // SQLite puts the names that it follows a rename with in quotes.
          sqlite: `insert into log (about, what) values (old."id", 'gone')`,
        },
      });
    },
    rows,
    up: op => {
      op.renameTable('order', 'sale');
      op.renameColumn('sale', 'id', 'number');
      op.dropTrigger('sale', 'order_log');
    },
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "create or replace function "sale_order_log_fn"() returns trigger as $$ begin insert into log (about, what) values (old.id, 'gone'); return old; end; $$ language plpgsql;
    create trigger "order_log" after delete on "sale" for each row execute function "sale_order_log_fn"();
    alter table "sale" rename column "number" to "id";
    alter table "sale" rename to "order";
    alter function "sale_order_log_fn"() rename to "order_order_log_fn";",
        "up": "alter table "order" rename to "sale";
    alter function "order_order_log_fn"() rename to "sale_order_log_fn";
    alter table "sale" rename column "id" to "number";
    drop trigger "order_log" on "sale";
    drop function if exists "sale_order_log_fn"();",
      },
      "sqlite": {
        "down": "create trigger "order_log" after delete on "sale" for each row begin insert into log (about, what) values (old."number", 'gone'); end;
    alter table "sale" rename column "number" to "id";
    alter table "sale" rename to "order";",
        "up": "alter table "order" rename to "sale";
    alter table "sale" rename column "id" to "number";
    drop trigger "order_log";",
      },
    }
  `);
});

test('a dropped table comes back with its rows, then its triggers, which do not fire for them', async () => {
  const told = await takeTrip({
    given: op => {
      shop(op);
      op.createTrigger('order', 'order_log', {
        timing: 'after',
        events: ['insert'],
        body: {
          postgresql: "insert into log (about, what) values (new.id, 'made'); return new",
          sqlite: "insert into log (about, what) values (new.id, 'made')",
        },
      });
      op.createPolicy('order', 'own', { using: 'total >= 0', only: 'postgresql' });
      op.rowSecurity('order', 'forced', { only: 'postgresql' });
    },
    rows,
    up: op => {
      op.archive('order');
      op.dropTable('order');
    },
    survivors: [...survivors, 'select about, what from log order by id'],
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "create table "order" ("id" int not null, "total" int not null default 0, "touched" varchar(20) null, primary key ("id"));
    insert into "order" ("id", "total", "touched") select "id", "total", "touched" from "migsh_archive_order_aaaabbbbcccc";
    drop table "migsh_archive_order_aaaabbbbcccc";
    create or replace function "order_order_log_fn"() returns trigger as $$ begin insert into log (about, what) values (new.id, 'made'); return new; end; $$ language plpgsql;
    create trigger "order_log" after insert on "order" for each row execute function "order_order_log_fn"();
    alter table "order" enable row level security;
    alter table "order" force row level security;
    create policy "own" on "order" using (total >= 0);",
        "up": "set local row_security = off;
    create table "migsh_archive_order_aaaabbbbcccc" as select "id", "total", "touched" from "order";
    set local row_security = on;
    drop table "order";
    drop function if exists "order_order_log_fn"();",
      },
      "sqlite": {
        "down": "create table "order" ("id" integer not null primary key, "total" integer not null default 0, "touched" text null);
    insert into "order" ("id", "total", "touched") select "id", "total", "touched" from "migsh_archive_order_aaaabbbbcccc";
    drop table "migsh_archive_order_aaaabbbbcccc";
    create trigger "order_log" after insert on "order" for each row begin insert into log (about, what) values (new.id, 'made'); end;",
        "up": "create table "migsh_archive_order_aaaabbbbcccc" as select "id", "total", "touched" from "order";
    drop table "order";",
      },
    }
  `);
});

test('a rebuild keeps triggers; a changed type lets those go that name the column', async () => {
  const told = await takeTrip({
    given: op => {
      shop(op);
      op.createTrigger('order', 'order_log', {
        timing: 'after',
        events: ['update'],
        when: 'new.total <> old.total',
        body: {
          postgresql: "insert into log (about, what) values (new.id, 'changed'); return new",
          sqlite: "insert into log (about, what) values (new.id, 'changed')",
        },
      });
      op.createPolicy('order', 'positive', { using: 'total >= 0', only: 'postgresql' });
    },
    rows,
    up: op => op.alterColumn('order', 'total', { type: 'bigint' }),
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop policy "positive" on "order";
    drop trigger "order_log" on "order";
    alter table "order" alter column "total" type int;
    create trigger "order_log" after update on "order" for each row when (new.total <> old.total) execute function "order_order_log_fn"();
    create policy "positive" on "order" using (total >= 0);",
        "up": "drop policy "positive" on "order";
    drop trigger "order_log" on "order";
    alter table "order" alter column "total" type bigint;
    create trigger "order_log" after update on "order" for each row when (new.total <> old.total) execute function "order_order_log_fn"();
    create policy "positive" on "order" using (total >= 0);",
      },
      "sqlite": {
        "down": "create table "migsh_new_order" ("id" integer not null primary key, "total" integer not null default 0, "touched" text null);
    insert into "migsh_new_order" ("id", "total", "touched") select "id", "total", "touched" from "order";
    drop table "order";
    alter table "migsh_new_order" rename to "order";
    create trigger "order_log" after update on "order" for each row when new.total <> old.total begin insert into log (about, what) values (new.id, 'changed'); end;",
        "up": "create table "migsh_new_order" ("id" integer not null primary key, "total" bigint not null default 0, "touched" text null);
    insert into "migsh_new_order" ("id", "total", "touched") select "id", "total", "touched" from "order";
    drop table "order";
    alter table "migsh_new_order" rename to "order";
    create trigger "order_log" after update on "order" for each row when new.total <> old.total begin insert into log (about, what) values (new.id, 'changed'); end;",
      },
    }
  `);
});
