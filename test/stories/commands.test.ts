import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { MikroORM } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createDatabase } from '../servers/postgresql.ts';
import type { Shop } from './shop.ts';
import { makeShop } from './shop.ts';

const head = 'd7f49c205be6';
const answers = [
  '--answer=rename:column:customer.full_name=rename:name',
  '--answer=fill:column:order.currency=default:CHF',
  '--answer=drop:table:coupon=archive',
];
const written = new Map<string, string>();

describe.each(['sqlite', 'postgresql'])('the whole path by commands on %s', dialect => {
  let shop: Shop;
  let path: string;
  let before: Rows;

  beforeAll(async () => {
    const database = dialect === 'sqlite' ? undefined : await createDatabase();
    shop = await makeShop(database?.url);
    before = await readRows(shop);
  });
  afterAll(() => shop.remove());

  test('status: three revisions pending, two heads', async () => {
    const { code, stdout } = await shop.migsh('status', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      dialect,
      current: ['c6e38b1f4a92'],
      heads: expect.arrayContaining([head, 'f91b2e48d73c']),
      pending: expect.arrayContaining([head, 'e80a1d37c62b', 'f91b2e48d73c']),
      next: 'migsh upgrade heads',
    });
  });

  test('upgrade to "head" says that there are two', async () => {
    const { code, stderr } = await shop.migsh('upgrade');
    expect(code).toBe(1);
    expect(stderr).toContain('[multiple-heads]');
    expect(stderr).toContain('audit@head');
    expect(stderr).toContain('heads');
  });

  test('migrate without answers names the flags, exit 2, and writes nothing', async () => {
    const { code, stdout } = await shop.migsh('migrate', '-m', 'ahead', '--head', head, '--json');
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe('unanswered-questions');
    expect(error.details.questions.map((question: { id: string }) => question.id)).toEqual(
      expect.arrayContaining([
        'rename:column:customer.full_name',
        'fill:column:order.currency',
        'drop:table:coupon',
      ]),
    );
  });

  test('migrate with answers writes the file', async () => {
    const { code, stdout, stderr } = await shop.migsh(
      'migrate',
      '-m',
      'full names, currencies, no coupons',
      '--head',
      head,
      ...answers,
    );
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    path = stdout.trim().split('\n').at(-1)!;
    const text = readFileSync(join(shop.root, path), 'utf8');
    written.set(dialect, text.replace(/@revision \w+|@created {2}\S+/g, ''));
    expect(text).toContain(`op.renameColumn('customer', 'name', 'full_name')`);
    expect(text).toContain(`op.archive('coupon')`);
  });

  test('upgrade runs what the plan showed', async () => {
    const plan = await shop.migsh('upgrade', 'heads', '--plan', '--json');
    expect(plan.code).toBe(0);
    const { id, steps } = JSON.parse(plan.stdout);
    expect(steps).toHaveLength(4);
    const ran = await shop.migsh('upgrade', 'heads', '--json', '--expect', id);
    const events = ran.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ event: 'done' });
    expect(ran.code).toBe(0);
  });

  test('MikroORM has nothing to add, and every row is there', async () => {
    await withOrm(shop, async orm => {
      expect(await updateSql(orm)).toBe('');
    });
    const after = await readRows(shop);
    expect(after.customers).toEqual(before.customers);
    expect(after.lines).toBe(before.lines);
    expect(after.currencies).toEqual(['CHF']);
  });

  test('a second migrate finds nothing', async () => {
    const { code, stdout, stderr } = await shop.migsh('migrate', '-m', 'again', '--head', 'd7f4+1');
    expect(`${stdout}${stderr}`).toMatch(/nothing|no difference/i);
    expect(code).toBe(0);
  });

  test('downgrade takes it back, with the rows of the dropped table', async () => {
    const refused = await shop.migsh('downgrade', head);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--allow-data-loss');
    const { code, stderr } = await shop.migsh('downgrade', head, '--allow-data-loss');
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    const rows = await readRows(shop);
    expect(rows.customers).toEqual(before.customers);
    expect(rows.coupons).toEqual(before.coupons);
    const { stdout } = await shop.migsh('current', '--json');
    expect(JSON.parse(stdout).current).toEqual(expect.arrayContaining([head, 'f91b2e48d73c']));
  });
});

test('the file written on SQLite is the one written on PostgreSQL', () => {
  expect(written.get('sqlite')).toBe(written.get('postgresql'));
});

interface Rows {
  readonly customers: readonly unknown[];
  readonly coupons: readonly unknown[];
  readonly lines: number;
  readonly currencies: readonly unknown[];
}

/** What the story must not lose, whatever the columns are called at the moment. */
async function readRows(shop: Shop): Promise<Rows> {
  let rows: Rows | undefined;
  await withOrm(shop, async orm => {
    const all = async (sql: string): Promise<Record<string, unknown>[]> =>
      orm.em.getConnection().execute(sql);
    const customers = await all('select * from "customer" order by "id"');
    const orders = await all('select * from "order" order by "id"');
    rows = {
      customers: customers.map(row => [row['id'], row['email'], row['name'] ?? row['full_name']]),
      coupons: await all('select "id", "code", "percent" from "coupon" order by "id"').catch(
        () => [],
      ),
      lines: (await all('select 1 from "order_line"')).length,
      currencies: [...new Set(orders.map(row => row['currency']))],
    };
  });
  return rows!;
}

async function withOrm(shop: Shop, run: (orm: MikroORM) => Promise<void>): Promise<void> {
  const url = shop.env['DATABASE_URL'];
  const { default: config } = await import('../../.mikro-orm.config.ts');
  const saved = process.env['DATABASE_URL'];
  if (url === undefined) delete process.env['DATABASE_URL'];
  else process.env['DATABASE_URL'] = url;
  const options = await config();
  if (saved === undefined) delete process.env['DATABASE_URL'];
  else process.env['DATABASE_URL'] = saved;
  const { MikroORM } = await import('@mikro-orm/core');
  const orm = await MikroORM.init({
    ...options,
    ...(url === undefined ? { dbName: join(shop.root, '.example/shop.sqlite') } : {}),
    ensureDatabase: false,
  });
  try {
    await orm.connect();
    await run(orm);
  } finally {
    await orm.close(true);
  }
}

async function updateSql(orm: MikroORM): Promise<string> {
  return orm.schema.getUpdateSchemaSQL({ safe: false, wrap: false });
}
