import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFailed,
  onTestFinished,
  test,
} from 'vitest';

import { openSqlite, rows } from '../dialect/sqlite/apply.ts';
import type { Shop } from './shop.ts';
import { makeShop } from './shop.ts';
import type { Size } from './terminal.ts';
import { Shell } from './terminal.ts';

const wide: Size = { columns: 120, rows: 40 };
const usual: Size = { columns: 80, rows: 24 };

let shop: Shop;
let shell: Shell;

describe('the whole path', () => {
  let before: Rows;
  let path: string;

  beforeAll(async () => {
    shop = await makeShop();
    before = readRows();
    shell = new Shell({ cwd: shop.root, size: { columns: 140, rows: 45 }, after: 'stty -a' });
  });
  // A step stands on those before it.
  let broken = false;
  beforeEach(({ skip }) => {
    skip(broken, 'a step before it failed');
    onTestFailed(() => {
      broken = true;
    });
  });
  afterAll(() => {
    shell.close();
    shop.remove();
  });

  test('the history is a graph with two heads, and says where the database is', async () => {
    await shell.sees('DB ◆ c6e38b1f   3 pending   2 heads', 'u upgrade heads');
    expect(graph()).toMatchInlineSnapshot(`
      "▌○    d7f49c20  orders: note                                    head
       │ ○  f91b2e48  audit: index event time                         head audit
       ├─○  e80a1d37  audit: events                                   audit
       ◆    c6e38b1f  customers: silver tier, phone, newsletter       db
       ●─╮  b5d2709c  merge billing                                   merge
       │ ●  82c95d1e  billing: when an invoice was paid
       │ ●  71a6e03f  billing: invoices                               billing
       ● │  a41be6d8  products: attributes and wider prices
       ● │  93f07ac2  coupons
       ●─╯  6f2d85b9  orders: status
       ●    5e14c7a8  customers: tier
       ●    4d93ab60  product tags
       ●    3c58d2fb  orders and their lines
       ●    2b7e91c4  products and categories
       ●    1a0c3f52  customers and addresses                         base"
    `);
    expect(shell.isFullScreen()).toBe(true);
  });

  test('a revision: its SQL up and down, its file', async () => {
    shell.press('enter');
    await shell.sees('History › d7f49c20', 'alter table "order" add column "note" text null');
    shell.press('2');
    await shell.sees('alter table "order" drop column "note"', 'LOSS');
    shell.press('3');
    await shell.sees(`op.addColumn('order', c => c.text('note').nullable());`);
    shell.press('esc');
    await shell.sees('q quit');
  });

  test('autogenerate: what differs, then one question after the other', async () => {
    shell.press('a');
    await shell.sees('+ customer.full_name', '+ order.currency', '- coupon');
    shell.press('enter');
    await shell.sees('On which head?', /2 {2}orders: note/);
    shell.press('2');
    await shell.sees('Drop, keep or archive?', '24 rows in .example/shop.sqlite');
    shell.press('1');
    await shell.sees('Rename or replace?', /renamed: name → full_name .*likely/);
    shell.press('enter');
    await shell.sees('What fills the rows?', 'order has 120 rows');
    shell.press('enter');
    await shell.sees('default: ▏');
    shell.type('CHF');
    await shell.sees('default: CHF▏');
    shell.press('enter');
    await shell.sees('What does the revision do?');
    shell.type('names, currencies, no coupons');
    await shell.sees('> names, currencies, no coupons▏');
    shell.press('enter');
    await shell.sees('enter write the file');
  });

  test('the file is shown, and its SQL; what was shown is written', async () => {
    const shown = shell.lines().map(line => line.split('│')[0]!.trimEnd());
    shell.press('2');
    await shell.sees('alter table "customer" rename column "name" to "full_name"');
    shell.press('3');
    await shell.sees('insert into "coupon"');
    shell.press('w');
    await shell.sees('u upgrade to it');
    path = /written {2}(migrations\/\S+)/.exec(shell.screen())![1]!;
    const text = readFileSync(join(shop.root, path), 'utf8').trimEnd().split('\n');
    const first = shown.findIndex(line => line.includes('/**'));
    expect(shown.slice(first, first + text.length).map(line => line.slice(2))).toEqual(text);
    expect(text).toContain(`  op.renameColumn('customer', 'name', 'full_name');`);
    expect(text).toContain(` * @answer   fill:column:order.currency=default:CHF`);
    expect(readRows()).toEqual(before);
  });

  test('the upgrade is shown, run, and then in the history', async () => {
    shell.press('u');
    await shell.sees('2 revisions', /▌ 1 {2}○ d7f49c20 {2}orders: note/);
    await shell.insists('J', /▌ 2 {2}○ \w+ {2}names, currencies, no coupons/);
    await shell.sees('alter table "customer" rename column "name" to "full_name"');
    await shell.sees('Apply 2 revisions to .example/shop.sqlite?');
    await shell.insists('y', '2 of 2 done');
    await shell.sees('2 revisions applied');
    shell.press('enter');
    await shell.sees(`DB ◆ ${newId()}   2 pending   2 heads`);
    await shell.sees(/◆ {4}\w+ {2}names, currencies, no c/);
    expect(readRows()).toEqual({ ...before, currencies: ['CHF'], coupons: null });
  });

  test('the downgrade says which rows are lost, and wants the name of the database', async () => {
    shell.press('d');
    await shell.sees('Take 1 revision back', 'order.currency is dropped with its values: 120 rows');
    await shell.insists('y', 'Type the name of the database to go on:  shop.sqlite');
    await shell.insists('x', 'enter is off: this is another name');
    shell.press('ctrl-u');
    await shell.sees('enter is off: 11 letters to go');
    shell.type('shop.sqlite');
    await shell.sees('enter runs it');
    shell.press('enter');
    await shell.sees('1 revision taken back');
    shell.press('enter');
    await shell.sees('DB ◆ d7f49c20   3 pending   2 heads');
    expect(readRows()).toEqual(before);
  });

  test('quit gives the terminal back as it was, and says what was done', async () => {
    shell.press('q');
    expect(await shell.ended()).toBe(0);
    expect(shell.isFullScreen()).toBe(false);
    expect(shell.isCursorShown()).toBe(true);
    expect(shell.screen()).toMatch(/ icanon .* echo /s);
    expect(shell.lines().slice(0, 3)).toEqual([
      `wrote ${path}`,
      `applied d7f49c20, ${newId()} on .example/shop.sqlite`,
      `took back ${newId()} on .example/shop.sqlite`,
    ]);
  });

  const newId = (): string => /_([0-9a-f]{8})[0-9a-f]{4}_/.exec(path)![1]!;
});

describe('sizes and keys', () => {
  beforeAll(async () => {
    shop = await makeShop();
  });
  afterAll(() => shop.remove());

  test('the preview stands below at 80×24, beside at 120×40, and goes in between', async () => {
    shell = open(usual);
    await shell.sees('3 pending', /^─ d7f49c20 .* p hides ─$/);
    shell.press('j');
    await shell.sees(/^▌.* f91b2e48 /, /^─ f91b2e48 /);
    shell.resize(wide);
    await shell.sees(/┬─ f91b2e48 {2}audit: index event time ─/);
    await shell.seesNoMore('p hides');
    shell.resize({ columns: 61, rows: 16 });
    await shell.sees(/^▌.* f91b2e48 /);
    await shell.seesNoMore('┬');
    expect(shell.lines().filter(line => line.includes('? help'))).toHaveLength(1);
    shell.resize({ columns: 40, rows: 10 });
    await shell.sees('terminal too small: 60x15 needed');
    expect(
      shell
        .lines()
        .filter(line => line !== '')
        .join(' '),
    ).toBe('terminal too small: 60x15 needed, q quits');
    shell.resize(usual);
    await shell.sees(/^▌.* f91b2e48 /, /^─ f91b2e48 .* p hides ─$/);
  });

  test('a question stays what it is when the terminal changes', async () => {
    shell = open(wide);
    await shell.sees('a autogenerate');
    shell.press('a');
    await shell.sees('4 questions are asked');
    shell.press('enter');
    await shell.sees('On which head?');
    shell.press('down');
    await shell.sees(/▌ 2 {2}orders: note/);
    shell.resize(usual);
    await shell.sees(/^▌ 2 {2}orders: note/, '─ Still to ask ─');
    shell.press('enter');
    await shell.sees('question 2 of 4');
    shell.press('b');
    await shell.sees('question 1 of 4', /^▌ 2 {2}orders: note/);
  });

  test('in a terminal of 40×10 it says so; q leaves', async () => {
    shell = open({ columns: 40, rows: 10 });
    await shell.sees('terminal too small: 60x15 needed');
    shell.press('q');
    expect(await shell.ended()).toBe(0);
    expect(shell.isFullScreen()).toBe(false);
  });

  test('q and esc go back by one; only q at the history leaves', async () => {
    shell = open(usual);
    await shell.sees('u upgrade heads');
    shell.press('/');
    shell.type('audit');
    await shell.seesNoMore('orders: note');
    shell.press('enter', 'enter');
    await shell.sees('History › f91b2e48');
    shell.press('q');
    await shell.sees('audit: events', 'q quit');
    shell.press('esc');
    await shell.sees('orders: note');
    shell.press('u');
    await shell.sees('Apply 3 revisions');
    shell.press('esc');
    await shell.sees('q quit');
    shell.press('esc');
    await shell.insists('?', 'type to filter');
    shell.press('esc');
    await shell.sees('q quit');
    shell.press('q');
    expect(await shell.ended()).toBe(0);
  });

  test('Ctrl-C says that a second one leaves; the second one leaves', async () => {
    shell = open(usual);
    await shell.sees('u upgrade heads');
    shell.press('ctrl-c');
    await shell.sees('ctrl-c again leaves migsh');
    shell.press('ctrl-c');
    expect(await shell.ended()).toBe(130);
    expect(shell.isFullScreen()).toBe(false);
  });

  test('SIGTERM gives the terminal back, exit 143', async () => {
    shell = open(usual);
    await shell.sees('u upgrade heads');
    shell.kill('SIGTERM');
    expect(await shell.ended()).toBe(143);
    expect(shell.isFullScreen()).toBe(false);
    expect(shell.isCursorShown()).toBe(true);
  });
});

describe('a run that is stopped', () => {
  // On the schema-only copy there is no row to compute it for; on 64 customers it takes hours.
  const slow = `/**
 * customers: score
 *
 * @revision 5105105105ab
 * @parents  d7f49c205be6
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.addColumn('customer', c => c.bigint('score').nullable());
  op.sql(\`update customer set score = (
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 1e12) select count(*) from n)\`);
}

export function down(op: Op) {
  op.dropColumn('customer', 'score');
}
`;

  beforeAll(async () => {
    shop = await makeShop();
    writeFileSync(join(shop.root, 'migrations/20260501_score.ts'), slow);
  });
  afterAll(() => shop.remove());

  test('Ctrl-C asks, then rolls back; the last line says what is applied', async () => {
    shell = open(usual);
    await shell.sees('u upgrade heads');
    shell.press('u');
    await shell.sees('Apply 4 revisions');
    await shell.insists('y', /✓ d7f49c20/);
    await shell.sees(/▸ 51051051 .* 1\/2/, 'update customer');
    shell.press('ctrl-c');
    await shell.sees('Stop?');
    await shell.insists('y', 'Upgrade › stopped');
    await shell.sees(
      /✗ 51051051/,
      'rolled back',
      '[interrupted]',
      '1 revision applied before that',
    );
    shell.press('enter');
    await shell.sees('DB ◆ d7f49c20   3 pending');
    expect(columnsOf('customer')).not.toContain('score');
    shell.press('q');
    expect(await shell.ended()).toBe(0);
    expect(shell.screen()).toBe(
      'applied d7f49c20 on .example/shop.sqlite\napplied now on .example/shop.sqlite: d7f49c20',
    );
  });

  test('SIGTERM rolls back, gives the terminal back, exit 143', async () => {
    shell = open(usual);
    await shell.sees('u upgrade heads');
    shell.press('u');
    await shell.sees('Apply 3 revisions');
    await shell.insists('y', /▸ 51051051 .* 1\/2/);
    shell.kill('SIGTERM');
    expect(await shell.ended()).toBe(143);
    expect(shell.isFullScreen()).toBe(false);
    expect(columnsOf('customer')).not.toContain('score');
    expect((await shop.migsh('current')).stdout).toContain('d7f49c205be6');
  });
});

/** For one test. */
function open(size: Size): Shell {
  const opened = new Shell({ cwd: shop.root, size });
  onTestFinished(() => opened.close());
  return opened;
}

/** The list as it is drawn, without the ages. */
function graph(): string {
  const list = shell.lines().filter(line => /^.{0,6}[○◆●┊]/.test(line));
  return list.map(line => line.replace(/ +\w+ │.*/, '')).join('\n');
}

interface Rows {
  readonly customers: readonly unknown[];
  /** Null when there is no such table. */
  readonly coupons: readonly unknown[] | null;
  readonly currencies: readonly unknown[];
}

/** What must not be lost, whatever the columns are called at the moment. */
function readRows(): Rows {
  return withDatabase(all => ({
    customers: all('select * from customer order by id').map(row => [
      row['id'],
      row['email'],
      row['name'] ?? row['full_name'],
    ]),
    coupons: columnsOf('coupon').length === 0 ? null : all('select * from coupon order by id'),
    currencies: columnsOf('order').includes('currency')
      ? all('select distinct currency from "order"').map(row => row['currency'])
      : [],
  }));
}

function columnsOf(table: string): readonly unknown[] {
  return withDatabase(all => all(`select name from pragma_table_info('${table}')`)).map(
    row => row['name'],
  );
}

type All = (sql: string) => ReturnType<typeof rows>;

function withDatabase<Result>(read: (all: All) => Result): Result {
  const database = openSqlite(join(shop.root, '.example/shop.sqlite'));
  try {
    return read(sql => rows(database, sql));
  } finally {
    database.close();
  }
}
