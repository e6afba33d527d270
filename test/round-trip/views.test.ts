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
    do $migsh$ declare kept json; each record; begin
      select coalesce(json_agg(row_to_json(v) order by o.distance, v.oid), '[]') into kept
        from (with recursive reading as (
        select distinct r.ev_class as view, d.refobjid as relation
        from pg_catalog.pg_rewrite r
        join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
          and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> r.ev_class
        join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind in ('v', 'm')
      ), over (oid, distance) as (
        select root.oid, 0 from (select oid from pg_catalog.pg_class where oid = pg_catalog.to_regclass('"mails"') and relkind in ('v', 'm')) as root
        union
        select reading.view, over.distance + 1 from over join reading on reading.relation = over.oid
      )
      select oid, max(distance) as distance from over group by oid) as o
        join (select c.oid, q.name, 'drop ' || q.sort || ' ' || q.quoted as drop,
        (select json_agg(json_build_object('sort', p.sort, 'column', p.about, 'sql', p.sql) order by p.at, p.sql)
      from (
        select 1 as at, 'view' as sort, null::text as about, 'create ' || q.sort || ' ' || q.quoted
          || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
          || coalesce((select ' tablespace ' || '"' || replace(s.spcname::text, '"', '""') || '"' from pg_catalog.pg_tablespace s where s.oid = c.reltablespace), '')
          || ' as ' || rtrim(btrim(pg_catalog.pg_get_viewdef(c.oid), E' \\n'), ';')
          || case when c.relkind = 'v' then '' when c.relispopulated then ' with data' else ' with no data' end as sql
        union all
        select 2, 'comment', null::text, 'comment on ' || q.sort || ' ' || q.quoted || ' is ' || quote_literal(t.description)
        from pg_catalog.pg_description t
        where t.classoid = 'pg_catalog.pg_class'::regclass and t.objoid = c.oid and t.objsubid = 0
        union all
        select 3, 'comment', att.attname::text, 'comment on column ' || q.quoted || '.' || '"' || replace(att.attname::text, '"', '""') || '"' || ' is ' || quote_literal(t.description)
        from pg_catalog.pg_description t
        join pg_catalog.pg_attribute att on att.attrelid = c.oid and att.attnum = t.objsubid
        where t.classoid = 'pg_catalog.pg_class'::regclass and t.objoid = c.oid and t.objsubid > 0
        union all
        select 4, 'default', att.attname::text, 'alter view ' || q.quoted || ' alter column ' || '"' || replace(att.attname::text, '"', '""') || '"' || ' set default ' || pg_catalog.pg_get_expr(ad.adbin, ad.adrelid)
        from pg_catalog.pg_attrdef ad
        join pg_catalog.pg_attribute att on att.attrelid = ad.adrelid and att.attnum = ad.adnum
        where ad.adrelid = c.oid
        union all
        select 5, 'index', null::text, pg_catalog.pg_get_indexdef(i.indexrelid) from pg_catalog.pg_index i where i.indrelid = c.oid
        union all
        select 6, 'index', null::text, 'comment on index ' || i.indexrelid::regclass || ' is ' || quote_literal(t.description)
        from pg_catalog.pg_index i
        join pg_catalog.pg_description t on t.classoid = 'pg_catalog.pg_class'::regclass and t.objoid = i.indexrelid
        where i.indrelid = c.oid
        union all
        select 6, 'trigger', null::text, pg_catalog.pg_get_triggerdef(g.oid) from pg_catalog.pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal
        union all
        select 6, 'rule', null::text, rtrim(pg_catalog.pg_get_ruledef(r.oid), ';') from pg_catalog.pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN'
        union all
        select 7, 'owner', null::text, 'alter ' || q.sort || ' ' || q.quoted || ' owner to ' || '"' || replace(o.rolname::text, '"', '""') || '"'
        from pg_catalog.pg_roles o where o.oid = c.relowner and o.rolname <> current_user
        union all
        select 8, 'grants', null::text, 'revoke all on ' || q.quoted || ' from ' || case a.grantee when 0 then 'public' else (select '"' || replace(g.rolname::text, '"', '""') || '"' from pg_catalog.pg_roles g where g.oid = a.grantee) end
        from pg_catalog.pg_default_acl f, lateral pg_catalog.aclexplode(f.defaclacl) a
        where f.defaclobjtype = 'r' and f.defaclnamespace in (0, c.relnamespace)
          and f.defaclrole = (select oid from pg_catalog.pg_roles where rolname = current_user)
          and a.grantee not in (c.relowner, f.defaclrole)
          and not exists (
            select 1 from pg_catalog.aclexplode(c.relacl) b
            where b.grantee = a.grantee and b.privilege_type = a.privilege_type and b.is_grantable = a.is_grantable)
        group by a.grantee
        union all
        select 9, 'grants', null::text,
          'grant ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' on ' || q.quoted
          || ' to ' || case a.grantee when 0 then 'public' else (select '"' || replace(g.rolname::text, '"', '""') || '"' from pg_catalog.pg_roles g where g.oid = a.grantee) end || case when a.is_grantable then ' with grant option' else '' end
        from pg_catalog.aclexplode(c.relacl) a
        where a.grantee <> c.relowner group by a.grantee, a.is_grantable
        union all
        select 9, 'grants', att.attname::text,
          'grant ' || string_agg(lower(a.privilege_type) || ' (' || '"' || replace(att.attname::text, '"', '""') || '"' || ')', ', ' order by a.privilege_type)
          || ' on ' || q.quoted || ' to ' || case a.grantee when 0 then 'public' else (select '"' || replace(g.rolname::text, '"', '""') || '"' from pg_catalog.pg_roles g where g.oid = a.grantee) end || case when a.is_grantable then ' with grant option' else '' end
        from pg_catalog.pg_attribute att, lateral pg_catalog.aclexplode(att.attacl) a
        where att.attrelid = c.oid and att.attnum > 0 and a.grantee <> c.relowner
        group by att.attname, a.grantee, a.is_grantable
      ) as p)::text as recreate
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      cross join lateral (select case when n.nspname = current_schema() then '' else n.nspname || '.' end || c.relname as name, case when n.nspname = current_schema() then '' else '"' || replace(n.nspname::text, '"', '""') || '"' || '.' end || '"' || replace(c.relname::text, '"', '""') || '"' as quoted,
        case c.relkind when 'm' then 'materialized view' else 'view' end as sort) as q
      where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
        and not exists (
          select 1 from pg_catalog.pg_depend x
          where x.classid = 'pg_catalog.pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')) as v on v.oid = o.oid;
      perform set_config('migsh.views', kept::text, true);
      for each in select v.value->>'drop' as sql
        from pg_catalog.json_array_elements(kept) with ordinality as v(value, at) order by v.at desc
      loop execute each.sql; end loop;
    end $migsh$;
    create view "mails" as select name, id, upper(mail) as mail from customer;
    do $migsh$ declare each record; begin
      for each in select s.value->>'sql' as sql
        from pg_catalog.json_array_elements(current_setting('migsh.views')::json) with ordinality as v(value, at),
          pg_catalog.json_array_elements((v.value->>'recreate')::json) with ordinality as s(value, at)
        where v.value->>'name' <> 'mails' or ((s.value->>'sort' in ('trigger', 'rule', 'default', 'owner', 'grants') or s.value->>'sort' = 'comment' and s.value->>'column' is not null)
          and (s.value->>'column' is null or exists (
            select 1 from pg_catalog.pg_attribute a
            where a.attrelid = pg_catalog.to_regclass('"mails"') and a.attname = s.value->>'column' and not a.attisdropped)))
        order by v.at, s.at
      loop execute each.sql; end loop;
    end $migsh$;",
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
    create view "b" as SELECT id,
        (points * 2) AS points
       FROM a;
    create materialized view "c" as SELECT b.id,
        b.points,
        customer.name
       FROM (b
         JOIN customer ON ((customer.id = b.id))) with data;
    CREATE UNIQUE INDEX c_id_unique ON public.c USING btree (id);",
        "up": "drop materialized view "c";
    drop view "b";
    drop view "a";
    alter table "customer" alter column "points" type bigint;
    create view "a" as SELECT id,
        mail,
        points
       FROM customer;
    comment on view "a" is 'first';
    create view "b" as SELECT id,
        (points * 2) AS points
       FROM a;
    create materialized view "c" as SELECT b.id,
        b.points,
        customer.name
       FROM (b
         JOIN customer ON ((customer.id = b.id))) with data;
    CREATE UNIQUE INDEX c_id_unique ON public.c USING btree (id);",
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
    create view "apart" as select id, name from customer;",
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
    create view "apart" as select id, name from customer;",
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
