import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterEach, describe, expect, inject, test } from 'vitest';

import { binary } from '../binary.ts';

const repository = resolve(import.meta.dirname, '../..');
const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

const goodConfig = `import { defineEntity, p } from '@mikro-orm/core';
import { defineConfig } from '@mikro-orm/sqlite';
const Thing = defineEntity({ name: 'Thing', properties: { id: p.integer().primary() } });
export default defineConfig({ dbName: './app.sqlite', entities: [Thing], schemaGenerator: { skipTables: [/^migsh_/] } });
`;

/** A project with one revision, \`aaaa1111\`, which makes the table \`thing\`. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'migsh-bad-'));
  roots.push(root);
  mkdirSync(join(root, 'migrations'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  const all = {
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect: 'sqlite' } }),
    '.mikro-orm.config.ts': goodConfig,
    'migrations/a.ts': revision(
      'aaaa1111',
      'none',
      `op.createTable('thing', t => { t.integer('id').primary().autoincrement(); });`,
    ),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(root, name), text);
  return root;
}

function revision(id: string, parents: string, up = '', down = `op.dropTable('thing');`): string {
  return `/**
 * ${id}
 *
 * @revision ${id}
 * @parents  ${parents}
 */
export function up(op) { ${up} }
export function down(op) { ${up === '' ? '' : down} }
`;
}

interface Ran {
  readonly code: number | null;
  readonly text: string;
}

function migsh(root: string, args: readonly string[], uid?: number): Promise<Ran> {
  const { DATABASE_URL: _, CI: __, ...env } = process.env;
  const child = spawn(process.execPath, [binary, ...args], {
    cwd: root,
    env: { ...env, NO_COLOR: '1', NODE_DISABLE_COMPILE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  return new Promise((done, fail) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.once('error', fail);
    child.once('close', code => done({ code, text }));
  });
}

/** One message with a code and a way out; no stack trace; exit code as given. */
function expectRefusal({ code, text }: Ran, errorCode: string, exit = 1): void {
  expect(text).toContain(`[${errorCode}]`);
  expect(text).toMatch(/hint: \S/);
  expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(code).toBe(exit);
}

describe('the config', () => {
  test('there is none', async () => {
    const root = project();
    rmSync(join(root, '.mikro-orm.config.ts'));
    expectRefusal(await migsh(root, ['status']), 'no-config');
  });

  test('it throws', async () => {
    const root = project({ '.mikro-orm.config.ts': `throw new Error('who set this?');` });
    const ran = await migsh(root, ['status']);
    expectRefusal(ran, 'config-failed');
    expect(ran.text).toContain('who set this?');
  });

  test('it names no entities', async () => {
    const root = project({ '.mikro-orm.config.ts': goodConfig.replace('[Thing]', '[]') });
    expectRefusal(await migsh(root, ['migrate', '-m', 'x']), 'no-entities');
    expect(readdirSync(join(root, 'migrations'))).toEqual(['a.ts']);
  });
});

const config = (url: string): string =>
  goodConfig
    .replace('@mikro-orm/sqlite', '@mikro-orm/postgresql')
    .replace(`dbName: './app.sqlite'`, `clientUrl: '${url}'`);

describe('the database', () => {
  test('nobody listens', async () => {
    const port = await closedPort();
    const root = project({
      '.mikro-orm.config.ts': config(`postgresql://me:s3cret@127.0.0.1:${port}/shop`),
    });
    const ran = await migsh(root, ['status']);
    expectRefusal(ran, 'unreachable');
    expect(ran.text).not.toContain('s3cret');
  });

  test('the password is wrong, and never printed', async () => {
    const url = new URL(inject('postgresql'));
    url.username = 'nobody_of_that_name';
    url.password = 's3cret';
    const root = project({ '.mikro-orm.config.ts': config(`${url.href}postgres`) });
    const ran = await migsh(root, ['status']);
    expectRefusal(ran, 'access-denied');
    expect(ran.text).not.toContain('s3cret');
  });

  test('it does not exist', async () => {
    const root = project({ '.mikro-orm.config.ts': config(`${inject('postgresql')}no_such_shop`) });
    expectRefusal(await migsh(root, ['upgrade']), 'no-such-database');
  });
});

describe('revision files', () => {
  test.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    [
      'two headers',
      'two-headers',
      {
        'migrations/b.ts': revision('bbbb', 'aaaa1111').replace(
          'export',
          '/** again\n * @revision cccc\n * @parents none\n */\nexport',
        ),
      },
      /b\.ts:\d+/,
    ],
    [
      'a duplicate id',
      'duplicate-id',
      { 'migrations/b.ts': revision('aaaa1111', 'none') },
      /b\.ts:4[^]*a\.ts/,
    ],
    [
      'a parent that does not exist',
      'missing-parent',
      { 'migrations/b.ts': revision('bbbb2222', 'zzzz9999') },
      /zzzz9999[^]*b\.ts|b\.ts[^]*zzzz9999/,
    ],
    [
      'a cycle',
      'cycle',
      {
        'migrations/b.ts': revision('bbbb2222', 'cccc3333'),
        'migrations/c.ts': revision('cccc3333', 'bbbb2222'),
      },
      /bbbb2222[^]*cccc3333/,
    ],
    [
      'no @parents',
      'bad-header',
      { 'migrations/b.ts': revision('bbbb2222', 'none').replace(/ \* @parents.*\n/, '') },
      /b\.ts/,
    ],
  ])('%s', async (_, code, files, where) => {
    const ran = await migsh(project(files), ['upgrade']);
    expectRefusal(ran, code);
    expect(ran.text).toMatch(where);
  });

  test('a file without a header is named, never ignored in silence', async () => {
    const root = project({ 'migrations/notes.ts': 'export const x = 1;\n' });
    const { code, text } = await migsh(root, ['status']);
    expect(text).toContain('migrations/notes.ts');
    expect(code).toBe(0);
  });

  test('a syntax error: file, line and caret', async () => {
    const root = project({
      'migrations/b.ts': revision('bbbb2222', 'aaaa1111', `op.sql('select 1';`),
    });
    const ran = await migsh(root, ['upgrade']);
    expectRefusal(ran, 'syntax-error');
    expect(ran.text).toContain('migrations/b.ts:7');
    expect(ran.text).toMatch(/\^/);
  });

  test('a read-only migrations folder: nothing is left behind', async () => {
    const root = project();
    for (const folder of [root, join(root, 'migrations')]) chmodSync(folder, 0o555);
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    const ran = await migsh(root, ['revision', '-m', 'new'], uid);
    for (const folder of [root, join(root, 'migrations')]) chmodSync(folder, 0o755);
    expectRefusal(ran, 'not-writable');
    expect(readdirSync(join(root, 'migrations'))).toEqual(['a.ts']);
  });
});

describe('an applied revision', () => {
  test('whose file was edited: upgrade goes on and says so', async () => {
    const root = project();
    expect((await migsh(root, ['upgrade'])).code).toBe(0);
    const file = join(root, 'migrations/a.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`t.integer('id')`, `t.bigint('id')`));
    const status = await migsh(root, ['status']);
    expect(status.text).toContain('edited');
    const up = await migsh(root, ['upgrade']);
    expect(up.code).toBe(0);
    expect(up.text).toContain('edited');
    const down = await migsh(root, ['downgrade', '-1', '--allow-data-loss']);
    expect(down.text).toContain('--down');
    expect(down.code).toBe(2);
  });

  test('whose file is gone: named, and what to do', async () => {
    const root = project();
    expect((await migsh(root, ['upgrade'])).code).toBe(0);
    cpSync(join(root, 'migrations/a.ts'), join(root, 'kept.ts'));
    rmSync(join(root, 'migrations/a.ts'));
    const status = await migsh(root, ['status']);
    expect(status.text).toContain('aaaa1111');
    expect((await migsh(root, ['history', '-i'])).text).toMatch(/^\? aaaa1111 {2}current/m);
    expect((await migsh(root, ['upgrade'])).code).toBe(0);
    expectRefusal(await migsh(root, ['downgrade', '-1', '--allow-data-loss']), 'stored-only', 2);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise(done => server.close(done));
  return address !== null && typeof address === 'object' ? address.port : 1;
}
