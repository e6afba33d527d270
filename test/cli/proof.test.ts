import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import { openSqlite } from '../dialect/sqlite/apply.ts';
import type { TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile } from './project.ts';
import { startInTerminal } from './terminal.ts';

let project: TestProject;
beforeEach(async () => {
  project = makeProject({
    'package.json': packageJson,
    '.mikro-orm.config.ts': config('name: p.string(), note: p.string().nullable()'),
    'migrations/1_a.ts': revisionFile('aaaa1111', 'none', {
      up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });`,
      down: `op.dropTable('customer');`,
    }),
  });
  await project.migsh('upgrade');
});
afterEach(() => project.remove());

test('what came of trying a draft out stands under its SQL', async () => {
  const { code, stderr } = await project.migsh('migrate', '-m', 'notes', '--plan');
  expect(code).toBe(0);
  expect(stderr).toContain(`proof
  it ran on a copy of shop.sqlite, and nothing is left to do
`);
});

test('without a terminal what is left to do is said, and the file is written', async () => {
  changeByHand();
  const { stderr } = await project.migsh('migrate', '-m', 'notes', '--plan');
  expect(stderr).toContain('this is left to do:\n  - customer.mail text null\n');
  const { code, stdout } = await project.migsh('migrate', '-m', 'notes', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    path: expect.stringContaining('notes.ts'),
    proof: {
      outcome: 'rest',
      on: 'a copy of shop.sqlite',
      rest: [expect.stringContaining('- customer.mail')],
    },
  });
  expect(files()).toHaveLength(2);
});

test('in a terminal a person decides; Enter alone is no', async () => {
  changeByHand();
  const program = startInTerminal([binary, 'migrate', '-m', 'notes'], { cwd: project.root });
  await program.see('- customer.mail text null');
  await program.see('Write the file all the same?');
  program.type('\r');
  await program.see('stopped: nothing was written');
  expect(await program.ended).toBe(1);
  expect(files()).toHaveLength(1);
});

function changeByHand(): void {
  const db = openSqlite(join(project.root, 'shop.sqlite'));
  db.exec('alter table customer add column mail text');
  db.close();
}

function files(): readonly string[] {
  return readdirSync(join(project.root, 'migrations'));
}
