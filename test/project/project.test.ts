import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { extensionIn, findProject } from '../../src/project/project.ts';
import { temporary } from './temporary.ts';

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof MigshError) return `[${error.code}] ${error.message}\n→ ${error.hint}`;
    throw error;
  }
  throw new Error('was not refused');
}

function settings(migsh: unknown, context?: string) {
  const cwd = temporary({ 'package.json': { migsh } });
  return findProject({ cwd, ...(context === undefined ? {} : { context }) }).settings;
}

test('the nearest package.json upwards with migsh or mikro-orm', () => {
  const root = temporary({
    'package.json': { migsh: {} },
    'packages/a/package.json': { 'mikro-orm': {} },
    'packages/b/package.json': { name: 'b' },
  });
  mkdirSync(join(root, 'packages/a/src/deep'), { recursive: true });
  expect(findProject({ cwd: join(root, 'packages/a/src/deep') }).root).toBe(
    join(root, 'packages/a'),
  );
  expect(findProject({ cwd: join(root, 'packages/b') }).root).toBe(root);
});

test('what is not said has a default', () => {
  const root = temporary({ 'package.json': { 'mikro-orm': {} } });
  expect(findProject({ cwd: root })).toEqual({
    root,
    settings: {
      migrations: ['./migrations'],
      fileName: '{date}_{time}_{id}_{slug}',
      table: 'migsh_revisions',
      timezone: 'UTC',
      ignore: [],
      large: [],
      protected: [],
    },
    directories: [join(root, 'migrations')],
  });
});

test('every setting', () => {
  const all = {
    migrations: ['./a', './b'],
    dialect: 'postgresql',
    fileName: '{id}_{slug}',
    table: 'ops.revisions',
    timezone: 'Europe/Zurich',
    template: 'revision.txt',
    format: 'oxfmt',
    ignore: ['legacy_*', 'audit.*'],
    large: ['order', 'audit.*'],
    protected: ['*.prod.example.com/*'],
  };
  expect(settings(all)).toEqual(all);
});

test('the ending of a new file follows the package.json nearest to its folder', () => {
  const root = temporary({
    'package.json': { migsh: { migrations: './db/migrations' }, type: 'module' },
    'db/package.json': {},
  });
  expect(findProject({ cwd: root }).directories.map(extensionIn)).toEqual(['.mts']);
  const { directories } = findProject({ cwd: root, directory: './other' });
  expect(directories).toEqual([join(root, 'other')]);
  expect(directories.map(extensionIn)).toEqual(['.ts']);
});

test('another folder is meant from where one stands', () => {
  const root = temporary({ 'package.json': { migsh: {} }, 'src/a.txt': '' });
  const found = findProject({ cwd: join(root, 'src'), directory: './migrations' });
  expect(found.directories).toEqual([join(root, 'src/migrations')]);
});

test('a folder for each context', () => {
  const migrations = { main: './main', audit: ['./audit', './shared'] };
  expect(settings({ migrations }, 'audit').migrations).toEqual(['./audit', './shared']);
  expect(refusal(() => settings({ migrations }))).toMatchInlineSnapshot(`
    "[bad-settings] package.json: "migsh.migrations" names a directory for each context
    → --context chooses one of main, audit"
  `);
  expect(refusal(() => settings({ migrations }, 'other'))).toMatchInlineSnapshot(`
    "[bad-settings] package.json: "migsh.migrations" names no directory for the context other
    → --context chooses one of main, audit"
  `);
});

test('what cannot be', () => {
  const said = [
    {},
    { migsh: [] },
    { migsh: { migration: './a' } },
    { migsh: { colour: 'red' } },
    { migsh: { migrations: [] } },
    { migsh: { migrations: 5 } },
    { migsh: { dialect: 'mysql' } },
    { migsh: { fileName: '{slug}' } },
    { migsh: { fileName: '{id}/{slug}' } },
    { migsh: { fileName: '{id}_{author}' } },
    { migsh: { table: 'a.b.c' } },
    { migsh: { timezone: 'Zurich' } },
    { migsh: { ignore: [1] } },
    { migsh: { hooks: './migsh.hooks.ts' } },
  ].map(manifest => refusal(() => findProject({ cwd: temporary({ 'package.json': manifest }) })));
  expect(said.join('\n').replaceAll(/\/\S*migsh-project-\w+/g, '/root')).toMatchInlineSnapshot(`
    "[no-project] no package.json with "migsh" or "mikro-orm" in /root or above it
    → migsh init makes one
    [bad-settings] package.json: "migsh" has to be an object
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.migration" is no setting
    → did you mean "migrations"?
    [bad-settings] package.json: "migsh.colour" is no setting
    → known are migrations, dialect, fileName, table, timezone, template, format, ignore, large, protected, scratch
    [bad-settings] package.json: "migsh.migrations" names no directory
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.migrations" has to be a text or a list of texts
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.dialect" has to be "postgresql" or "sqlite"
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.fileName" has to hold {id}, no slash, and not begin with . or _
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.fileName" has to hold {id}, no slash, and not begin with . or _
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.fileName": there is no {author}
    → there are {date}, {time}, {id} and {slug}
    [bad-settings] package.json: "migsh.table" has to be "name" or "schema.name"
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.timezone": there is no time zone "Zurich"
    → write it as "Europe/Zurich" or "UTC"
    [bad-settings] package.json: "migsh.ignore" has to be a text
    → mend the "migsh" part of package.json
    [bad-settings] package.json: "migsh.hooks" is no setting
    → known are migrations, dialect, fileName, table, timezone, template, format, ignore, large, protected, scratch"
  `);
});

test('a package.json that is no JSON is named', () => {
  const root = temporary({ 'package.json': '{ "migsh": ' });
  expect(refusal(() => findProject({ cwd: root }))).toContain(
    `${root}/package.json cannot be read`,
  );
});
