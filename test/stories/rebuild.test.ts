import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Shop } from './shop.ts';
import { makeShop } from './shop.ts';

interface Connection {
  prepare(sql: string): { pluck(): { get(): unknown } };
  close(): void;
}
// Typed by hand: the driver brings no types of its own.
const Sqlite: new (file: string) => Connection = createRequire(import.meta.url)('better-sqlite3');

let shop: Shop;
beforeAll(async () => {
  shop = await makeShop();
});
afterAll(() => shop.remove());

const header = (id: string, parent: string): string => `/**
 * ${id}
 *
 * @revision ${id}
 * @parents  ${parent}
 */
`;

function count(sql: string): unknown {
  const database = new Sqlite(join(shop.root, '.example/shop.sqlite'));
  try {
    return database.prepare(sql).pluck().get();
  } finally {
    database.close();
  }
}

test('a parent that children cascade from is made anew: every child stays', async () => {
  const before = count('select count(*) from address');
  writeFileSync(
    join(shop.root, 'migrations/20260501_a.ts'),
    `${header('aaaa0001', 'c6e38b1f4a92')}
export function up(op) { op.alterColumn('customer', 'newsletter', { type: 'smallint', default: 0 }); }
export function down(op) { op.alterColumn('customer', 'newsletter', { type: 'boolean', default: false }); }
`,
  );
  const { code, stderr } = await shop.migsh('upgrade', 'aaaa0001');
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  expect(before).toBe(90);
  expect(count('select count(*) from address')).toBe(before);
});

test('rows that a file deletes itself while foreign keys are off leave no orphans: it stops', async () => {
  const before = count('select count(*) from customer');
  writeFileSync(
    join(shop.root, 'migrations/20260502_b.ts'),
    `${header('aaaa0002', 'aaaa0001')}
export function up(op) {
  op.sql('delete from customer where id = 1');
  op.alterColumn('customer', 'email', { type: 'string(200)' });
  op.alterColumn('customer', 'newsletter', { type: 'bigint' });
}
`,
  );
  const { code, stderr } = await shop.migsh('upgrade', 'aaaa0002', '--allow-data-loss');
  expect(stderr).toContain('[proof-failed]');
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('rows would point to rows that are not there');
  expect(code).toBe(1);
  expect(count('select count(*) from customer')).toBe(before);
  const { stdout } = await shop.migsh('current', '--json');
  expect(JSON.parse(stdout).current).toEqual(['aaaa0001']);
  expect(readFileSync(join(shop.root, 'migrations/20260502_b.ts'), 'utf8')).toContain('aaaa0002');
});
