import { performance } from 'node:perf_hooks';

import { expect, test } from 'vitest';

import { findProject } from '../../src/project/project.ts';
import { checksumOf, readRevisionFiles } from '../../src/project/revision-files.ts';
import { project, revision, temporary } from './temporary.ts';

function read(root: string, directory?: string): { ids: string[]; strays: readonly string[] } {
  const place = directory === undefined ? {} : { directory };
  const { files, strays } = readRevisionFiles(findProject({ cwd: root, ...place }));
  return { ids: files.map(file => file.revision.id), strays };
}

test('in the order of directories and names', () => {
  const root = temporary({
    'package.json': { type: 'module', migsh: { migrations: ['./z', './a', './z'] } },
    'z/2.ts': revision('z2'),
    'z/10.js': revision('z10'),
    'a/1.mts': revision('a1'),
    'a/B.mjs': revision('aB'),
    'a/a.ts': revision('aa'),
  });
  expect(read(root)).toEqual({ ids: ['z10', 'z2', 'a1', 'aB', 'aa'], strays: [] });
  const [first] = readRevisionFiles(findProject({ cwd: root })).files;
  expect(first).toMatchObject({
    path: `${root}/z/10.js`,
    text: revision('z10'),
    revision: { path: 'z/10.js' },
  });
});

test('a directory that is not there is no history without revisions', () => {
  const root = temporary({
    'package.json': { type: 'module', migsh: {} },
    'migratoins/1.ts': revision('a1'),
  });
  const refusal = (directory?: string): unknown => {
    try {
      return read(root, directory);
    } catch (error) {
      return error;
    }
  };
  expect(refusal()).toMatchObject({
    code: 'no-directory',
    message: 'there is no directory migrations',
    hint: 'did you mean migratoins? Then mend "migsh.migrations" in package.json',
  });
  expect(refusal('other')).toMatchObject({
    message: 'there is no directory other',
    hint: 'migsh init makes it, and so does the first migsh revision -m "…"; or mend -d',
  });
  const first = findProject({ cwd: root, makesDirectory: true });
  expect(readRevisionFiles(first)).toEqual({ files: [], strays: [] });
});

test('package.json may begin with a byte order mark', () => {
  const root = temporary({
    'package.json': '\uFEFF{ "type": "module", "migsh": {} }',
    'migrations/1.ts': revision('a1'),
  });
  expect(read(root).ids).toEqual(['a1']);
});

test('what is no revision is reported, unless it is known for something else', () => {
  const root = project({
    'a.ts': revision('a'),
    'helper.ts': 'export const a = 1;\n',
    'empty.ts': '',
    'mentions.ts': "export const text = 'see the @revision tag';\n",
    '_shared.ts': 'export const a = 1;\n',
    '.hidden.ts': 'export const a = 1;\n',
    'types.d.ts': 'export type A = 1;\n',
    'types.d.mts': 'export type A = 1;\n',
    'a.js.map': '{}',
    'README.md': '# @revision\n',
    'old.cjs': 'module.exports = {};\n',
    'folder.ts/a.ts': revision('deep'),
    'Migration20240101000000.ts':
      'export class Migration20240101000000 extends Migration {\n  up() {}\n}\n',
    'Migration20240102000000.js':
      'class Migration20240102000000 extends migrations_1.Migration {}\n',
  });
  expect(read(root)).toEqual({
    ids: ['a'],
    strays: ['migrations/empty.ts', 'migrations/helper.ts', 'migrations/mentions.ts'],
  });
});

test('a revision that Node would take for CommonJS is refused with its new name', () => {
  const root = temporary({ 'package.json': { migsh: {} }, 'migrations/a.ts': revision('a') });
  expect(() => read(root)).toThrow('migrations/a.ts is a revision, but Node takes it for CommonJS');
});

test('a header that is wrong is an error with file and line', () => {
  const root = project({ 'a.ts': '/**\n * @revision a\n * <<<<<<< HEAD\n */\n' });
  expect(() => read(root)).toThrow(/^migrations\/a\.ts:\d/);
});

test('a directory that is a file', () => {
  const root = temporary({ 'package.json': { migsh: {} }, migrations: 'text' });
  expect(() => read(root)).toThrow('migrations cannot be read');
});

test('line ends do not count, all else does', () => {
  expect(checksumOf('a\r\nb\rc\n')).toBe(checksumOf('a\nb\nc\n'));
  expect(checksumOf('a\nb')).not.toBe(checksumOf('a\nb\n'));
  expect(checksumOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('thousands of files take a moment', () => {
  const body = revision('x').slice(0, -1) + '// a line of code\n'.repeat(40);
  const names = Array.from({ length: 2000 }, (_, at) => String(at).padStart(4, '0'));
  const root = project(
    Object.fromEntries(names.map(at => [`${at}.ts`, body.replaceAll(/\bx\b/g, `id${at}`)])),
  );
  const start = performance.now();
  expect(read(root).ids).toHaveLength(2000);
  // About 60 ms alone; the machine may be busy with other tests.
  expect(performance.now() - start).toBeLessThan(1500);
});
