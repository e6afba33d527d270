import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import type { Outcome, TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile, runNode } from './project.ts';

const base = {
  'package.json': packageJson,
  '.mikro-orm.config.ts': config('name: p.string()'),
  'migrations/1_a.ts': revisionFile('aaaa1111', 'none', {
    up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });
  op.sql("insert into customer (name) values ('Ada'), ('Grace')");`,
    down: `op.dropTable('customer');`,
  }),
  'migrations/2_b.ts': revisionFile('bbbb2222', 'aaaa1111', {
    up: `op.addColumn('customer', c => c.string('note').nullable());`,
    down: `op.dropColumn('customer', 'note');`,
  }),
};
const twoHeads = {
  ...base,
  'migrations/3_c.ts': revisionFile('cccc3333', 'aaaa1111', {
    header: '@labels   side',
    up: `op.createIndex('customer', ['name']);`,
    down: `op.dropIndex('customer', 'customer_name_index');`,
  }),
};

let project: TestProject | undefined;
afterEach(() => {
  project?.remove();
  project = undefined;
});
const open = (files: Readonly<Record<string, string>>): TestProject =>
  (project = makeProject(files));
const json = ({ stdout }: Outcome): unknown => JSON.parse(stdout);
const events = ({ stdout }: Outcome): { event: string }[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

describe('reading', () => {
  test('heads and history read files; the shapes are those of --json', async () => {
    const { migsh } = open(twoHeads);
    const heads = await migsh('heads');
    expect(heads).toMatchObject({ code: 0, stderr: '' });
    expect(heads.stdout).toMatchInlineSnapshot(`
      "bbbb2222  (head) bbbb2222 does something
      cccc3333  (head, side) cccc3333 does something
      "
    `);
    expect(json(await migsh('heads', '--json'))).toMatchObject({
      heads: [
        { id: 'bbbb2222', head: true },
        { id: 'cccc3333', labels: ['side'], path: 'migrations/3_c.ts' },
      ],
    });
    expect((await migsh('history')).stdout).toMatchInlineSnapshot(`
      "•   bbbb2222  2026-11-20  (head) bbbb2222 does something
      ├─• cccc3333  2026-11-20  (head, side) cccc3333 does something
      •   aaaa1111  2026-11-20  aaaa1111 does something
      "
    `);
    expect((await migsh('history', '--ascii', '--limit', '2')).stdout).toMatchInlineSnapshot(`
      "* bbbb2222  2026-11-20  (head) bbbb2222 does something
      * cccc3333  2026-11-20  (head, side) cccc3333 does something
      "
    `);
  });

  test('migsh alone is status where there is no terminal, and creates nothing', async () => {
    const { migsh, root } = open(base);
    const { code, stdout } = await migsh();
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "database  shop.sqlite (sqlite)
      current   nothing is applied
      heads     bbbb2222  bbbb2222 does something
      pending   aaaa1111  aaaa1111 does something
                bbbb2222  bbbb2222 does something
      next      migsh upgrade
      "
    `);
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(false);
  });

  test('show gives the SQL of both directions', async () => {
    const { migsh } = open(base);
    expect((await migsh('show', '-1')).stdout).toContain('aaaa1111');
    expect((await migsh('show')).stdout).toMatchInlineSnapshot(`
      "bbbb2222  bbbb2222 does something

        parents   aaaa1111
        place     head
        created   2026-11-20T14:32:05Z
        file      migrations/2_b.ts

      up   1 statement
         1  alter table "customer" add column "note" text null

      down   1 statement
         1  alter table "customer" drop column "note"
              LOSS   customer.note is dropped with its values: rows unknown
                     keep them: op.archive('customer', ['note']) before the drop
      "
    `);
  });

  test('from a folder of the project, and with -C from outside', async () => {
    const { migsh, root, write } = open({ ...base, 'src/deep/x.ts': '' });
    write('src/deep/y.ts', '');
    expect((await migsh('-C', 'src/deep', 'status')).stdout).toContain('pending   aaaa1111');
    expect(await migsh('upgrade', '-C', join(root, 'src/deep'))).toMatchObject({ code: 0 });
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(true);
  });

  test('no project: what to type', async () => {
    const { migsh, root } = open(base);
    expect(await migsh('heads', '-C', join(root, '..'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('[no-project]'),
    });
  });
});

describe('running', () => {
  test('upgrade and downgrade without a terminal: progress on stderr, the outcome on stdout', async () => {
    const { migsh } = open(base);
    const up = await migsh('upgrade');
    expect(up.code).toBe(0);
    expect(up.stdout).toMatch(/^2 revisions applied to shop\.sqlite in .*: current bbbb2222\n$/);
    expect(up.stderr).toContain('1/2  up    aaaa1111');
    expect((await migsh('current')).stdout).toBe('bbbb2222  bbbb2222 does something\n');
    const again = await migsh('upgrade');
    expect(again).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'nothing to apply on shop.sqlite: current bbbb2222\n',
    });
    const down = await migsh('downgrade', '--allow-data-loss');
    expect(down.stdout).toMatch(
      /^1 revision taken back from shop\.sqlite in .*: current aaaa1111\n$/,
    );
    expect((await migsh('history', '-i')).stdout).toMatchInlineSnapshot(`
      "○ bbbb2222  pending  2026-11-20  (head) bbbb2222 does something
      ◆ aaaa1111  current  2026-11-20  aaaa1111 does something
      "
    `);
  });

  test('quiet says nothing that went well', async () => {
    const { migsh } = open(base);
    expect(await migsh('upgrade', '-q')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('lost rows are refused, with the flag that accepts them, and nothing is changed', async () => {
    const { migsh } = open(base);
    await migsh('upgrade');
    const refused = await migsh('downgrade', 'base', '--yes');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('[data-loss]');
    expect(refused.stderr).toContain('migsh downgrade base --allow-data-loss');
    expect(json(await migsh('current', '--json'))).toEqual({ current: ['bbbb2222'] });
    expect((await migsh('downgrade', 'base', '--allow-data-loss')).code).toBe(0);
    expect(json(await migsh('current', '--json'))).toEqual({ current: [] });
  });

  test('a protected database wants its name', async () => {
    const { migsh, root } = open(base);
    const guarded = { MIGSH_PROTECTED: '1' };
    const refused = await runNode([binary, 'upgrade', '--yes'], root, guarded);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('migsh upgrade head --confirm shop.sqlite');
    expect((await migsh('current')).stdout).toBe('');
    const named = ['upgrade', '--confirm', 'shop.sqlite'];
    expect(await runNode([binary, ...named], root, guarded)).toMatchObject({ code: 0 });
  });

  test('--plan shows and changes nothing; --expect holds to it', async () => {
    const { migsh, root } = open(base);
    const shown = await migsh('upgrade', '--plan', '--json');
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    const plan = json(shown);
    expect(plan).toMatchObject({
      from: [],
      to: ['bbbb2222'],
      steps: [
        { revision: 'aaaa1111', direction: 'up', transactional: true },
        { revision: 'bbbb2222', statements: [{ kind: 'sql', phase: 1, hazards: [] }] },
      ],
    });
    expect(JSON.stringify(plan)).not.toContain('export function');
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(false);
    const id = /plan (\w+)/.exec((await migsh('upgrade', '-n')).stdout)?.[1] ?? '';
    expect(plan).toMatchObject({ id });
    expect(await migsh('upgrade', '--expect', 'other')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('[plan-changed]'),
    });
    expect(await migsh('upgrade', '--expect', id)).toMatchObject({ code: 0 });
    expect(await migsh('upgrade', '--expect', id)).toMatchObject({ code: 0 });
  });

  test('--json: one event per line, the last one done', async () => {
    const { migsh } = open(base);
    const told = await migsh('upgrade', '--json');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    const names = events(told).map(({ event }) => event);
    expect(names.filter(name => name === 'revision-end')).toHaveLength(2);
    expect(names.filter(name => name === 'done')).toHaveLength(1);
    expect(events(told).at(-1)).toMatchObject({ event: 'done', current: ['bbbb2222'] });
    expect(told.stdout).not.toContain('export function');
    expect(events(await migsh('upgrade', '--json'))).toEqual([
      { event: 'done', current: ['bbbb2222'], milliseconds: 0 },
    ]);
  });

  test('a statement that fails: what stays applied is the last line, in words and as an event', async () => {
    const { migsh, write } = open(base);
    await migsh('upgrade');
    write(
      'migrations/3_bad.ts',
      revisionFile('dddd4444', 'bbbb2222', {
        up: `op.sql("insert into customer (id, name) values (1, 'again')");`,
      }),
    );
    const failed = await migsh('upgrade');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('[statement-failed]');
    expect(failed.stderr).toMatch(/\napplied now: bbbb2222\n$/);
    const told = await migsh('upgrade', '--json');
    expect(told).toMatchObject({ code: 1, stderr: '' });
    expect(events(told).filter(({ event }) => event === 'error')).toHaveLength(1);
    expect(events(told).at(-1)).toMatchObject({
      event: 'error',
      error: { code: 'statement-failed' },
      current: ['bbbb2222'],
    });
  });

  test('with several heads a name is wanted, and as JSON it is one line', async () => {
    const { migsh } = open(twoHeads);
    const refused = await migsh('upgrade', '--json');
    expect(refused).toMatchObject({ code: 1, stderr: '' });
    expect(events(refused)).toMatchObject([{ event: 'error', error: { code: 'multiple-heads' } }]);
    expect((await migsh('upgrade', 'heads')).code).toBe(0);
    expect((await migsh('status')).stdout).toMatchInlineSnapshot(`
      "database  shop.sqlite (sqlite)
      current   bbbb2222  bbbb2222 does something
                cccc3333  cccc3333 does something
      heads     bbbb2222  bbbb2222 does something
                cccc3333  cccc3333 does something
      pending   nothing
      next      nothing: the database is at the heads
      "
    `);
  });

  test('--sql prints a script and runs nothing', async () => {
    const { migsh, root } = open(base);
    const { code, stdout, stderr } = await migsh('upgrade', '--sql');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('create table "customer"');
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(false);
  });
});

describe('writing revisions', () => {
  test('an empty one: its path on stdout', async () => {
    const { migsh, root } = open(base);
    const written = await migsh(
      'revision',
      '-m',
      'add orders',
      '--rev-id',
      'eeee5555',
      '--branch-label',
      'shop',
    );
    expect(written).toMatchObject({ code: 0, stderr: '' });
    const text = readFileSync(join(root, written.stdout.trim()), 'utf8');
    expect(text).toContain('@revision eeee5555');
    expect(text).toContain('@parents  bbbb2222');
    expect(text).toContain('@labels   shop');
  });

  test('--plan prints the file and writes none', async () => {
    const { migsh } = open(base);
    const { stdout } = await migsh('revision', '-m', 'add orders', '--plan');
    expect(stdout).toContain('export function up(op: Op)');
    expect((await migsh('heads')).stdout).toContain('bbbb2222');
  });

  test('a message is wanted; answers want a comparison', async () => {
    const { migsh } = open(base);
    expect(await migsh('revision')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('migsh revision -m'),
    });
    expect(await migsh('revision', '-m', 'x', '--answer', 'a=b')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--autogenerate'),
    });
  });

  test('migrate: an open question is an error that prints the flags; with one of them the file is written', async () => {
    const { migsh, root, write } = open(base);
    write('.mikro-orm.config.ts', config('fullName: p.string(), note: p.string().nullable()'));
    const open1 = await migsh('migrate', '-m', 'rename');
    expect(open1).toMatchObject({ code: 2, stdout: '' });
    expect(open1.stderr).toContain('--answer rename:column:customer.full_name=rename:name');
    expect(open1.stderr).toContain('1 question has no answer [unanswered-questions]');
    const open2 = json(await migsh('migrate', '-m', 'rename', '--json'));
    expect(open2).toMatchObject({
      error: {
        code: 'unanswered-questions',
        details: { questions: [{ id: 'rename:column:customer.full_name', kind: 'rename' }] },
      },
    });
    const stopped = await migsh(
      'migrate',
      '-m',
      'rename',
      '--answer',
      'rename:column:customer.full_name=stop',
    );
    expect(stopped).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('stopped: nothing was written'),
    });
    write('answers.json', JSON.stringify({ 'rename:column:customer.full_name': 'rename:name' }));
    const written = await migsh(
      'migrate',
      '-m',
      'rename',
      '--answers',
      'answers.json',
      '--answer',
      'drop:table:old=drop',
    );
    expect(written.code).toBe(0);
    expect(written.stderr).toContain('warning: no question is called drop:table:old');
    expect(readFileSync(join(root, written.stdout.trim()), 'utf8')).toContain(
      `op.renameColumn('customer', 'name', 'full_name')`,
    );
    const nothing = await migsh('migrate', '-m', 'again');
    expect(nothing).toMatchObject({ code: 0, stdout: '' });
    expect(nothing.stderr).toContain('nothing differs');
    expect(nothing.stderr).toContain('3 pending: migsh upgrade');
    expect(json(await migsh('migrate', '-m', 'again', '--json'))).toMatchObject({
      revision: null,
      path: null,
    });
  });
});

test('init makes a project of a package', async () => {
  const { migsh } = open({ 'package.json': '{ "type": "module" }' });
  const made = await migsh('init', '--dialect', 'sqlite');
  expect(made.code).toBe(0);
  expect(made.stdout).toMatchInlineSnapshot(`
    "./migrations/
    package.json
    .mikro-orm.config.ts
    "
  `);
  expect(json(await migsh('init', '--json'))).toMatchObject({ created: [] });
  expect(await migsh('heads')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'there are no revisions yet: migsh revision -m "…"\n',
  });
});
