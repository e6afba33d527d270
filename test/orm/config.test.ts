import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { loadConfig, protectsJournal } from '../../src/orm/config.ts';
import { configPaths, findConfig } from '../../src/orm/find-config.ts';
import { chooseLoader } from '../../src/orm/ts-loader.ts';
import { makeProject, sqliteProject } from './project.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const sqliteConfig = (name: string): string =>
  `import { SqliteDriver } from '@mikro-orm/sqlite';
   export default { driver: SqliteDriver, dbName: '${name}' };`;

describe('finding the file', () => {
  test('the places come in the order of MikroORM’s command line', () => {
    vi.stubEnv('MIKRO_ORM_CLI_CONFIG', './env.ts');
    const { root } = makeProject({ 'dist/x.js': '' });
    expect(configPaths(root, { configPaths: ['./a.ts', './b.js'] }, {})).toEqual([
      './env.ts',
      './a.ts',
      './b.js',
      './.mikro-orm.config.ts',
      './src/mikro-orm.config.ts',
      './mikro-orm.config.ts',
      './dist/mikro-orm.config.js',
      './mikro-orm.config.js',
    ]);
    expect(configPaths(root, { configPaths: ['./a.ts'] }, { config: 'mine.ts' })).toEqual([
      'mine.ts',
    ]);
  });

  test('preferTs: false takes the compiled file, or the source where that is all there is', () => {
    const both = makeProject({ 'src/mikro-orm.config.ts': '', 'dist/mikro-orm.config.js': '' });
    const source = makeProject({ 'src/mikro-orm.config.ts': '' });
    expect(findConfig(both.root, {}, {})).toMatch(/src\/mikro-orm\.config\.ts$/);
    expect(findConfig(both.root, { preferTs: false }, {})).toMatch(/dist\/mikro-orm\.config\.js$/);
    expect(findConfig(source.root, { preferTs: false }, {})).toMatch(/\.config\.ts$/);
  });

  test('a file that was named and is not there is an error that names it', async () => {
    const { root } = sqliteProject();
    await expect(loadConfig({ root }, { config: 'orm.ts' })).rejects.toMatchObject({
      code: 'no-config',
      message: 'There is no MikroORM config at orm.ts.',
    });
  });

  test('no file and no variables: no-config, with the command that writes one', async () => {
    const { root } = makeProject({});
    await expect(loadConfig({ root })).rejects.toMatchObject({
      code: 'no-config',
      hint: expect.stringContaining('migsh init'),
    });
  });

  test('variables alone are enough', async () => {
    vi.stubEnv('MIKRO_ORM_TYPE', 'sqlite');
    vi.stubEnv('MIKRO_ORM_DB_NAME', 'data/app.db');
    const { root } = makeProject({});
    const config = await loadConfig({ root });
    expect(config).toMatchObject({ path: null, dialect: 'sqlite' });
    expect(config.options.dbName).toBe(resolve(root, 'data/app.db'));
  });
});

describe('what MikroORM is started with', () => {
  test('nothing that creates or prints, whatever the config says', async () => {
    const { root } = sqliteProject(
      "dbName: 'app.sqlite', debug: true, ensureDatabase: { clear: true }, ensureIndexes: true, loggerFactory: () => { throw new Error('mine'); }",
    );
    const { options } = await loadConfig({ root });
    expect(options).toMatchObject({ debug: false, ensureDatabase: false, ensureIndexes: false });
    expect(options.loggerFactory).toBeUndefined();
  });

  test('entities come from the sources where the config is TypeScript', async () => {
    const source = makeProject({ 'mikro-orm.config.ts': sqliteConfig('a') });
    const compiled = sqliteProject();
    expect((await loadConfig(source)).options.preferTs).toBe(true);
    expect((await loadConfig(compiled)).options.preferTs).toBe(false);
  });

  test('variables override the file', async () => {
    vi.stubEnv('MIKRO_ORM_DB_NAME', 'other.db');
    const { root } = sqliteProject();
    expect((await loadConfig({ root })).options.dbName).toBe(resolve(root, 'other.db'));
  });

  test('a SQLite file is seen from the project’s root; :memory: stays', async () => {
    const file = sqliteProject();
    expect((await loadConfig(file)).options.dbName).toBe(resolve(file.root, 'app.sqlite'));
    expect((await loadConfig(sqliteProject("dbName: ':memory:'"))).options.dbName).toBe(':memory:');
  });

  test('skipTables that protects the journal is told from one that does not', async () => {
    const none = await loadConfig(sqliteProject());
    const names = await loadConfig(
      sqliteProject(
        "dbName: 'a', schemaGenerator: { skipTables: ['migsh_revisions', 'migsh_log'] }",
      ),
    );
    const pattern = await loadConfig(
      sqliteProject("dbName: 'a', schemaGenerator: { skipTables: [/^migsh_/] }"),
    );
    expect([none, names, pattern].map(config => protectsJournal(config))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('a driver that is neither PostgreSQL nor SQLite is refused by name', async () => {
    const { root } = makeProject({
      'mikro-orm.config.js': `
        import { AbstractSqlDriver, MsSqlNativeQueryBuilder, AbstractSqlPlatform, BaseSqliteConnection } from '@mikro-orm/sql';
        class OtherDriver extends AbstractSqlDriver {
          constructor(config) { super(config, new AbstractSqlPlatform(), BaseSqliteConnection, []); }
        }
        export default { driver: OtherDriver, dbName: 'x' };`,
    });
    await expect(loadConfig({ root })).rejects.toMatchObject({
      code: 'wrong-dialect',
      message: 'The MikroORM config uses OtherDriver.',
    });
  });
});

describe('contexts', () => {
  const several = `
    import { SqliteDriver } from '@mikro-orm/sqlite';
    const driver = SqliteDriver;
    export default [
      { driver, dbName: 'main.db' },
      { driver, dbName: 'audit.db', contextName: 'audit' },
      async name => ({ driver, dbName: name + '.db', contextName: name === 'tenant' ? name : 'nobody' }),
    ];`;

  test.each([
    [undefined, 'main.db'],
    ['default', 'main.db'],
    ['audit', 'audit.db'],
    ['tenant', 'tenant.db'],
  ])('context %s is %s', async (context, file) => {
    const { root } = makeProject({ 'mikro-orm.config.js': several });
    const config = await loadConfig({ root }, { context });
    expect(config.options.dbName).toBe(resolve(root, file));
  });

  test('MIKRO_ORM_CONTEXT_NAME names one too', async () => {
    vi.stubEnv('MIKRO_ORM_CONTEXT_NAME', 'audit');
    const { root } = makeProject({ 'mikro-orm.config.js': several });
    expect((await loadConfig({ root })).options.dbName).toBe(resolve(root, 'audit.db'));
  });

  test('an unknown context lists those that are there', async () => {
    const { root } = makeProject({ 'mikro-orm.config.js': several });
    await expect(loadConfig({ root }, { context: 'adit' })).rejects.toMatchObject({
      code: 'no-config',
      hint: '--context default or --context audit',
    });
  });

  test('a function is asked for the context', async () => {
    const { root } = makeProject({
      'mikro-orm.config.js': `
        import { SqliteDriver } from '@mikro-orm/sqlite';
        export default name => ({ driver: SqliteDriver, dbName: name + '.db' });`,
    });
    const config = await loadConfig({ root }, { context: 'eu' });
    expect(config.options.dbName).toBe(resolve(root, 'eu.db'));
  });
});

describe('loading the file', () => {
  test('what the config prints goes to stderr', () => {
    const { root } = makeProject({
      'mikro-orm.config.ts': `console.log('hello from', 'the config'); ${sqliteConfig('a.db')}`,
    });
    const { out, stderr } = load(root);
    expect(out).toEqual({ loader: 'node', dbName: resolve(root, 'a.db') });
    expect(stderr).toBe('hello from the config\n');
  });

  test('a loader that the project names loads what Node cannot', () => {
    const { root } = makeProject({
      'package.json': '{ "type": "module", "mikro-orm": { "tsLoader": "jiti" } }',
      'mikro-orm.config.ts': `enum Place { File = 'enum.db' }\n${sqliteConfig("' + Place.File + '")}`,
    });
    expect(load(root).out).toEqual({ loader: 'jiti', dbName: resolve(root, 'enum.db') });
  });

  test('a failure names the loader used, the others, and the place', () => {
    const { root } = makeProject({
      'mikro-orm.config.ts': `enum Place { File = 'enum.db' }\n${sqliteConfig('a.db')}`,
    });
    const { out } = load(root);
    expect(out).toMatchObject({
      code: 'config-failed',
      message: expect.stringMatching(/^mikro-orm\.config\.ts could not be loaded: .*enum/s),
      hint: expect.stringMatching(/Node’s own type stripping.*jiti/),
      details: { loader: 'node', others: ['jiti'] },
    });
  });

  test('a password in what the config throws is not told', () => {
    const { root } = makeProject({
      'mikro-orm.config.js': "throw new Error('cannot read postgres://me:geheim@db/x');",
    });
    expect(JSON.stringify(load(root).out)).not.toContain('geheim');
  });

  test('packages are the project’s, never migsh’s own', () => {
    const { root } = makeProject({ 'mikro-orm.config.js': sqliteConfig('a.db') });
    rmSync(join(root, 'node_modules'));
    expect(load(root).out).toMatchObject({
      code: 'config-failed',
      message: expect.stringContaining("Cannot find package '@mikro-orm/sqlite'"),
      hint: 'npm install @mikro-orm/sqlite',
    });
  });

  test('a CommonJS project’s config is loaded', () => {
    const { root } = makeProject({
      'package.json': '{ "type": "commonjs", "mikro-orm": { "configPaths": ["./orm.mts"] } }',
      'orm.mts': sqliteConfig('a.db'),
    });
    const plain = makeProject({
      'package.json': '{ "type": "commonjs" }',
      'mikro-orm.config.js': `
        const { SqliteDriver } = require('@mikro-orm/sqlite');
        module.exports = { driver: SqliteDriver, dbName: 'b.db' };`,
    });
    expect(load(root).out).toMatchObject({ dbName: resolve(root, 'a.db') });
    expect(load(plain.root).out).toMatchObject({ dbName: resolve(plain.root, 'b.db') });
  });
});

describe('choosing the loader', () => {
  test('a jiti that came along with another tool does not count', () => {
    const { root } = makeProject({});
    expect(chooseLoader(root, { type: 'module' })).toEqual({ name: 'node', others: ['jiti'] });
    const listed = { type: 'module', devDependencies: { jiti: '2.0.0' } };
    expect(chooseLoader(root, listed)).toEqual({ name: 'jiti', others: [] });
  });

  test('preferTs: false means Node’s own', () => {
    const { root } = makeProject({});
    const manifest = {
      type: 'module',
      devDependencies: { jiti: '2' },
      'mikro-orm': { preferTs: false },
    };
    expect(chooseLoader(root, manifest)).toEqual({ name: 'node', others: [] });
  });
});

interface Loaded {
  readonly out: unknown;
  readonly stderr: string;
}

/** In a process of its own: a TypeScript loader stays for as long as the process does. */
function load(root: string): Loaded {
  const script = `
    import { loadConfig } from ${JSON.stringify(resolve('src/orm/config.ts'))};
    const out = await loadConfig({ root: process.argv[1] }).then(
      ({ loader, options }) => ({ loader, dbName: options.dbName }),
      ({ code, message, hint, details }) => ({ code, message, hint, details }),
    );
    process.stdout.write(JSON.stringify(out));`;
  const args = ['--input-type=module', '-e', script, '--', root];
  const child = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { out: JSON.parse(child.stdout), stderr: child.stderr };
}
