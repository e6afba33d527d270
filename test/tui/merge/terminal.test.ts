import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { AppContext } from '../../../src/app/context.ts';
import { openContext } from '../../../src/app/context.ts';
import { heads } from '../../../src/app/heads.ts';
import type { Shop } from '../../stories/shop.ts';
import { makeShop } from '../../stories/shop.ts';
import { openShell } from '../harness.ts';

let shop: Shop;
let context: AppContext;
beforeEach(async () => {
  shop = await makeShop();
  context = openContext({ cwd: shop.root });
});
afterEach(async () => {
  await context.close();
  shop.remove();
});

test('two heads are merged: one head afterwards, and u previews the way to it', async () => {
  const shell = await openShell(context);
  await shell.until('2 heads');
  await shell.press('m');
  await shell.until('no conflict');
  expect(shell.screen()).toContain('merge audit into main');
  await shell.press('tab', 'text: branch', 'enter');
  await shell.until('written  migrations/');
  expect(heads(context).heads.map(({ message, parents }) => ({ message, parents }))).toEqual([
    { message: 'merge audit into main branch', parents: ['d7f49c205be6', 'f91b2e48d73c'] },
  ]);

  await shell.press('u');
  await shell.until('Apply 4 revisions');
  await shell.press('esc');
  await shell.until('4 pending');
  expect(shell.screen()).not.toContain('2 heads');
  await shell.press('m');
  await shell.until('there is one head: nothing to merge');
  await shell.press('q');
  expect(await shell.exit).toBe(0);
});

test('a branch that nobody has applied is rebased instead', async () => {
  const shell = await openShell(context, { columns: 120, rows: 40 });
  await shell.until('2 heads');
  await shell.press('m');
  await shell.until('no conflict');
  await shell.press('r');
  await shell.until('Which branch is put on the other one?');
  await shell.press('1');
  await shell.until('Only you know of other databases');
  shell.wait(400);
  await shell.press('y');
  await shell.until('rebased  migrations/');
  await shell.press('enter');
  await shell.until('3 pending');
  expect(heads(context).heads.map(({ id }) => id)).toEqual(['f91b2e48d73c']);
  const file = join(shop.root, 'migrations/20260414_0817_e80a1d37c62b_audit_events.ts');
  expect(readFileSync(file, 'utf8')).toContain('@parents  d7f49c205be6');
  await shell.press('q');
  expect(await shell.exit).toBe(0);
});
