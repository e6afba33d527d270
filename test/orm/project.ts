import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { onTestFinished } from 'vitest';

/** A project in a temporary folder, with this repository's packages; gone when the test is over. */
export function makeProject(files: Readonly<Record<string, string>>): { root: string } {
  const root = mkdtempSync(join(tmpdir(), 'migsh-project-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const manifest = { type: 'module', migsh: {} };
  for (const [name, text] of Object.entries({
    'package.json': JSON.stringify(manifest),
    ...files,
  })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  return { root };
}

/**
 * Gives a project its packages as links of their own, without those of some scopes: what is remembered in
 * `node_modules/.cache` is remembered there alone.
 */
export function ownModules(root: string, without: readonly string[] = []): void {
  const modules = join(root, 'node_modules');
  const shared = readlinkSync(modules);
  unlinkSync(modules);
  mkdirSync(modules);
  const names = readdirSync(shared).filter(
    name => !name.startsWith('.') && !without.includes(name),
  );
  for (const name of names) symlinkSync(join(shared, name), join(modules, name));
}

/** A project whose config is a SQLite file `app.sqlite` in its root. */
export function sqliteProject(options = "dbName: 'app.sqlite'"): { root: string } {
  return makeProject({
    'mikro-orm.config.js': `
      import { defineConfig } from '@mikro-orm/sqlite';
      export default defineConfig({ ${options} });`,
  });
}

/** A project whose config is the PostgreSQL database at the URL. */
export function postgresqlProject(url: string, more = ''): { root: string } {
  return makeProject({
    'mikro-orm.config.js': `
      import { defineConfig } from '@mikro-orm/postgresql';
      export default defineConfig({ clientUrl: ${JSON.stringify(url)}, ${more} });`,
  });
}
