import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { initProject } from '../../src/project/init-project.ts';

function folder(manifest: object): string {
  const root = mkdtempSync(join(tmpdir(), 'migsh-init-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest, null, 2));
  return root;
}

test.each([
  ['module', '.mikro-orm.config.ts'],
  ['commonjs', '.mikro-orm.config.mts'],
])('in a project of type %s the config is an ES module', (type, config) => {
  const root = folder({ type, dependencies: { '@mikro-orm/postgresql': '^7.2.0' } });
  expect(initProject({ cwd: root }).created).toEqual(['./migrations/', 'package.json', config]);
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({
    'mikro-orm': { configPaths: [`./${config}`] },
    migsh: { migrations: './migrations', dialect: 'postgresql' },
  });
  expect(readFileSync(join(root, config), 'utf8')).toContain('skipTables: [/^migsh_/]');
});

test('called again it makes nothing and overwrites nothing', () => {
  const root = folder({ type: 'module' });
  initProject({ cwd: root });
  const before = readFileSync(join(root, '.mikro-orm.config.ts'), 'utf8');
  expect(initProject({ cwd: root }).created).toEqual([]);
  expect(readFileSync(join(root, '.mikro-orm.config.ts'), 'utf8')).toBe(before);
  expect(readdirSync(root).toSorted()).toEqual([
    '.mikro-orm.config.ts',
    'migrations',
    'package.json',
  ]);
});

test('without a package.json it says how to make one', () => {
  const root = mkdtempSync(join(tmpdir(), 'migsh-init-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  expect(() => initProject({ cwd: root })).toThrow(/no package\.json/);
});
