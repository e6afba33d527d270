import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import { createDatabase } from '../servers/postgresql.ts';
import type { Outcome, TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile } from './project.ts';
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

let project: TestProject;
afterEach(() => project.remove());
const open = (given: Readonly<Record<string, string>> = files): TestProject =>
  (project = makeProject(given));
const json = ({ stdout }: Outcome): unknown => JSON.parse(stdout);

describe.each(['sqlite', 'postgresql'] as const)('stamp, log and current on %s', dialect => {
  const openOn = async (settings: object = {}): Promise<TestProject> => {
    const url = dialect === 'postgresql' ? (await createDatabase()).url : undefined;
    return open({
      ...files,
      'package.json': JSON.stringify({ type: 'module', migsh: { dialect, ...settings } }),
      ...(url !== undefined && {
        '.mikro-orm.config.ts': `import { defineConfig } from '@mikro-orm/postgresql';
          export default defineConfig({ clientUrl: '${url}', schemaGenerator: { skipTables: [/^migsh_/] } });`,
      }),
    });
  };

  test('what counts as applied, the log of it, and whether the heads are', async () => {
    const { migsh } = await openOn();
    expect(await migsh('log')).toMatchObject({ code: 0, stdout: '' });
    expect(json(await migsh('current', '--check-heads', '--json'))).toEqual({
      current: [],
      pendingHeads: ['left0001', 'righ0001'],
    });
    const stamped = await migsh('stamp', 'left', '--json');
    expect(stamped).toMatchObject({ code: 0, stderr: '' });
    expect(json(stamped)).toEqual({
      from: [],
      current: ['left0001'],
      added: ['base0001', 'left0001'],
      removed: [],
    });
    const behind = await migsh('current', '--check-heads');
    expect(behind.code).toBe(3);
    expect(behind.stdout).toBe('left0001  left0001 does something\n');
    expect(behind.stderr).toBe(
      'not applied: 1 head of the files\nrigh0001  righ0001 does something\n',
    );
    expect((await migsh('current')).code).toBe(0);
    expect(await migsh('stamp', 'heads', '-q')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await migsh('current', '--check-heads')).toMatchObject({ code: 0, stderr: '' });
    expect((await migsh('show', 'side@current-1')).stdout).toMatch(/^base0001 /);
    expect(await migsh('show', 'current')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('current stands for 2 revisions, one is wanted'),
    });
    const again = await migsh('stamp', 'heads');
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toMatch(/^nothing to change on \S+: current left0001, righ0001\n$/);
    const { stdout } = await migsh('log', '--limit', '2');
    expect(stdout.replaceAll(/^\S+ \S+ {2}|\S+@\S+/gm, '')).toBe(
      'stamped  righ0001    righ0001 does something\nstamped  left0001    left0001 does something\n',
    );
    expect(json(await migsh('log', '--json', '--limit', '1'))).toMatchObject({
      log: [
        {
          at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          what: 'stamped',
          revision: 'righ0001',
          direction: 'up',
          error: null,
        },
      ],
    });
  });

  test('a protected database wants its name, whatever --yes says', async () => {
    const { migsh } = await openOn({ protected: ['*shop*', '*/migsh_test_*'] });
    const refused = await migsh('stamp', 'base', '--yes');
    expect(refused.code).toBe(2);
    const [, name = ''] = /migsh stamp base\s+--confirm (\S+)/.exec(refused.stderr) ?? [];
    expect(refused.stderr).toContain('[not-confirmed]');
    expect(await migsh('stamp', 'base', '--confirm', 'other')).toMatchObject({ code: 2 });
    expect(await migsh('stamp', 'base', '--confirm', name)).toMatchObject({ code: 0 });
    const change = async (...args: string[]): Promise<void> => {
      const stopped = await migsh(...args, '--yes');
      expect(stopped).toMatchObject({ code: 2, stdout: '' });
      expect(stopped.stderr.replaceAll(/\s+/g, ' ')).toContain(`${args[1]} --confirm ${name}`);
      expect(await migsh(...args, '--confirm', name)).toMatchObject({ code: 0 });
    };
    await change('upgrade', 'left');
    await change('downgrade', 'base', '--allow-data-loss');
    expect(json(await migsh('current', '--json'))).toEqual({ current: [] });
  });

  test('--wait looks again until the heads are applied', async () => {
    const { migsh } = await openOn();
    const waiting = migsh('current', '--check-heads', '--wait', '50s');
    expect(await migsh('upgrade', 'heads')).toMatchObject({ code: 0 });
    const { code, stdout } = await waiting;
    expect({ code, stdout: stdout.split('\n').length }).toEqual({ code: 0, stdout: 3 });
    expect(await migsh('current', '--wait', '1s')).toMatchObject({ code: 2 });
  });
});

describe('stamp', () => {
  test('the words of it, and --purge', async () => {
    const { migsh } = open();
    const stamped = await migsh('stamp', 'left');
    expect(stamped.stdout).toBe('stamped shop.sqlite: current left0001\n');
    expect(stamped.stderr).toMatchInlineSnapshot(`
      "Stamp  shop.sqlite (sqlite)
        base → left0001
        no revision is run: the tables stay as they are
        the journal's tables are made

      will count as applied
        base0001  base0001 does something
        left0001  left0001 does something

      "
    `);
    const purged = await migsh('stamp', 'base0001', '--purge');
    expect(purged.stdout).toBe('stamped shop.sqlite: current base0001\n');
    expect(await migsh('stamp', 'base')).toMatchObject({
      stdout: 'stamped shop.sqlite: nothing is applied\n',
    });
  });

  test('in a terminal it asks; Enter alone is no', async () => {
    const { migsh } = open();
    const asked = startInTerminal([binary, 'stamp', 'side'], { cwd: project.root });
    await asked.see('will count as applied');
    await asked.see('Set this in the journal of shop.sqlite?');
    asked.type('\r');
    await asked.see('stopped: nothing was changed');
    expect(await asked.ended).toBe(1);
    expect(existsSync(join(project.root, 'shop.sqlite'))).toBe(false);
    expect((await migsh('current')).stdout).toBe('');
  });

  test('in a terminal a protected database wants its name typed', async () => {
    const { migsh } = open();
    const asked = startInTerminal([binary, 'stamp', 'side', '--yes'], {
      cwd: project.root,
      env: { MIGSH_PROTECTED: '1' },
    });
    await asked.see('This database is protected. Type shop.sqlite to go on');
    asked.type('shop.sqlite\r');
    await asked.see('stamped shop.sqlite');
    expect(await asked.ended).toBe(0);
    expect((await migsh('current')).stdout).toContain('righ0001');
  });

  test('--sql prints the journal statements and writes nothing; a range asks no database', async () => {
    const { migsh, root, write } = open();
    const online = await migsh('stamp', 'left', '--sql');
    expect(online).toMatchObject({ code: 0, stderr: '' });
    expect(online.stdout).toContain(`insert into "migsh_revisions"`);
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(false);
    write('.mikro-orm.config.ts', `throw new Error('somebody loads the config');`);
    const offline = await migsh('stamp', 'base0001:heads', '--sql', '--dialect', 'postgresql');
    expect(offline).toMatchObject({ code: 0, stderr: '' });
    expect(offline.stdout).toContain('pg_try_advisory_lock');
    expect(offline.stdout).toContain('-- Stops unless the database is at base0001.');
    expect(await migsh('stamp', 'base:heads')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('migsh stamp base:heads --sql'),
    });
  });

  test('--accept: an edited file counts as what was applied', async () => {
    const { migsh, write } = open();
    await migsh('stamp', 'heads');
    const edited = files['migrations/3_right.ts'].replace(`['name']`, `['name', 'id']`);
    write('migrations/3_right.ts', edited);
    expect(json(await migsh('status', '--json'))).toMatchObject({ edited: ['righ0001'] });
    expect(await migsh('stamp', '--accept', 'side')).toMatchObject({ code: 0 });
    expect(json(await migsh('status', '--json'))).toMatchObject({ edited: [] });
    expect(await migsh('stamp', '--accept', 'side')).toMatchObject({
      stdout: '',
      stderr: 'nothing to change on shop.sqlite: current left0001, righ0001\n',
    });
  });

  test.each([
    [['stamp'], 2, 'migsh stamp wants REVS'],
    [['stamp', 'nothing0'], 1, 'no revision is named nothing0'],
    [['stamp', 'left', '--purge', '--accept'], 2, '--accept and --purge are two things'],
    [['stamp', '--accept', 'left'], 1, 'left0001 is not applied: there is nothing to accept'],
    [['stamp', 'left', '--wait', 'long'], 2, 'long is no duration'],
  ])('migsh %j is refused', async (args, code, message) => {
    const { migsh, root } = open();
    const refused = await migsh(...args);
    expect(refused).toMatchObject({ code, stdout: '' });
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(existsSync(join(root, 'shop.sqlite'))).toBe(false);
  });
});

describe('downgrade of what is not what was applied', () => {
  test('edited: which down runs is for a flag to say', async () => {
    const { migsh, write } = open();
    await migsh('upgrade', 'left');
    write(
      'migrations/2_left.ts',
      files['migrations/2_left.ts'].replace(
        `op.dropColumn('customer', 'phone');`,
        `op.sql('create table proof (id integer)');\n  op.dropColumn('customer', 'phone');`,
      ),
    );
    const refused = await migsh('downgrade', '--allow-data-loss');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('[edited]');
    expect(refused.stderr).toContain('--down file');
    expect(await migsh('downgrade', '--down', 'mine')).toMatchObject({ code: 2 });
    const stored = await migsh('downgrade', '--down', 'stored', '--plan');
    expect(stored.stdout).not.toContain('create table proof');
    const file = await migsh('downgrade', '--down', 'file', '--plan');
    expect(file.stdout).toContain('create table proof');
    const ran = await migsh('downgrade', '--down', 'stored', '--allow-data-loss');
    expect(ran).toMatchObject({ code: 0 });
    expect(json(await migsh('current', '--json'))).toEqual({ current: ['base0001'] });
  });

  test('the file is gone: the stored code runs with --run-stored alone, never by --yes', async () => {
    const { migsh, root } = open();
    await migsh('upgrade', 'left');
    rmSync(join(root, 'migrations/2_left.ts'));
    const refused = await migsh('downgrade', 'base0001', '--yes', '--allow-data-loss');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('[stored-only]');
    expect(refused.stderr).toContain('--run-stored');
    const ran = await migsh('downgrade', 'base0001', '--run-stored', '--allow-data-loss');
    expect(ran).toMatchObject({ code: 0 });
    expect(json(await migsh('current', '--json'))).toEqual({ current: ['base0001'] });
  });
});
