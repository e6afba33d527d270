import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { databaseAt } from '../app/script-database.ts';
import { createDatabase } from '../servers/postgresql.ts';
import { makeShop } from './shop.ts';

const file = `/**
 * one phone for one customer
 *
 * @revision aaaa0009
 * @parents  c6e38b1f4a92
 */
export function up(op) {
  op.createIndex('customer', ['newsletter'], { unique: true, concurrently: true });
}
export function down(op) {
  op.dropIndex('customer', 'customer_newsletter_unique', { concurrently: true });
}
`;
const index = `select indisvalid from pg_index where indexrelid = to_regclass('customer_newsletter_unique')`;

test('an index that failed to be built concurrently is invalid, and the next run builds it anew', async () => {
  const { url } = await createDatabase();
  const shop = await makeShop(url);
  onTestFinished(() => shop.remove());
  const database = databaseAt('postgresql', url);
  writeFileSync(join(shop.root, 'migrations/20260601_index.ts'), file);

  const failed = await shop.migsh('upgrade', 'aaaa0009');
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/could not create\s+unique index/);
  expect(await database.query(index)).toEqual([{ indisvalid: false }]);

  // Customers with the same answer go, so that there is one of each.
  await database.query('delete from "order_line"');
  await database.query('delete from invoice');
  await database.query('delete from "order"');
  await database.query('delete from customer where id > 1');
  expect((await shop.migsh('upgrade', 'aaaa0009')).code).toBe(0);
  expect(await database.query(index)).toEqual([{ indisvalid: true }]);

  // Cut off between the index and the journal: the same command finds its own index.
  await database.query("delete from migsh_revisions where id = 'aaaa0009'");
  expect((await shop.migsh('upgrade', 'aaaa0009')).code).toBe(0);

  expect((await shop.migsh('downgrade', '-1')).code).toBe(0);
  expect(await database.query(index)).toEqual([]);
});

test('a valid index of the same name is somebody’s, and stays', async () => {
  const { url } = await createDatabase();
  const shop = await makeShop(url);
  onTestFinished(() => shop.remove());
  const database = databaseAt('postgresql', url);
  writeFileSync(join(shop.root, 'migrations/20260601_index.ts'), file);
  await database.query('create index customer_newsletter_unique on customer (newsletter)');
  const refused = await shop.migsh('upgrade', 'aaaa0009');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/there was an index\s+customer_newsletter_unique already/);
  expect(await database.query(index)).toEqual([{ indisvalid: true }]);
});
