import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { openContext } from '../../../src/app/context.ts';
import { current } from '../../../src/app/current.ts';
import type { Shop } from '../../stories/shop.ts';
import { makeShop } from '../../stories/shop.ts';
import type { TestShell } from '../harness.ts';
import { openShell } from '../harness.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await makeShop();
});
afterEach(() => {
  vi.unstubAllEnvs();
  shop.remove();
});

/** Opens the shell on the shop, and closes everything afterwards. */
async function inShell(act: (shell: TestShell) => Promise<void>): Promise<readonly string[]> {
  const context = openContext({ cwd: shop.root });
  const shell = await openShell(context);
  await shell.until('3 pending');
  await act(shell);
  await shell.press('q');
  expect(await shell.exit).toBe(0);
  const after = await current(context);
  await context.close();
  return after.current;
}

test('s shows what will count as applied, y writes it, and the log tells of it', async () => {
  const after = await inShell(async shell => {
    await shell.press('s');
    await shell.until('counts as applied afterwards');
    expect(shell.screen()).toContain('current  c6e38b1f → d7f49c20');
    expect(shell.screen()).toContain('$ migsh stamp d7f49c20');
    await shell.press('y');
    expect(shell.screen()).toContain('Stamp .example/shop.sqlite?');
    shell.wait(400);
    await shell.press('enter', 'y');
    await shell.until('2 pending');
    await shell.press('L');
    await shell.until('$ migsh log');
    expect(await shell.until(/stamped +d7f49c20 .* orders: note/)).toContain('started');
    await shell.press('G', 'esc');
    await shell.until('2 pending');
  });
  expect(after).toEqual(['d7f49c205be6']);
});

test('on a protected database its name is typed', async () => {
  vi.stubEnv('MIGSH_PROTECTED', '1');
  const after = await inShell(async shell => {
    await shell.press('s');
    await shell.until('once its name is typed');
    shell.wait(400);
    await shell.press('y');
    await shell.until('Type shop.sqlite to go on');
    shell.wait(400);
    await shell.press('text:shop', 'enter');
    await shell.until('7 letters to go');
    await shell.press('text:.sqlite', 'enter');
    await shell.until('2 pending');
  });
  expect(after).toEqual(['d7f49c205be6']);
});

test('esc changes nothing', async () => {
  const after = await inShell(async shell => {
    await shell.press('s');
    await shell.until('Stamp .example/shop.sqlite?');
    await shell.press('esc');
    await shell.until('3 pending');
  });
  expect(after).toEqual(['c6e38b1f4a92']);
});
