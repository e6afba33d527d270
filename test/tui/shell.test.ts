import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import type { AppContext } from '../../src/app/context.ts';
import { openContext } from '../../src/app/context.ts';
import type { Shop } from '../stories/shop.ts';
import { makeShop } from '../stories/shop.ts';
import type { TestShell } from './harness.ts';
import { openShell } from './harness.ts';

let template: Shop;
let root: string;
let context: AppContext;
beforeAll(async () => {
  template = await makeShop();
});
afterAll(() => template.remove());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'migsh-shell-'));
  cpSync(template.root, root, { recursive: true });
  context = openContext({ cwd: root });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await context.close();
  rmSync(root, { recursive: true, force: true });
});

/** Applies what the plan on the screen says, once it could have been read. */
async function apply(shell: TestShell): Promise<void> {
  await shell.until(/Apply \d+ revision/);
  shell.wait(400);
  await shell.press('y');
  await shell.until(/applied in/);
  await shell.press('enter');
  await shell.until('nothing pending');
}

test('from the difference through the questions to a file, up, and down again', async () => {
  const shell = await openShell(context);
  await shell.until('3 pending');
  expect(shell.terminal()).toEqual({ alternate: true, raw: true });

  await shell.press('a');
  await shell.until('Diff   4 changes');
  await shell.press('enter');
  await shell.until('On which head?');
  await shell.press('down', 'enter');
  await shell.until('Drop, keep or archive?');
  await shell.press('1');
  await shell.until('Rename or replace?');
  expect(shell.screen()).toContain('why "likely"');
  await shell.press('1');
  await shell.until('What fills the rows?');
  await shell.press('b');
  await shell.until('Rename or replace?');
  await shell.press('enter');
  await shell.until('What fills the rows?');
  await shell.press('1');
  await shell.until('default: ▏');
  await shell.press('text:CHF', 'enter');
  await shell.until('What does the revision do?');
  await shell.press('text:full names, currencies', 'enter');
  await shell.until('names_currencies.ts');
  expect(shell.screen()).toContain(`op.renameColumn('customer', 'name', 'full_name')`);
  await shell.press('2');
  await shell.until('rename column "name" to "full_name"');
  expect(written()).toEqual([]);
  await shell.press('enter');
  await shell.until('written  migrations/');
  expect(written()).toHaveLength(1);

  await shell.press('esc', 'u');
  await apply(shell);

  await shell.press('d');
  await shell.until('Take 1 revision back');
  shell.wait(400);
  await shell.press('y');
  await shell.until('Type the name of the database');
  shell.wait(400);
  await shell.press('enter', 'text:shop.sqlit', 'enter');
  await shell.until('1 letter to go');
  await shell.press('text:e', 'enter');
  await shell.until('1 revision taken back');
  await shell.press('esc');
  await shell.until('1 pending');

  await shell.press('q');
  expect(await shell.exit).toBe(0);
  expect(shell.terminal()).toEqual({ alternate: false, raw: false });
  await shell.until(/^wrote migrations\/.*\napplied d7f49c20, [^]*\ntook back \w{8} on/);
});

describe('what goes wrong', () => {
  test('a database that cannot be reached leaves the history readable', async () => {
    vi.stubEnv('DATABASE_URL', 'postgresql://me:s3cret@127.0.0.1:1/shop');
    const shell = await openShell(context);
    await shell.until('[unreachable]');
    expect(shell.screen()).not.toContain('s3cret');
    await shell.press('esc');
    await shell.until('no database');
    expect(shell.screen()).toContain('orders: note');
    await shell.press('u');
    await shell.until('there is no database: ctrl-r tries again');
    await shell.press('q');
    expect(await shell.exit).toBe(0);
  });

  test('files that are no history are said in the list; mended, ctrl-r reads them', async () => {
    const bad = join(root, 'migrations/29990101_0000_bad.ts');
    writeFileSync(bad, '/**\n * bad\n *\n * @revision badbad01\n * @parents nowhere1\n */\n');
    const shell = await openShell(context);
    await shell.until('[missing-parent]');
    expect(shell.screen()).toContain('nowhere1');
    rmSync(bad);
    await shell.press('esc', 'ctrl-r');
    await shell.until('3 pending');
    await shell.press('q');
    expect(await shell.exit).toBe(0);
  });

  test('a plan that cannot be made says why, and esc goes back', async () => {
    const text = `/**\n * bad\n *\n * @revision badbad02\n * @parents d7f49c205be6\n */
export function up(op) { op.dropTable('nowhere'); }
export function down() {}\n`;
    writeFileSync(join(root, 'migrations/29990101_0000_bad.ts'), text);
    const shell = await openShell(context);
    await shell.until('4 pending');
    await shell.press('u');
    const screen = await shell.until('[bad-operation]');
    expect(screen).toContain('nowhere');
    expect(screen).not.toMatch(/\bat .*:\d+:\d+\)?$/m);
    await shell.press('esc');
    await shell.until('4 pending');
    await shell.press('q');
    expect(await shell.exit).toBe(0);
  });
});

describe('around it', () => {
  test('the palette runs the command line, names the nearest, and goes back', async () => {
    const shell = await openShell(context);
    await shell.until('3 pending');
    await shell.press(':', 'text:upgrade hedas', 'enter');
    await shell.until('[unknown-revision]');
    await shell.press('esc', ':', 'text:showw', 'enter');
    await shell.until('there is no command showw: migsh show');
    await shell.press('esc', ':', 'text:show d7f4', 'enter');
    await shell.until('add column "note"');
    expect(shell.screen()).toContain('$ migsh show d7f49c20');
    await shell.press('esc', ':', 'text:status', 'enter');
    await shell.until('next: migsh upgrade heads');
    await shell.press(':', 'text:quit', 'enter');
    expect(await shell.exit).toBe(0);
  });

  test('a small terminal says what it needs; a larger one shows the history again', async () => {
    const shell = await openShell(context, { columns: 120, rows: 40 });
    await shell.until('3 pending');
    await shell.resize(40, 10);
    await shell.until('terminal too small: 60x15');
    await shell.resize(80, 24);
    await shell.until('3 pending');
    await shell.press('q');
    expect(await shell.exit).toBe(0);
  });

  test('a held key moves as often as it came, and a pasted text stays in its field', async () => {
    const shell = await openShell(context);
    await shell.until('3 pending');
    await shell.press('text:jjjj');
    await shell.until(/^▌.*merge billing/m);
    await shell.press('/');
    await shell.paste('billing: \ninvoices');
    await shell.until('1 revision');
    await shell.press('esc', 'q');
    expect(await shell.exit).toBe(0);
  });

  test('ctrl-c twice leaves', async () => {
    const shell = await openShell(context);
    await shell.until('3 pending');
    await shell.press('ctrl-c');
    await shell.until('ctrl-c again leaves migsh');
    await shell.press('ctrl-c');
    expect(await shell.exit).toBe(130);
  });
});

/** Files that the shell wrote: those of the story are from before 2026-05. */
function written(): readonly string[] {
  return readdirSync(join(root, 'migrations')).filter(name => name.includes('full_names_curr'));
}
