import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import type { TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile } from './project.ts';
import type { TerminalProgram } from './terminal.ts';
import { startInTerminal } from './terminal.ts';

const base = {
  'package.json': packageJson,
  '.mikro-orm.config.ts': config('name: p.string()'),
  'migrations/1_a.ts': revisionFile('aaaa1111', 'none', {
    up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });
  op.sql("insert into customer (name) with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000) select 'Ada' from n");`,
    down: `op.dropTable('customer');`,
  }),
};
// On the schema-only copy it ends at once, on 2,000 rows never.
const endless = revisionFile('bbbb2222', 'aaaa1111', {
  up: `op.sql('insert into customer (name) select a.name from customer a, customer b, customer c, customer d');`,
});
const down = '\u001B[B';
const ctrlC = '\u0003';

let project: TestProject;
afterEach(() => project.remove());
const open = (files: Readonly<Record<string, string>>): TestProject =>
  (project = makeProject(files));
const type = (...args: string[]): TerminalProgram =>
  startInTerminal([binary, ...args], { cwd: project.root });

describe('upgrade and downgrade', () => {
  test('show the plan and ask; Enter alone is no', async () => {
    const { migsh } = open(base);
    const refused = type('upgrade');
    await refused.see('1/1  up    aaaa1111');
    await refused.see('Apply 1 revision to shop.sqlite?');
    refused.type('\r');
    await refused.see('stopped: nothing was changed');
    expect(await refused.ended).toBe(1);
    expect((await migsh('current')).stdout).toBe('');

    const agreed = type('upgrade');
    await agreed.see('Apply 1 revision to shop.sqlite?');
    agreed.type('y\r');
    await agreed.see('1 revision applied to shop.sqlite');
    expect(await agreed.ended).toBe(0);
    expect((await migsh('current')).stdout).toContain('aaaa1111');
  });

  test('--yes runs; lost rows want the name of the database all the same', async () => {
    const { migsh } = open(base);
    const agreed = type('upgrade', '--yes');
    await agreed.see('1 revision applied to shop.sqlite');
    expect(await agreed.ended).toBe(0);
    const lossy = type('downgrade', '--yes');
    await lossy.see('Type shop.sqlite to go on');
    lossy.type('nonsense\r');
    await lossy.see('that is not shop.sqlite');
    lossy.type('\u0015shop.sqlite\r');
    await lossy.see('1 revision taken back from shop.sqlite');
    expect(await lossy.ended).toBe(0);
    expect((await migsh('current')).stdout).toBe('');
  });

  test('Ctrl-C at the question leaves, nothing is changed', async () => {
    open(base);
    const left = type('upgrade');
    await left.see('Apply 1 revision to shop.sqlite?');
    left.type(ctrlC);
    await left.see('stopped: nothing was changed [interrupted]');
    expect(await left.ended).toBe(130);
  });

  test('Ctrl-C while a statement runs: rolled back, and the last line says what is applied', async () => {
    const { migsh, write } = open(base);
    await migsh('upgrade');
    write('migrations/2_b.ts', endless);
    const running = type('upgrade', '--yes', '-v');
    await running.see('bbbb2222  1/1  insert into customer');
    running.type(ctrlC);
    await running.see('[interrupted]');
    await running.see('applied now: aaaa1111');
    expect(await running.ended).toBe(130);
    expect((await migsh('current')).stdout).toContain('aaaa1111');
  });

  test('a question is asked with --no-input by nobody', async () => {
    open(base);
    const silent = type('upgrade', '--no-input');
    await silent.see('1 revision applied to shop.sqlite');
    expect(await silent.ended).toBe(0);
  });
});

describe('migrate', () => {
  test('asks one question after the other and writes the answers into the file', async () => {
    const { write, root } = open(base);
    write('.mikro-orm.config.ts', config('fullName: p.string(), currency: p.string()'));
    const asked = type('migrate', '-m', 'names');
    await asked.see('customer.full_name');
    await asked.see('Answer');
    asked.type('\r');
    await asked.see('customer.currency');
    await asked.see('Answer');
    asked.type('\r');
    await asked.see('Value');
    asked.type('EUR\r');
    await asked.see('migrations/');
    expect(await asked.ended).toBe(0);
    const file = readdirSync(join(root, 'migrations')).find(name => name.includes('names'));
    const text = readFileSync(join(root, 'migrations', file!), 'utf8');
    expect(text).toContain('@answer   rename:column:customer.full_name=rename:name');
    expect(text).toContain('@answer   fill:column:customer.currency=default:EUR');
  });

  test('left in the middle it goes on where it was, or starts over', async () => {
    const { write, root } = open(base);
    write('.mikro-orm.config.ts', config('fullName: p.string(), currency: p.string()'));
    const left = type('migrate', '-m', 'names');
    await left.see('customer.full_name');
    await left.see('Answer');
    left.type('\r');
    await left.see('customer.currency');
    await left.see('Answer');
    left.type(ctrlC);
    await left.see('the answers are kept: the same command goes on with them');
    expect(await left.ended).toBe(130);

    const over = type('migrate', '-m', 'names');
    await over.see('1 answer of a run that was left');
    await over.see('rename:column:customer.full_name = rename:name');
    await over.see('go on with them: 1 question left');
    over.type(`${down}\r`);
    await over.see('customer.full_name');
    await over.see('Answer');
    over.type('\r');
    await over.see('customer.currency');
    await over.see('Answer');
    over.type(ctrlC);
    expect(await over.ended).toBe(130);

    const on = type('migrate', '-m', 'names');
    await on.see('Go on or start over?');
    on.type('\r');
    await on.see('customer.currency');
    await on.see('Answer');
    on.type('\r');
    await on.see('Value');
    on.type('EUR\r');
    await on.see('migrations/');
    expect(await on.ended).toBe(0);
    expect(on.text()).not.toContain('Is it the same column');
    const file = readdirSync(join(root, 'migrations')).find(name => name.includes('names'));
    const text = readFileSync(join(root, 'migrations', file!), 'utf8');
    expect(text).toContain('@answer   rename:column:customer.full_name=rename:name');
    expect(text).toContain('@answer   fill:column:customer.currency=default:EUR');

    write('.mikro-orm.config.ts', config('fullName: p.string()'));
    const next = type('migrate', '-m', 'no currency');
    await next.see('customer.currency');
    await next.see('Answer');
    expect(next.text()).not.toContain('a run that was left');
    next.type(ctrlC);
    expect(await next.ended).toBe(130);
  });

  test('an answer that will not do is asked for again', async () => {
    const { write } = open(base);
    write('.mikro-orm.config.ts', config('name: p.string(), size: p.integer()'));
    const asked = type('migrate', '-m', 'sizes');
    await asked.see('Answer');
    asked.type('\r');
    await asked.see('Value');
    asked.type('tall\r');
    await asked.see("'tall' is not a whole number");
    await asked.see('Answer');
    asked.type('\r');
    await asked.see('Value');
    asked.type('7\r');
    await asked.see('migrations/');
    expect(await asked.ended).toBe(0);
  });

  test('stop writes nothing', async () => {
    const { write, root } = open(base);
    write('.mikro-orm.config.ts', config('fullName: p.string()'));
    const asked = type('migrate', '-m', 'names');
    await asked.see('stop');
    asked.type(`${down}${down}${down}\r`);
    await asked.see('stopped: nothing was written');
    expect(await asked.ended).toBe(1);
    expect(readdirSync(join(root, 'migrations'))).toEqual(['1_a.ts']);
  });
});
