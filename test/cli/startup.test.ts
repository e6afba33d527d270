import { afterAll, describe, expect, test } from 'vitest';

import { binary } from '../binary.ts';
import { config, makeProject, packageJson, revisionFile, runNode } from './project.ts';

const project = makeProject({
  'package.json': packageJson,
  '.mikro-orm.config.ts': config('name: p.string()'),
  'migrations/1_a.ts': revisionFile('aaaa1111', 'none', {
    up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });`,
    down: `op.dropTable('customer');`,
  }),
});
afterAll(() => project.remove());

const heavy = [
  'ink',
  'react',
  '@mikro-orm',
  'better-sqlite3',
  'kysely',
  'inquirer',
  'libpg-query',
  'sql-parser-cst',
];

/** Which of the heavy packages a command line loads. */
async function loads(...args: string[]): Promise<readonly string[]> {
  const hook = new URL('scripts/list-modules.ts', import.meta.url).href;
  const { stderr, code } = await runNode(['--import', hook, binary, ...args], project.root);
  const loaded = stderr.split('\n').filter(line => line.startsWith('loads '));
  expect({ code, any: loaded.length > 0, stderr }).toMatchObject({ code: 0, any: true });
  return heavy.filter(name => loaded.some(line => line.includes(`/node_modules/${name}/`)));
}

describe('what only reads files starts light', () => {
  test.each([
    ['--help'],
    ['--version'],
    ['upgrade', '--help'],
    ['heads'],
    ['heads', '--json'],
    ['history'],
    ['branches'],
  ])('migsh %s %s', async (...args) => {
    expect(await loads(...args.filter(arg => arg !== undefined))).toEqual([]);
  });

  test('what reads the database is seen to load MikroORM', async () => {
    expect(await loads('current')).toContain('@mikro-orm');
  });
});
