// `npm run capture`: takes the pictures of docs/screens/ from the running program, on an example shop of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { makeShop } from '../test/stories/shop.ts';
import { Shell } from '../test/stories/terminal.ts';
import { screenToSvg } from './screen-to-svg.ts';

const folder = resolve('docs/screens');
const size = { columns: 120, rows: 22 };
/** Given, so that a picture taken again is the same but for dates. */
const revision = 'e9054a7b61c2';

const shop = await makeShop();
const shell = new Shell({ cwd: shop.root, size });
try {
  mkdirSync(folder, { recursive: true });
  await showHistory();
  await showAutogenerate();
  await showUpgrade();
} finally {
  shell.close();
  shop.remove();
}

async function showHistory(): Promise<void> {
  await shell.sees('3 pending', 'u upgrade heads', 'alter table "order"');
  shell.press('j');
  await shell.sees('create index');
  take('history', 'migsh: the history as a graph, a pending revision selected');
}

async function showAutogenerate(): Promise<void> {
  shell.press(':');
  await shell.sees(': command');
  shell.type(`migrate --rev-id ${revision}`);
  shell.press('enter');
  await shell.sees('questions are asked');
  shell.press('enter');
  await shell.sees('On which head?', /2 {2}orders: note/);
  shell.press('2');
  await shell.sees('Drop, keep or archive?');
  shell.press('1');
  await shell.sees('Rename or replace?');
  // With room for what the answer writes.
  shell.resize({ ...size, rows: 30 });
  await shell.sees('op.renameColumn(');
  take('autogenerate', 'migsh: autogenerate asks whether a column was renamed');
  shell.resize(size);
}

async function showUpgrade(): Promise<void> {
  shell.press('1');
  await shell.sees('What fills the rows?');
  shell.press('1');
  await shell.sees('default: ▏');
  shell.type('CHF');
  shell.press('enter');
  await shell.sees('What does the revision do?');
  shell.type('full names, currencies');
  shell.press('enter');
  await shell.sees('enter write the file');
  shell.press('w');
  await shell.sees('u upgrade to it');
  shell.resize({ ...size, rows: 32 });
  shell.press('u');
  await shell.sees('y apply');
  await shell.insists('J', /▌ 2 /);
  take('upgrade', 'migsh: an upgrade before it runs, with its SQL and its hazards');
}

function take(name: string, title: string): void {
  const path = join(folder, `${name}.svg`);
  writeFileSync(path, screenToSvg(shell.cells(), title));
  console.log(relative('.', path));
}
