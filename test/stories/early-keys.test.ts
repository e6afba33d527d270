import { expect, onTestFinished, test } from 'vitest';

import { makeShop } from './shop.ts';
import { Shell } from './terminal.ts';

test('a key typed before the first screen is heard by it and stands nowhere on it', async () => {
  const shop = await makeShop();
  const shell = new Shell({ cwd: shop.root, size: { columns: 120, rows: 40 } });
  onTestFinished(() => {
    shell.close();
    shop.remove();
  });
  shell.type('j');
  await shell.sees('DB ◆ c6e38b1f', /^▌.*f91b2e48/);
  expect(shell.lines()[0]).toMatch(/^ *migsh .* 2 heads$/);
});
