import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { Shop } from '../stories/shop.ts';
import { makeShop } from '../stories/shop.ts';
import { Shell } from '../stories/terminal.ts';

let shop: Shop;
let shell: Shell;
beforeAll(async () => {
  shop = await makeShop();
});
afterEach(() => shell.close());
afterAll(() => shop.remove());

const file = 'migrations/20260420_1010_d7f49c205be6_orders_note.ts';

test('the editor gets the terminal and every key, and the file is read again after it', async () => {
  const editor = join(shop.root, 'editor.sh');
  writeFileSync(
    editor,
    '#!/bin/sh\necho "editing with $1"\nread line\nsed -i "s/orders: note/$line/" "$2"\n',
  );
  chmodSync(editor, 0o755);
  shell = new Shell({
    cwd: shop.root,
    size: { columns: 80, rows: 24 },
    env: { VISUAL: `${editor} --wait` },
  });
  await shell.sees('3 pending');
  shell.press('e');
  await shell.sees('editing with --wait');
  expect(shell.isFullScreen()).toBe(false);
  shell.type('jjjq orders: remark\r');
  await shell.sees(/^▌○ +d7f49c20 {2}jjjq orders: remark/);
  expect(shell.isFullScreen()).toBe(true);
  expect(readFileSync(join(shop.root, file), 'utf8')).toContain(' * jjjq orders: remark\n');
  shell.press('q');
  expect(await shell.ended()).toBe(0);
});

test('an editor that is not there is named', async () => {
  shell = new Shell({
    cwd: shop.root,
    size: { columns: 80, rows: 24 },
    env: { VISUAL: '', EDITOR: 'no-such-editor' },
  });
  await shell.sees('3 pending');
  shell.press('e');
  await shell.sees('no-such-editor ended with 127: set $EDITOR');
  shell.press('q');
  expect(await shell.ended()).toBe(0);
});
