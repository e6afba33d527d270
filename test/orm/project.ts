import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
