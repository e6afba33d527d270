import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Shop } from './shop.ts';
import { makeShop } from './shop.ts';

const parent = 'c6e38b1f4a92';
let shop: Shop;
const path = (id: string): string => join(shop.root, `migrations/20260702_${id}.ts`);
const write = (id: string, below: string, [up, down]: readonly [string, string]): void =>
  writeFileSync(
    path(id),
    `/**
 * ${id}
 *
 * @revision ${id}
 * @parents  ${below}
 */
export function up(op) { ${up} }
export function down(op) { ${down} }
`,
  );

beforeAll(async () => {
  shop = await makeShop();
  write('gone0001', parent, [
    "op.createTable('gone', t => { t.integer('id').primary(); });",
    "op.dropTable('gone');",
  ]);
  write('gone0002', 'gone0001', [
    "op.addColumn('gone', c => c.text('a').nullable());",
    "op.dropColumn('gone', 'a');",
  ]);
  await shop.migsh('upgrade', 'gone0002');
});
afterAll(() => shop.remove());

test('an error event before a run tells what is applied', async () => {
  const { stdout } = await shop.migsh('upgrade', 'nowhere', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    event: 'error',
    error: { code: 'unknown-revision' },
    current: ['gone0002'],
  });
});

test('a directory that was mistyped is named', async () => {
  const typo = await shop.migsh('upgrade', '-d', 'migratoins');
  expect(typo.stderr).toContain('there is no directory migratoins [no-directory]');
  expect(typo.stderr).toContain('did you mean migrations?');
  expect(typo.code).toBe(1);
});

test('history without the database says nothing of what is current', async () => {
  const { stdout } = await shop.migsh('history', '--json');
  expect(JSON.parse(stdout)).not.toHaveProperty('current');
});

test('a parent whose file is gone is taken back by the text that the journal keeps', async () => {
  rmSync(path('gone0001'));
  const refused = await shop.migsh('downgrade', parent);
  expect(refused.stderr).toContain('gone0001: applied here, but the file is gone [stored-only]');
  const { code, stdout } = await shop.migsh('downgrade', parent, '--run-stored');
  expect(stdout).toContain(`current ${parent}`);
  expect(code).toBe(0);
});
