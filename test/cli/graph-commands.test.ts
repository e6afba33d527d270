import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import type { Outcome, TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile, runNode } from './project.ts';
import { startInTerminal } from './terminal.ts';

const files = {
  'package.json': packageJson,
  '.mikro-orm.config.ts': config('name: p.string()'),
  'migrations/1_base.ts': revisionFile('base0001', 'none', {
    up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });`,
    down: `op.dropTable('customer');`,
  }),
  'migrations/2_left.ts': revisionFile('left0001', 'base0001', {
    up: `op.addColumn('customer', c => c.string('phone').nullable());`,
    down: `op.dropColumn('customer', 'phone');`,
  }),
  'migrations/3_right.ts': revisionFile('righ0001', 'base0001', {
    header: '@labels side',
    up: `op.createIndex('customer', ['name']);`,
    down: `op.dropIndex('customer', 'customer_name_index');`,
  }),
};
/** The left branch takes away what the right one relies on. */
const quarrel = {
  ...files,
  'migrations/2_left.ts': revisionFile('left0001', 'base0001', {
    up: `op.renameColumn('customer', 'name', 'full_name');`,
    down: `op.renameColumn('customer', 'full_name', 'name');`,
  }),
};

let project: TestProject;
afterEach(() => project.remove());
const open = (given: Readonly<Record<string, string>> = files): TestProject =>
  (project = makeProject(given));
const json = ({ stdout }: Outcome): unknown => JSON.parse(stdout);
const withEnv = (env: Record<string, string>, ...args: string[]): Promise<Outcome> =>
  runNode([binary, ...args], project.root, env);
const read = (path: string): string => readFileSync(join(project.root, path), 'utf8');
const written = (): readonly string[] => readdirSync(join(project.root, 'migrations'));

describe('branches and history', () => {
  test('branches: what several stand on, with those; reads files only', async () => {
    const { migsh, root } = open();
    expect(await migsh('branches')).toEqual({
      code: 0,
      stderr: '',
      stdout:
        'base0001  base0001 does something\n' +
        '  → left0001  (head) left0001 does something\n' +
        '  → righ0001  (head, side) righ0001 does something\n',
    });
    expect(json(await migsh('branches', '--json'))).toMatchObject({
      branches: [
        {
          id: 'base0001',
          branchPoint: true,
          path: 'migrations/1_base.ts',
          children: [{ id: 'left0001' }, { id: 'righ0001', labels: ['side'] }],
        },
      ],
    });
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(false);
    rmSync(join(root, 'migrations/3_right.ts'));
    expect(await migsh('branches')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'no revision has several that stand on it\n',
    });
  });

  test('history: ranges, limit, what is applied, the whole header', async () => {
    const { migsh } = open();
    const ids = async (...args: string[]): Promise<unknown> => {
      const { stdout } = await migsh('history', '--json', ...args);
      const { revisions }: { revisions: { id: string }[] } = JSON.parse(stdout);
      return revisions.map(({ id }) => id).join(' ');
    };
    expect(await ids()).toBe('left0001 righ0001 base0001');
    expect(await ids('-r', 'side@base:')).toBe('righ0001 base0001');
    expect(await ids('-r', 'base0001:left')).toBe('left0001 base0001');
    expect(await ids('-r', ':base0001')).toBe('base0001');
    expect(await ids('--limit', '2')).toBe('left0001 righ0001');
    await migsh('stamp', 'left0001');
    expect(await ids('-r', '-1:current')).toBe('left0001 base0001');
    expect(await ids('-r', 'current:')).toBe('left0001');
    expect((await migsh('history', '-i', '-v', '-r', ':left0001')).stdout).toMatchInlineSnapshot(`
      "left0001  left0001 does something
        parents   base0001
        place     head
        created   2026-11-20T14:32:05Z
        file      migrations/2_left.ts
        state     current

      base0001  base0001 does something
        parents   none
        place     base, branch point
        created   2026-11-20T14:32:05Z
        file      migrations/1_base.ts
        state     applied
      "
    `);
    expect((await migsh('history', '-i')).stdout).toMatchInlineSnapshot(`
      "◆   left0001  current  2026-11-20  (head) left0001 does something
      ├─○ righ0001  pending  2026-11-20  (head, side) righ0001 does something
      ●   base0001  applied  2026-11-20  base0001 does something
      "
    `);
    expect(await migsh('history', '-r', 'left0001')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('hint: '),
    });
    expect(await migsh('history', '--limit', 'all')).toMatchObject({ code: 2 });
  });
});

describe('merge', () => {
  test('all heads: what the branches do on stderr, the path on stdout', async () => {
    const { migsh } = open();
    const { code, stdout, stderr } = await migsh('merge', '-m', 'merge side');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^migrations\/\d{8}_\d{4}_[0-9a-f]{12}_merge_side\.ts\n$/);
    expect(stderr).toMatchInlineSnapshot(`
      "Merge of 2 heads
        fork   base0001  base0001 does something

        head   left0001  left0001 does something
               1 revision since the fork

        head   righ0001  (side) righ0001 does something
               1 revision since the fork

      The sides are independent: they touch nothing in common.

      "
    `);
    expect(read(stdout.trim())).toContain('@parents  left0001, righ0001\n');
    expect((await migsh('heads')).stdout).toMatch(/^\w+ {2}\(head, side\) merge side\n$/);
    expect((await migsh('upgrade')).code).toBe(0);
    expect(await migsh('merge', '-m', 'again')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('There is one head, nothing to merge'),
    });
  });

  test('as JSON, with the flags of a revision', async () => {
    const { migsh } = open();
    const flags = ['--rev-id', 'merg0001', '--branch-label', 'whole', '--depends-on', 'base'];
    expect(
      json(await migsh('merge', 'side@head', 'left', '-m', 'x', '--json', ...flags)),
    ).toMatchObject({
      revision: { id: 'merg0001', parents: ['righ0001', 'left0001'], mergePoint: true },
      path: expect.stringMatching(/^migrations\//),
      review: { verdict: 'independent', forks: ['base0001'], overlaps: [] },
    });
  });

  test('--plan prints the file and writes none', async () => {
    const { migsh } = open(quarrel);
    const { code, stdout } = await migsh('merge', '-m', 'x', '--plan');
    expect(code).toBe(0);
    expect(stdout).toContain(' * @parents  left0001, righ0001\n');
    expect(written()).toHaveLength(3);
  });

  test('sides that disagree: nothing is written, what can be done is said, --yes writes', async () => {
    const { migsh } = open(quarrel);
    const refused = await migsh('merge', '-m', 'x');
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' });
    expect(refused.stderr).toMatchInlineSnapshot(`
      "Merge of 2 heads
        fork   base0001  base0001 does something

        head   left0001  left0001 does something
               1 revision since the fork

        head   righ0001  (side) righ0001 does something
               1 revision since the fork

      touched by several
        customer.name
          left0001  rename column customer.name to full_name
          righ0001  create index customer_name_index on customer (name)

      The sides disagree: which one runs first makes a difference.
        after left0001, righ0001 cannot run (migrations/3_right.ts:12): table customer
        has no column name

      what can be done
        migsh rebase left0001 --onto righ0001
          runs left0001 after righ0001 everywhere; only while no database has applied
          left0001
        migsh edit righ0001
          so that both orders give the same; only while no database has applied it

      error: the sides of this merge disagree; nothing was written [not-confirmed]
      hint: migsh rebase left0001 --onto righ0001, or migsh edit righ0001, or --yes
            writes the merge all the same
      "
    `);
    expect(json(await migsh('merge', '-m', 'x', '--json'))).toMatchObject({
      error: { code: 'not-confirmed', details: { review: { verdict: 'disagrees' } } },
    });
    expect(written()).toHaveLength(3);
    expect(await migsh('merge', '-m', 'x', '--yes')).toMatchObject({ code: 0 });
    expect(written()).toHaveLength(4);
  });

  test('in a terminal a disagreement is asked about; Enter alone is no', async () => {
    open(quarrel);
    const asked = startInTerminal([binary, 'merge', '-m', 'x'], { cwd: project.root });
    await asked.see('The sides disagree');
    await asked.see('migsh rebase left0001 --onto righ0001');
    await asked.see('Write the merge all the same?');
    asked.type('\r');
    await asked.see('stopped: nothing was written');
    expect(await asked.ended).toBe(1);
    expect(written()).toHaveLength(3);
  });

  test.each([
    [['merge'], 2, 'a merge wants a message'],
    [['merge', 'left', '-m', 'x'], 1, 'a merge joins two revisions or more'],
    [['merge', 'left', 'base0001', '-m', 'x'], 1, 'base0001 (base0001 does something) is no head'],
    [['merge', 'left', 'base', '-m', 'x'], 1, 'base stands before the first revision'],
    [['merge', 'left', 'rihgt', '-m', 'x'], 1, 'no revision is named rihgt'],
  ])('migsh %j is refused', async (args, code, message) => {
    const { migsh } = open();
    const refused = await migsh(...args);
    expect(refused.code).toBe(code);
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(written()).toHaveLength(3);
  });
});

describe('rebase', () => {
  test('without a terminal it writes; the paths on stdout, what only the user knows on stderr', async () => {
    const { migsh } = open(quarrel);
    const { code, stdout, stderr } = await migsh('rebase', 'left', '--onto', 'side@head');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'migrations/2_left.ts\n' });
    expect(stderr).toMatchInlineSnapshot(`
      "Rebase

        left0001  left0001 does something
          from  base0001  base0001 does something
          to    righ0001  righ0001 does something
          in    migrations/2_left.ts

      None of them is applied to shop.sqlite. Only you know of other databases: one
      that has them applied would find what they now stand on pending below them.

      "
    `);
    expect(json(await migsh('heads', '--json'))).toMatchObject({
      heads: [{ id: 'left0001', parents: ['righ0001'] }],
    });
    expect(await migsh('rebase', 'left', '--onto', 'side')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'nothing to write: that is where they stand\n',
    });
    expect((await migsh('upgrade')).code).toBe(0);
  });

  test('what could not run any more wants --yes', async () => {
    const { migsh } = open(quarrel);
    const refused = await migsh('rebase', 'side', '--onto', 'left0001', '--json');
    expect(refused.code).toBe(2);
    expect(json(refused)).toMatchObject({
      error: {
        code: 'not-confirmed',
        details: {
          rebase: { trouble: 'migrations/3_right.ts:12: table customer has no column name' },
        },
      },
    });
    expect(read('migrations/3_right.ts')).toContain('@parents base0001');
    const forced = await migsh('rebase', 'side', '--onto', 'left0001', '--json', '--yes');
    expect(json(forced)).toMatchObject({
      moves: [{ id: 'righ0001', from: ['base0001'], to: ['left0001'] }],
      revisions: [{ id: 'righ0001', parents: ['left0001'] }],
      database: 'shop.sqlite',
    });
    expect(read('migrations/3_right.ts')).toContain('@parents left0001');
  });

  test('in a terminal it asks', async () => {
    const { migsh } = open();
    const asked = startInTerminal([binary, 'rebase', 'side', '--onto', 'left0001'], {
      cwd: project.root,
    });
    await asked.see('from  base0001');
    await asked.see('to    left0001');
    await asked.see('Only you know of other');
    await asked.see('Write 1 file?');
    asked.type('y\r');
    await asked.see('migrations/3_right.ts');
    expect(await asked.ended).toBe(0);
    expect((await migsh('heads')).stdout).toMatch(/^righ0001 /);
  });

  test('what is applied here is refused, and --onto is wanted', async () => {
    const { migsh } = open();
    await migsh('stamp', 'side');
    expect(await migsh('rebase', 'side', '--onto', 'left')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('righ0001 is applied to shop.sqlite [bad-target]'),
    });
    expect(await migsh('rebase', 'side')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('migsh rebase side --onto head'),
    });
  });
});

const appends = (text: string): string => `sh -c 'printf "%s" "${text}" >> "$0"'`;

describe('edit', () => {
  test('opens the file, and checks it afterwards; stdout is for the answer', async () => {
    open();
    const edited = await withEnv(
      { EDITOR: `sh -c 'echo noise; echo // seen >> "$0"'` },
      'edit',
      'side@head',
      '--json',
    );
    expect(edited.code).toBe(0);
    expect(json(edited)).toMatchObject({
      revision: { id: 'righ0001' },
      path: 'migrations/3_right.ts',
    });
    expect(edited.stderr).toBe('noise\n');
    expect(read('migrations/3_right.ts')).toMatch(/\/\/ seen\n$/);
  });

  test('what is wrong with it is said at once, with its line', async () => {
    open();
    const broken = await withEnv(
      { VISUAL: appends('export const ='), EDITOR: 'false' },
      'edit',
      'left',
    );
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('migrations/2_left.ts:17');
    expect(broken.stderr).toContain('[syntax-error]');
  });

  test('an editor that fails, none at all, and a name that fits none', async () => {
    open();
    expect(await withEnv({ VISUAL: '', EDITOR: 'false' }, 'edit', 'left')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the editor false did not end well: exit 1'),
    });
    expect(await withEnv({ VISUAL: '', EDITOR: '' }, 'edit', 'left')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('neither VISUAL nor EDITOR names an'),
    });
    expect(await withEnv({ EDITOR: 'true' }, 'edit')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('[multiple-heads]'),
    });
  });
});

describe('several directories', () => {
  const two = {
    ...files,
    'package.json': JSON.stringify({
      type: 'module',
      migsh: { migrations: ['./migrations', './billing/migrations'], dialect: 'sqlite' },
    }),
    'billing/migrations/1.ts': revisionFile('bill0001', 'none', {
      header: '@labels billing',
      up: `op.createTable('invoice', t => { t.integer('id').primary(); });`,
      down: `op.dropTable('invoice');`,
    }),
  };

  test('a new file goes beside its parent, or where --version-path says', async () => {
    const { migsh, write } = open(two);
    const path = async (...args: string[]): Promise<string> =>
      (await migsh('revision', '-m', 'x', ...args)).stdout.replace(/\/[^/]*$/, '');
    expect(await path('--head', 'billing@head')).toBe('billing/migrations');
    expect(await path('--head', 'left')).toBe('migrations');
    expect(await path('--head', 'side@head', '--version-path', 'billing/migrations/')).toBe(
      'billing/migrations',
    );
    write('billing/here.txt', '');
    expect(
      await path('-C', 'billing', '--head', 'billing@head', '--version-path', 'migrations'),
    ).toBe('billing/migrations');
    const merged = await migsh('merge', '-m', 'x', '--version-path', './billing/migrations');
    expect(merged.stdout).toMatch(/^billing\/migrations\/\S+\n$/);
  });

  test("a directory that is not the project's, and a base that could be in either", async () => {
    const { migsh } = open(two);
    const stranger = await migsh('revision', '-m', 'x', '--head', 'left', '--version-path', 'src');
    expect(stranger.code).toBe(2);
    expect(stranger.stderr).toContain('--version-path billing/migrations');
    const base = await migsh('revision', '-m', 'x', '--head', 'base', '--splice');
    expect(base.code).toBe(2);
    expect(base.stderr.replaceAll(/\s+/g, ' ')).toContain(
      '--version-path migrations, or --version-path billing/migrations',
    );
  });
});
