import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { compileAll, openTestDatabase } from '../dialect/postgresql/support.ts';
import { takeTripOn } from './round-trip.ts';

const shop = (op: Op): void =>
  op.createTable('order', t => {
    t.integer('id').primary();
    t.string('owner', 40);
  });
const rows = ["insert into \"order\" values (1, 'ada'), (2, 'bob')"];
const survivors = ['select * from "order" order by id'];

test('policies with all they can say, and the three modes', async () => {
  const told = await takeTripOn('postgresql', {
    given: shop,
    rows,
    up: op => {
      op.createPolicy('order', 'own rows', { using: "owner = current_setting('app.user', true)" });
      op.createPolicy('order', 'add', { command: 'insert', check: "owner <> 'root'" });
      op.createPolicy('order', 'no_root', {
        command: 'update',
        roles: ['public', 'pg_monitor'],
        using: "owner <> 'root'",
        check: "owner <> 'root'",
        restrictive: true,
      });
      op.rowSecurity('order', 'enabled');
      op.rowSecurity('order', 'forced');
    },
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "alter table "order" no force row level security;
    alter table "order" disable row level security;
    drop policy "no_root" on "order";
    drop policy "add" on "order";
    drop policy "own rows" on "order";",
      "up": "create policy "own rows" on "order" using (owner = current_setting('app.user', true));
    create policy "add" on "order" for insert with check (owner <> 'root');
    create policy "no_root" on "order" as restrictive for update to public, "pg_monitor" using (owner <> 'root') with check (owner <> 'root');
    alter table "order" enable row level security;
    alter table "order" force row level security;",
    }
  `);
});

test('a policy comes back as it was, and follows a renamed column and table', async () => {
  const told = await takeTripOn('postgresql', {
    given: op => {
      shop(op);
      op.createPolicy('order', 'own', { using: "owner = 'ada' and id > 0" });
      op.rowSecurity('order', 'forced');
    },
    rows,
    up: op => {
      op.renameColumn('order', 'owner', 'keeper');
      op.renameTable('order', 'sale');
      op.dropPolicy('sale', 'own');
      op.rowSecurity('sale', 'disabled');
    },
    survivors,
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "down": "alter table "sale" enable row level security;
    alter table "sale" force row level security;
    create policy "own" on "sale" using (keeper = 'ada' and id > 0);
    alter table "sale" rename to "order";
    alter table "order" rename column "keeper" to "owner";",
      "up": "alter table "order" rename column "owner" to "keeper";
    alter table "order" rename to "sale";
    drop policy "own" on "sale";
    alter table "sale" no force row level security;
    alter table "sale" disable row level security;",
    }
  `);
});

test.each<(op: Op) => void>([
  op => op.createPolicy('order', 'own', { using: 'true' }),
  op => op.rowSecurity('order', 'enabled'),
  op => op.createFunction('one', { returns: 'int', body: 'select 1' }),
])('SQLite refuses %s unless it is for PostgreSQL alone', async up => {
  await expect(takeTripOn('sqlite', { given: shop, up })).rejects.toThrow('SQLite has no');
});

const owned = (op: Op): void => {
  shop(op);
  op.createPolicy('order', 'own', { using: "owner = 'ada'" });
};

test('a column that a policy names stays', async () => {
  await expect(
    takeTripOn('postgresql', { given: owned, up: op => op.dropColumn('order', 'owner') }),
  ).rejects.toThrow('column order.owner cannot be dropped: policy own names it');
});

test('what is meant for every row fails where a policy hides some from the owner', async () => {
  const database = await openTestDatabase();
  const role = `migsh_owner_${process.pid}`;
  try {
    const operations = recordOperations(
      op => {
        shop(op);
        op.createPolicy('order', 'own', { using: "owner = 'ada'" });
        op.rowSecurity('order', 'forced');
        op.archive('order');
        op.dropTable('order');
      },
      { dialect: 'postgresql' },
    ).map(({ operation }) => operation);
    const given = compileAll(operations.slice(0, 3), { tables: [] });
    const { statements } = compileAll(operations.slice(3), given.after);
    await database.transact(given.statements);
    for (const sql of rows) await database.execute(sql);
    await database.execute(`create role ${role}`);
    await database.execute(`grant create on schema public to ${role}`);
    await database.execute(`alter table "order" owner to ${role}`);
    const asOwner = { sql: `set local role ${role}`, comment: 'as the owner' };
    await expect(database.transact([asOwner, ...statements])).rejects.toThrow(
      'query would be affected by row-level security policy',
    );
    expect(await database.execute('select count(*)::int as n from "order"')).toEqual([{ n: 2 }]);
    await database.transact(statements);
  } finally {
    await database.execute(`drop owned by ${role}`);
    await database.execute(`drop role ${role}`);
    await database.close();
  }
});
