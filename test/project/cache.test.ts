import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readCache, writeCache } from '../../src/project/cache.ts';
import { findProject } from '../../src/project/project.ts';
import { temporary } from './temporary.ts';

test('what was written is read, the last of it', () => {
  const root = temporary({ 'package.json': { migsh: {} } });
  const project = findProject({ cwd: root });
  expect(readCache(project, 'palette')).toBeUndefined();
  writeCache(project, 'palette', { history: ['upgrade'] });
  writeCache(project, 'palette', { history: ['upgrade', 'heads'] });
  expect(readCache(project, 'palette')).toEqual({ history: ['upgrade', 'heads'] });
  expect(readdirSync(join(root, 'node_modules/.cache/migsh'))).toEqual(['palette.json']);
});

test('a cache that is broken or cannot be written never fails a command', () => {
  const root = temporary({ 'package.json': { migsh: {} }, 'node_modules/.cache': 'a file' });
  const project = findProject({ cwd: root });
  writeCache(project, 'palette', 1);
  expect(readCache(project, 'palette')).toBeUndefined();

  const other = temporary({ 'package.json': { migsh: {} } });
  mkdirSync(join(other, 'node_modules/.cache/migsh'), { recursive: true });
  writeFileSync(join(other, 'node_modules/.cache/migsh/palette.json'), '{ "half');
  expect(readCache(findProject({ cwd: other }), 'palette')).toBeUndefined();
});
