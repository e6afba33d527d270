import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { githubLines } from '../../src/cli/print-findings.ts';
import type { TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile } from './project.ts';

const first = revisionFile('aaaa1111', 'none', {
  up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });`,
  down: `op.dropTable('customer');`,
});
const second = revisionFile('bbbb2222', 'aaaa1111', {
  up: `op.addColumn('customer', c => c.string('note').nullable());`,
  down: `op.dropColumn('customer', 'note');`,
});
const other = (header: string): string =>
  revisionFile('cccc3333', 'aaaa1111', { up: `op.sql('select 1');`, header });
const files = {
  'package.json': packageJson,
  '.mikro-orm.config.ts': config('name: p.string(), note: p.string().nullable()'),
  'migrations/1_a.ts': first,
  'migrations/2_b.ts': second,
};

let project: TestProject;
beforeEach(() => {
  project = makeProject(files);
});
afterEach(() => project.remove());

test('nothing to say: exit 0, and no database is made', async () => {
  expect(await project.migsh('check')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'the entities are what the revisions make\n',
  });
  expect(await project.migsh('check', '--json')).toMatchObject({
    code: 0,
    stdout: '{\n  "findings": []\n}\n',
  });
  expect(existsSync(join(project.root, 'shop.sqlite'))).toBe(false);
});

test('entities that differ are found, each difference by itself', async () => {
  project.write('.mikro-orm.config.ts', config('name: p.text(), mail: p.string()'));
  const { code, stdout, stderr } = await project.migsh('check');
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
    "error  entities-differ  ~ customer.name string not null → text not null
    error  entities-differ  + customer.mail string not null
    error  entities-differ  - customer.note string null
      migsh migrate -m "…" writes the difference into a revision
    "
  `);
  const json = await project.migsh('check', '--format', 'json');
  expect(json.code).toBe(3);
  expect(JSON.parse(json.stdout)).toMatchObject({
    findings: [
      { code: 'entities-differ', level: 'error', message: expect.stringContaining('customer') },
      { code: 'entities-differ' },
      { code: 'entities-differ' },
    ],
  });
});

describe('several heads', () => {
  test('are found where two have no label of their own', async () => {
    project.write('migrations/3_c.ts', other(''));
    const { code, stdout } = await project.migsh('check', '--format', 'github');
    expect(code).toBe(3);
    expect(stdout).toMatchInlineSnapshot(`
      "::error file=migrations/2_b.ts,line=4,title=migsh check%3A several-heads::bbbb2222 (bbbb2222 does something) is one of 2 heads without a label of their own%0Amigsh merge -m "…" joins them, migsh rebase REV --onto REV puts one on the other; a branch that is to stay wants @labels
      ::error file=migrations/3_c.ts,line=4,title=migsh check%3A several-heads::cccc3333 (cccc3333 does something) is one of 2 heads without a label of their own%0Amigsh merge -m "…" joins them, migsh rebase REV --onto REV puts one on the other; a branch that is to stay wants @labels
      "
    `);
  });

  test('are fine where at most one has none', async () => {
    project.write('migrations/3_c.ts', other('@labels side'));
    expect(await project.migsh('check')).toMatchObject({ code: 0 });
  });

  test('a label that leads to both is no name for either', async () => {
    project.write('migrations/1_a.ts', first.replace('@created', '@labels all\n * @created'));
    project.write('migrations/3_c.ts', other(''));
    expect((await project.migsh('check')).stdout).toContain('one of 2 heads');
  });

  test('that cannot be applied together are found, not an error', async () => {
    project.write(
      'migrations/3_c.ts',
      second.replaceAll('bbbb2222', 'cccc3333').replace('@created', '@labels side\n * @created'),
    );
    const { code, stdout } = await project.migsh('check');
    expect(code).toBe(3);
    expect(stdout).toMatchInlineSnapshot(`
      "error  heads-clash  the heads cannot be applied together: migrations/2_b.ts:11:
        table customer already has a column note
        migsh merge -m "…" shows where they touch the same things
      "
    `);
  });
});

test('a file without a header is said, and is no reason to fail', async () => {
  project.write('migrations/notes.ts', 'export const x = 1;');
  const { code, stdout } = await project.migsh('check');
  expect(code).toBe(0);
  expect(stdout).toContain('note  no-header  migrations/notes.ts has no @revision header');
});

describe('since', () => {
  beforeEach(() => {
    git('init', '--quiet', '--initial-branch', 'main');
    commit('first');
  });

  test('a revision that says something else now', async () => {
    project.write('migrations/2_b.ts', second.replace("string('note')", "string('note', 80)"));
    project.write(
      '.mikro-orm.config.ts',
      config('name: p.string(), note: p.string().length(80).nullable()'),
    );
    expect(await project.migsh('check')).toMatchObject({ code: 0 });
    const { code, stdout } = await project.migsh('check', '--since', 'main');
    expect(code).toBe(3);
    expect(stdout).toMatchInlineSnapshot(`
      "error  file-changed  migrations/2_b.ts does something else than it did at main:
        databases that have it applied keep what it did then
        take the change back (git checkout), and write a new revision: migsh revision
        -m "…"
      "
    `);
  });

  test('one that stands on another, and one that is gone', async () => {
    project.write('migrations/2_b.ts', second.replace('@parents aaaa1111', '@parents none'));
    rmSync(join(project.root, 'migrations/1_a.ts'));
    project.write('migrations/2_b.ts', second.replace('@parents aaaa1111', '@parents dddd4444'));
    project.write('migrations/1_d.ts', first.replaceAll('aaaa1111', 'dddd4444'));
    const { stdout } = await project.migsh('check', '--since', 'main', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        {
          code: 'file-removed',
          revision: 'aaaa1111',
          path: 'migrations/1_a.ts',
          message: expect.stringContaining('aaaa1111 was in migrations/1_a.ts at main'),
        },
        {
          code: 'file-changed',
          revision: 'bbbb2222',
          message: 'bbbb2222 stands on dddd4444 instead of aaaa1111, since main',
        },
      ],
    });
  });

  test('formatted, moved, replaced: the same revisions', async () => {
    project.write('migrations/2_b.ts', second.replace('  op.add', '\n\n    op.add'));
    renameSync(join(project.root, 'migrations/1_a.ts'), join(project.root, 'migrations/0_a.ts'));
    const { code, stdout } = await project.migsh('check', '--since', 'main');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'note  file-reformatted  migrations/2_b.ts was reformatted since main',
    );
    for (const name of readdirSync(join(project.root, 'migrations'))) {
      rmSync(join(project.root, 'migrations', name));
    }
    const squashed = revisionFile('eeee5555', 'none', {
      header: '@replaces aaaa1111, bbbb2222',
      up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); t.string('note').nullable(); });`,
    });
    project.write('migrations/9_e.ts', squashed);
    expect(await project.migsh('check', '--since', 'main')).toMatchObject({ code: 0, stdout: '' });
  });

  test('what others did after the branch began is no change of ours', async () => {
    git('switch', '--quiet', '--create', 'feature');
    git('switch', '--quiet', 'main');
    project.write('migrations/3_c.ts', second.replaceAll('bbbb2222', 'cccc3333'));
    commit('third');
    git('switch', '--quiet', 'feature');
    expect(await project.migsh('check', '--since', 'main')).toMatchObject({ code: 0, stdout: '' });
  });

  const edited = second.replace("string('note')", "string('note', 80)");

  test('a directory that is a symlink', async () => {
    git('rm', '--quiet', '-r', '--cached', 'migrations');
    renameSync(join(project.root, 'migrations'), join(project.root, 'changes'));
    symlinkSync('changes', join(project.root, 'migrations'));
    git('add', 'changes');
    commit('moved');
    project.write('changes/2_b.ts', edited);
    const { code, stdout } = await project.migsh('check', '--since', 'HEAD');
    expect(code).toBe(3);
    expect(stdout).toContain('file-changed  migrations/2_b.ts');
  });

  test('a directory that is a submodule, also where its change is committed there', async () => {
    const within = join(project.root, 'migrations');
    git('rm', '--quiet', '-r', '--cached', 'migrations');
    git('-C', within, 'init', '--quiet', '--initial-branch', 'main');
    commit('its own', within);
    git('submodule', '--quiet', 'add', './migrations', 'migrations');
    commit('a submodule');
    project.write('migrations/2_b.ts', edited);
    for (const done of [() => {}, () => commit('edited', within)]) {
      done();
      const { code, stdout } = await project.migsh('check', '--since', 'HEAD');
      expect(code).toBe(3);
      expect(stdout).toContain('file-changed  migrations/2_b.ts');
    }
  });

  test('a commit whose files git does not have', async () => {
    const objects = join(project.root, '.git/objects');
    const blob = gitSays('rev-parse', 'main:migrations/2_b.ts').trim();
    rmSync(join(objects, blob.slice(0, 2), blob.slice(2)));
    project.write('migrations/2_b.ts', edited);
    const { code, stderr } = await project.migsh('check', '--since', 'main');
    expect(code).toBe(2);
    expect(stderr).toMatch(/git (?:diff|show) does not answer/);
    expect(stderr).toContain('hint: a commit that is not here is fetched');
  });

  test('a commit that git does not know', async () => {
    expect(await project.migsh('check', '--since', '--output=x')).toMatchObject({ code: 2 });
    const { code, stderr } = await project.migsh('check', '--since', 'origin/main');
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: git knows no commit origin/main [usage]
      hint: git fetch origin, where it is on a branch of others; a pipeline that
            checks out one commit alone needs the history (fetch-depth: 0)
      "
    `);
  });
});

test('a format that is none, and two at once', async () => {
  expect(await project.migsh('check', '--format', 'xml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no format xml'),
  });
  expect(await project.migsh('check', '--json', '--format', 'text')).toMatchObject({ code: 2 });
});

test('annotations keep to one line, whatever is in them', () => {
  const finding = {
    code: 'a',
    level: 'note',
    message: '100%\r\nof it',
    hint: 'x',
    path: 'odd,na:me.ts',
    line: 3,
  } as const;
  expect(githubLines({ findings: [finding] }, 'check')).toBe(
    '::notice file=odd%2Cna%3Ame.ts,line=3,title=migsh check%3A a::100%25%0D%0Aof it%0Ax\n',
  );
});

function commit(message: string, folder = project.root): void {
  git('-C', folder, 'add', '--all', ...(folder === project.root ? ['migrations'] : ['.']));
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  git('-C', folder, ...author, 'commit', '--quiet', '-m', message);
}

function git(...args: readonly string[]): void {
  gitSays(...args);
}

function gitSays(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: project.root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}
