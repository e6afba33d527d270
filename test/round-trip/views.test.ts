import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { takeTrip, takeTripOn } from './round-trip.ts';

const customer = (op: Op): void =>
  op.createTable('customer', t => {
    t.integer('id').primary().autoincrement();
    t.string('mail', 40);
    t.text('name').nullable();
    t.boolean('active').default(true);
  });
const rows = ["insert into customer (mail, name) values ('a@x', 'A'), ('b@x', null)"];
const survivors = ['select id, mail, name from customer order by id'];

test('a view, with a comment and a text per dialect', async () => {
  expect(
    await takeTrip({
      given: customer,
      rows,
      up: op => {
        op.createView('named', 'select id, mail from customer where name is not null;', {
          comment: "who said it's",
        });
        op.createView('today', {
          postgresql: 'select current_date as day',
          sqlite: "select date('now') as day",
        });
        op.createView('alone', { postgresql: 'select 1 as one', sqlite: '' });
      },
      survivors,
      look: ['select mail from named'],
    }),
  ).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop view "alone";
    drop view "today";
    drop view "named";",
        "looked": [
          [
            {
              "mail": "a@x",
            },
          ],
        ],
        "up": "create view "named" as select id, mail from customer where name is not null;
    comment on view "named" is 'who said it''s';
    create view "today" as select current_date as day;
    create view "alone" as select 1 as one;",
      },
      "sqlite": {
        "down": "drop view "today";
    drop view "named";",
        "looked": [
          [
            {
              "mail": "a@x",
            },
          ],
        ],
        "up": "create view "named" as select id, mail from customer where name is not null;
    create view "today" as select date('now') as day;",
      },
    }
  `);
});

test('a materialized view with a unique index, empty or filled', async () => {
  expect(
    await takeTrip({
      given: customer,
      rows,
      up: op => {
        op.createView('mails', 'select id, mail from customer', { materialized: true });
        op.createIndex('mails', ['id'], { unique: true });
        op.createIndex('mails', ['mail']);
        op.renameIndex('mails', 'mails_mail_index', 'by_mail');
        op.dropIndex('mails', 'by_mail');
        op.createView('later', 'select id from customer', { materialized: true, withData: false });
      },
      survivors,
      look: ['select mail from mails order by id'],
    }),
  ).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop materialized view "later";
    create index "by_mail" on "mails" ("mail");
    alter index "by_mail" rename to "mails_mail_index";
    drop index "mails_mail_index";
    drop index "mails_id_unique";
    drop materialized view "mails";",
        "looked": [
          [
            {
              "mail": "a@x",
            },
            {
              "mail": "b@x",
            },
          ],
        ],
        "up": "create materialized view "mails" as select id, mail from customer with data;
    create unique index "mails_id_unique" on "mails" ("id");
    create index "mails_mail_index" on "mails" ("mail");
    alter index "mails_mail_index" rename to "by_mail";
    drop index "by_mail";
    create materialized view "later" as select id from customer with no data;",
      },
      "sqlite": {
        "down": "drop view "later";
    drop view "mails";",
        "looked": [
          [
            {
              "mail": "a@x",
            },
            {
              "mail": "b@x",
            },
          ],
        ],
        "up": "create view "mails" as select id, mail from customer;
    create view "later" as select id from customer;",
      },
    }
  `);
});

test('views dropped, renamed and replaced with views on them', async () => {
  expect(
    await takeTrip({
      given: op => {
        customer(op);
        op.createView('v', 'select id, mail from customer');
        op.createView('w', 'select v.id from v join customer c on c.id = v.id');
        op.createView('gone', 'select id from customer', { materialized: true, comment: 'soon' });
        op.createIndex('gone', ['id'], { unique: true });
      },
      rows,
      up: op => {
        op.renameView('v', 'mails');
        op.dropView('gone');
        op.createView('mails', 'select name, id, upper(mail) as mail from customer', {
          replace: true,
        });
      },
      survivors,
      look: ['select * from mails order by id', 'select * from w order by id'],
    }),
  ).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop view "w";
    drop view "mails";
    create view "mails" as select id, mail from customer;
    create view "w" as SELECT mails.id
       FROM (mails
         JOIN customer c ON ((c.id = mails.id)));
    create materialized view "gone" as select id from customer with data;
    comment on materialized view "gone" is 'soon';
    create unique index "gone_id_unique" on "gone" ("id");
    alter view "mails" rename to "v";",
        "looked": [
          [
            {
              "id": 1,
              "mail": "A@X",
              "name": "A",
            },
            {
              "id": 2,
              "mail": "B@X",
              "name": null,
            },
          ],
          [
            {
              "id": 1,
            },
            {
              "id": 2,
            },
          ],
        ],
        "up": "alter view "v" rename to "mails";
    drop materialized view "gone";
    -- take view mails away, and the views on it for a moment, as they are then
    create view "mails" as select name, id, upper(mail) as mail from customer;
    -- give mails the grants and the owner that it had, and bring back the views on it",
      },
      "sqlite": {
        "down": "drop view "mails";
    create view "mails" as select id, mail from customer;
    create view "gone" as select id from customer;
    drop view "mails";
    drop view "w";
    create view "w" as select v.id from v join customer c on c.id = v.id;
    create view "v" as select id, mail from customer;",
        "looked": [
          [
            {
              "id": 1,
              "mail": "A@X",
              "name": "A",
            },
            {
              "id": 2,
              "mail": "B@X",
              "name": null,
            },
          ],
          [
            {
              "id": 1,
            },
            {
              "id": 2,
            },
          ],
        ],
        "up": "drop view "w";
    drop view "v";
    create view "mails" as select id, mail from customer;
    create view "w" as select mails.id from mails join customer c on c.id = mails.id;
    drop view "gone";
    drop view "mails";
    create view "mails" as select name, id, upper(mail) as mail from customer;",
      },
    }
  `);
});

test('tables and columns renamed under views', async () => {
  expect(
    await takeTrip({
      given: op => {
        customer(op);
        op.createView('v', 'select "customer".id, mail from "customer" where mail is not null');
      },
      rows,
      up: op => {
        op.renameColumn('customer', 'name', 'full_name');
        op.renameTable('customer', 'client');
      },
      survivors: [...survivors, 'select id, mail from v order by id'],
      look: ['select id, mail from v order by id'],
    }),
  ).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "alter table "client" rename to "customer";
    alter table "customer" rename column "full_name" to "name";",
        "looked": [
          [
            {
              "id": 1,
              "mail": "a@x",
            },
            {
              "id": 2,
              "mail": "b@x",
            },
          ],
        ],
        "up": "alter table "customer" rename column "name" to "full_name";
    alter table "customer" rename to "client";",
      },
      "sqlite": {
        "down": "alter table "client" rename to "customer";
    alter table "customer" rename column "full_name" to "name";",
        "looked": [
          [
            {
              "id": 1,
              "mail": "a@x",
            },
            {
              "id": 2,
              "mail": "b@x",
            },
          ],
        ],
        "up": "alter table "customer" rename column "name" to "full_name";
    alter table "customer" rename to "client";",
      },
    }
  `);
});

test('a column renamed under views on views and a trigger instead of writing', async () => {
  const told = await takeTrip({
    given: op => {
      customer(op);
      op.createView('v', 'select id, mail, lower(mail) as low from customer order by mail');
      op.createView('w', 'select mail from v');
      op.sql({
        postgresql:
          'create rule put as on insert to v do instead insert into customer (mail) values (new.mail)',
        sqlite:
          'create trigger put instead of insert on v begin insert into customer (mail) values (new.mail); end',
      });
    },
    rows,
    up: op => op.renameColumn('customer', 'mail', 'email'),
    survivors: [...survivors, 'select * from v order by id', 'select * from w order by mail'],
    look: [
      'select * from v',
      "insert into v (mail) values ('c@x')",
      'select * from w',
      "delete from customer where email = 'c@x'",
    ],
  });
  expect(told.postgresql.looked).toEqual(told.sqlite.looked);
  expect(told.sqlite).toMatchInlineSnapshot(`
    {
      "down": "drop view "w";
    drop view "v";
    alter table "customer" rename column "email" to "mail";
    create view "v" as select id, mail, lower(mail) as low from customer order by mail;
    create view "w" as select mail from v;
    create trigger put instead of insert on v begin insert into customer (mail) values (new.mail); end;",
      "looked": [
        [
          {
            "id": 1,
            "low": "a@x",
            "mail": "a@x",
          },
          {
            "id": 2,
            "low": "b@x",
            "mail": "b@x",
          },
        ],
        [],
        [
          {
            "mail": "a@x",
          },
          {
            "mail": "b@x",
          },
          {
            "mail": "c@x",
          },
        ],
        [],
      ],
      "up": "drop view "w";
    drop view "v";
    alter table "customer" rename column "mail" to "email";
    create view "v" as select id, email as mail, lower(email) as low from customer order by email;
    create view "w" as select mail from v;
    create trigger put instead of insert on v begin insert into customer (email) values (new.mail); end;",
    }
  `);
  expect(told.postgresql.up).toMatchInlineSnapshot(
    `"alter table "customer" rename column "mail" to "email";"`,
  );
});

test('a type changed under three levels of views', async () => {
  expect(
    await takeTrip({
      given: op => {
        customer(op);
        op.addColumn('customer', c => c.integer('points').default(3));
        op.createView('a', 'select id, mail, points from customer', { comment: 'first' });
        op.createView('b', 'select id, points * 2 as points from a');
        op.createView(
          'c',
          'select b.id, b.points, customer.name from b join customer on customer.id = b.id',
          {
            materialized: true,
          },
        );
        op.createIndex('c', ['id'], { unique: true });
        op.createView('apart', 'select id, name from customer');
        op.sql({
          postgresql:
            'create rule put as on insert to a do instead insert into customer (mail) values (new.mail)',
          sqlite:
            'create trigger put instead of insert on a begin insert into customer (mail) values (new.mail); end',
        });
      },
      rows: [...rows, { postgresql: 'refresh materialized view c' }],
      up: op => op.alterColumn('customer', 'points', { type: 'bigint' }),
      survivors: [...survivors, 'select * from c order by id'],
    }),
  ).toMatchInlineSnapshot(`
    {
      "postgresql": {
        "down": "drop materialized view "c";
    drop view "b";
    drop view "a";
    alter table "customer" alter column "points" type int;
    create view "a" as SELECT id,
        mail,
        points
       FROM customer;
    comment on view "a" is 'first';
    CREATE RULE put AS
        ON INSERT TO a DO INSTEAD  INSERT INTO customer (mail)
      VALUES (new.mail);
    create view "b" as SELECT id,
        (points * 2) AS points
       FROM a;
    create materialized view "c" as SELECT b.id,
        b.points,
        customer.name
       FROM (b
         JOIN customer ON ((customer.id = b.id))) with data;
    CREATE UNIQUE INDEX c_id_unique ON c USING btree (id);",
        "up": "drop materialized view "c";
    drop view "b";
    drop view "a";
    alter table "customer" alter column "points" type bigint;
    create view "a" as SELECT id,
        mail,
        points
       FROM customer;
    comment on view "a" is 'first';
    CREATE RULE put AS
        ON INSERT TO a DO INSTEAD  INSERT INTO customer (mail)
      VALUES (new.mail);
    create view "b" as SELECT id,
        (points * 2) AS points
       FROM a;
    create materialized view "c" as SELECT b.id,
        b.points,
        customer.name
       FROM (b
         JOIN customer ON ((customer.id = b.id))) with data;
    CREATE UNIQUE INDEX c_id_unique ON c USING btree (id);",
      },
      "sqlite": {
        "down": "drop view "apart";
    drop view "c";
    drop view "b";
    drop view "a";
    create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "mail" text not null, "name" text null, "active" integer not null default true, "points" integer not null default 3);
    insert into "migsh_new_customer" ("id", "mail", "name", "active", "points") select "id", "mail", "name", "active", "points" from "customer";
    delete from sqlite_sequence where name = 'migsh_new_customer';
    insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer';
    drop table "customer";
    alter table "migsh_new_customer" rename to "customer";
    create view "a" as select id, mail, points from customer;
    create view "b" as select id, points * 2 as points from a;
    create view "c" as select b.id, b.points, customer.name from b join customer on customer.id = b.id;
    create view "apart" as select id, name from customer;
    create trigger put instead of insert on a begin insert into customer (mail) values (new.mail); end;",
        "up": "drop view "apart";
    drop view "c";
    drop view "b";
    drop view "a";
    create table "migsh_new_customer" ("id" integer not null primary key autoincrement, "mail" text not null, "name" text null, "active" integer not null default true, "points" bigint not null default 3);
    insert into "migsh_new_customer" ("id", "mail", "name", "active", "points") select "id", "mail", "name", "active", "points" from "customer";
    delete from sqlite_sequence where name = 'migsh_new_customer';
    insert into sqlite_sequence (name, seq) select 'migsh_new_customer', seq from sqlite_sequence where name = 'customer';
    drop table "customer";
    alter table "migsh_new_customer" rename to "customer";
    create view "a" as select id, mail, points from customer;
    create view "b" as select id, points * 2 as points from a;
    create view "c" as select b.id, b.points, customer.name from b join customer on customer.id = b.id;
    create view "apart" as select id, name from customer;
    create trigger put instead of insert on a begin insert into customer (mail) values (new.mail); end;",
      },
    }
  `);
});

test('cascade', async () => {
  expect(
    await takeTripOn('postgresql', {
      given: op => {
        customer(op);
        op.createView('a', 'select id, mail from customer');
        op.createView('b', 'select id from a');
      },
      up: op => op.dropView('a', { cascade: true }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "down": "create view "a" as select id, mail from customer;
    create view "b" as select id from a;",
      "up": "drop view "a" cascade;",
    }
  `);
});
