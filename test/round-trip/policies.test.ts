import { expect, test } from 'vitest';

import type { Op } from '../../src/operation/record-op.ts';
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
