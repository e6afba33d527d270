import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { postgresql } from '../../../src/dialect/postgresql/dialect.ts';
import type { CompiledStatement } from '../../../src/dialect/statement.ts';
import type { CompiledOperation } from '../../../src/dialect/together.ts';
import { apply } from '../../../src/operation/apply.ts';
import type { Operation } from '../../../src/operation/operation.ts';
import type { Schema } from '../../../src/schema/schema.ts';
import { column, keyed, openTestDatabase, type TestDatabase } from './support.ts';

let database: TestDatabase;
const roles = ['migsh_reader', 'migsh_owner'];

beforeAll(async () => {
  database = await openTestDatabase();
  for (const role of roles) {
    await database.execute(
      `do $$ begin create role ${role}; exception when duplicate_object then null; end $$`,
    );
  }
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.clear();
  await database.execute('drop schema if exists audit cascade');
  await database.execute('alter default privileges revoke all on tables from migsh_reader');
  await database.execute('grant all on schema public to migsh_reader, migsh_owner');
  await database.execute(
    'create table customer (id serial primary key, mail text not null, points int not null)',
  );
});

const start: Schema = {
  tables: [keyed('customer', [column('mail', 'text'), column('points', 'integer')])],
};
const grow: Operation = {
  kind: 'alterColumn',
  table: 'customer',
  column: 'points',
  type: { name: 'bigint' },
};

async function compile(
  operations: readonly Operation[],
  before: Schema = start,
): Promise<readonly CompiledStatement[]> {
  return (await compileEach(operations, before)).flatMap(({ statements }) => statements);
}

/** Compiles as the app does: the views are asked for once, and followed. */
async function compileEach(
  operations: readonly Operation[],
  before: Schema,
): Promise<readonly CompiledOperation[]> {
  const asked = postgresql.views;
  if (asked === undefined) throw new Error('PostgreSQL takes care of views');
  let views = asked.read(await database.execute(asked.query));
  let schema = before;
  return operations.map(operation => {
    const after = apply(schema, operation);
    const context = {
      before: schema,
      after,
      catalog: { version: '18.4', entries: [], views },
      revision: '3f2a9c1e7b04',
      source: { file: 'migrations/x.ts', line: 9 },
      split: (sql: string) => [sql],
    };
    const statements = postgresql.compile(operation, context);
    views = asked.follow(views, operation, after);
    schema = after;
    return { operation, context, statements };
  });
}

/** All that a view is, as the catalog has it; types of columns apart, which change on purpose. */
function everything(): Promise<unknown> {
  return database.execute(`select c.relname, c.relkind,
      (select json_agg(a::text order by a::text) from unnest(coalesce(c.relacl, acldefault('r', c.relowner))) a) as grants, c.relowner::regrole::text as owner, c.reloptions::text,
      c.relispopulated, obj_description(c.oid, 'pg_class') as comment,
      (select json_agg(json_build_array(a.attname, a.attacl, col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns,
      (select json_agg(json_build_array(pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class')) order by i.indexrelid::regclass::text)
        from pg_index i where i.indrelid = c.oid) as indexes,
      (select json_agg(pg_get_triggerdef(t.oid)) from pg_trigger t where t.tgrelid = c.oid) as triggers,
      (select json_agg(pg_get_expr(d.adbin, d.adrelid)) from pg_attrdef d where d.adrelid = c.oid) as defaults,
      (select json_agg(pg_get_ruledef(r.oid) order by r.rulename) from pg_rewrite r where r.ev_class = c.oid) as rules
    from pg_class c where c.relkind in ('v', 'm') and c.relnamespace in ('public'::regnamespace, 'audit'::regnamespace)
    order by c.relname`);
}

const rich = [
  'create schema audit',
  `create view a with (security_barrier=true, check_option=local) as select id, mail, points from customer where points > 0`,
  `comment on view a is 'it''s "first"'`,
  'grant select, insert on a to migsh_reader with grant option',
  'grant update (mail) on a to public',
  "alter view a alter column mail set default 'nobody'",
  'create view "audit"."B ""b""" as select id, points * 2 as twice from a',
  `comment on column audit."B ""b""".twice is 'two times'`,
  'create view c as select b.twice from audit."B ""b""" b',
  'alter view c owner to migsh_owner',
  'create materialized view m with (fillfactor=70) as select id, points from customer',
  'create unique index m_id on m (id)',
  'create index m_odd on m ((id % 2)) where id > 1',
  `comment on index m_id is 'for refresh'`,
  'create materialized view later as select points from m with no data',
  'create function put() returns trigger language plpgsql as $$ begin return new; end $$',
  'create trigger put instead of insert on c for each row execute function put()',
  'create rule gone as on delete to a do instead nothing',
  'create view apart as select id, mail from customer',
  'grant select on apart to migsh_reader',
];

test.each(['known beforehand', 'asked for when it runs'])(
  'views come back as they were: %s',
  async how => {
    for (const sql of rich) await database.execute(sql);
    // What new views get by default, these do not have.
    await database.execute('alter default privileges grant all on tables to migsh_reader');
    const before = await everything();
    const statements = await (how === 'known beforehand'
      ? compile([grow])
      : compile([
          { kind: 'sql', postgresql: 'create view x as select points from customer' },
          grow,
        ]));
    expect(statements.some(each => each.part === 'views')).toBe(how !== 'known beforehand');
    expect(statements.map(({ sql }) => sql).join()).not.toMatch(/cascade/);
    await database.transact(statements);
    if (how !== 'known beforehand') await database.execute('drop view x');
    expect(await everything()).toEqual(before);
  },
);

test('a view that does not read the column stays', async () => {
  await database.execute('create view apart as select id, mail from customer');
  await database.execute('create view number as select count(*) from customer');
  expect((await compile([grow])).map(({ sql }) => sql)).toEqual([
    'alter table "customer" alter column "points" type bigint',
  ]);
});

test('a view on a partition', async () => {
  await database.execute('create table event (id int, day int) partition by list (day)');
  await database.execute('create table event_1 partition of event for values in (1)');
  await database.execute('create view first as select id from event_1');
  const event = {
    ...keyed('event', [column('day', 'integer')]),
    partitioning: {
      by: 'list (day)',
      partitions: [{ name: 'event_1', bound: 'for values in (1)' }],
    },
  };
  const statements = await compile(
    [{ kind: 'alterColumn', table: 'event', column: 'id', type: { name: 'text' } }],
    {
      tables: [
        {
          ...event,
          columns: event.columns.map(each => (each.name === 'id' ? column('id', 'integer') : each)),
        },
      ],
    },
  );
  await database.transact(statements);
  expect(statements[0]?.sql).toBe('drop view "first"');
});

test('a column that a view selects is not dropped', async () => {
  await database.execute('create view a as select id, points from customer');
  const drop: Operation = { kind: 'dropColumn', table: 'customer', column: 'points' };
  await expect(compile([drop])).rejects.toThrow(
    'migrations/x.ts:9: column customer.points cannot be dropped: view a selects it',
  );
  const view = { name: 'a', select: 'select id from customer' };
  await database.transact(await compile([{ kind: 'createView', view, replace: true }, drop]));
  await expect(compile([{ kind: 'dropTable', table: 'customer' }])).rejects.toThrow(
    'table customer cannot be dropped: view a selects from it',
  );
});

test('what would not come back is named', async () => {
  await database.execute('create view a as select id, points from customer');
  await database.execute(
    'create function f() returns setof a language sql as $$ select * from a $$',
  );
  await expect(compile([grow])).rejects.toThrow(
    'view a would have to be dropped and made again, but function f() depends on it',
  );
});

test('a view that others select from is not dropped', async () => {
  await database.execute('create view a as select id from customer');
  await database.execute('create view b as select id from a');
  const schema = { ...start, views: [{ name: 'a', select: 'select id from customer' }] };
  await expect(compile([{ kind: 'dropView', name: 'a' }], schema)).rejects.toThrow(
    'view a cannot be dropped: view b selects from it',
  );
  await database.transact(await compile([{ kind: 'dropView', name: 'a', cascade: true }], schema));
});

test('a view is replaced and keeps what it was granted', async () => {
  await database.execute('create view a as select id, mail, points from customer');
  await database.execute('grant select on a to migsh_reader');
  await database.execute('grant select (points) on a to public');
  await database.execute("comment on column a.id is 'number'");
  await database.execute('alter view a owner to migsh_owner');
  await database.execute('create view b as select mail from a');
  const view = { name: 'a', select: 'select mail, id from customer;', comment: 'new' };
  await database.transact(await compile([{ kind: 'createView', view, replace: true }]));
  expect(
    await database.execute(
      `select relacl::text, relowner::regrole::text as owner, obj_description('a'::regclass) as comment, col_description('a'::regclass, 2) as id from pg_class where relname = 'a'`,
    ),
  ).toEqual([
    {
      relacl: '{migsh_owner=arwdDxtm/migsh_owner,migsh_reader=r/migsh_owner}',
      owner: 'migsh_owner',
      comment: 'new',
      id: 'number',
    },
  ]);
  expect(await database.execute("select 1 from pg_views where viewname = 'b'")).toHaveLength(1);
});

test('neighbouring alterations take views away once', async () => {
  await database.execute('create view a as select id, points from customer');
  await database.execute('create view b as select mail from customer');
  const alike: Operation = {
    kind: 'alterColumn',
    table: 'customer',
    column: 'mail',
    type: { name: 'string', length: 80 },
  };
  const short = { ...column('mail', 'text'), type: { name: 'string', length: 40 } } as const;
  const shorter = { tables: [keyed('customer', [short, column('points', 'integer')])] };
  const [first, second] = await compileEach([grow, alike], shorter);
  if (first === undefined || second === undefined) throw new Error('two operations');
  const { together } = postgresql;
  expect([together.joins([], first), together.joins([first], second)]).toEqual([true, true]);
  const combined = together.combine([first, second], { version: '18.4', entries: [] }) ?? [];
  expect(combined.map(({ sql, of }) => `${of}: ${sql}`)).toMatchInlineSnapshot(`
    [
      "0: drop view "b"",
      "0: drop view "a"",
      "0: alter table "customer" alter column "points" type bigint, alter column "mail" type varchar(80)",
      "1: create view "a" as SELECT id,
        points
       FROM customer",
      "1: create view "b" as SELECT mail
       FROM customer",
    ]
  `);
  await database.transact(combined);
});

test.each(['update customer set points = 1', 'grant select on customer to public'])(
  'a view that names a value of an enum whose type is made anew, after %s',
  async sql => {
    await database.execute("create type mood as enum ('sad', 'ok')");
    await database.execute(
      "create view a as select id from customer where 'ok'::mood <> all ('{}'::mood[])",
    );
    const schema = { ...start, enums: [{ name: 'mood', values: ['sad', 'ok'] }] };
    await database.transact(
      await compile(
        [
          { kind: 'sql', postgresql: sql },
          { kind: 'removeEnumValue', name: 'mood', value: 'sad' },
        ],
        schema,
      ),
    );
    expect(await database.execute('select * from a')).toEqual([]);
    await database.execute('drop view a; drop type mood');
  },
);

test('SQL of the same plan that says no word of views leaves them known', async () => {
  await database.execute('create view a as select id, points from customer');
  const fill: Operation = { kind: 'sql', postgresql: "update customer set mail = 'a view'" };
  const statements = await compile([fill, grow]);
  expect(statements.map(({ part }) => part)).not.toContain('views');
  const grant: Operation = {
    kind: 'sql',
    postgresql: 'grant select on all tables in schema public to public',
  };
  expect((await compile([grant, grow])).map(({ part }) => part)).toContain('views');
});
