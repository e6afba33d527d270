import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/** A folder with these files, removed after the test. */
export function temporary(files: Readonly<Record<string, string | object>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'migsh-project-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

/** A project with `"type": "module"` and these files in `migrations/`. */
export function project(migrations: Readonly<Record<string, string>>): string {
  const files = Object.entries(migrations).map(([name, text]) => [`migrations/${name}`, text]);
  return temporary({
    'package.json': { type: 'module', migsh: {} },
    ...Object.fromEntries(files),
  });
}

/** A revision file's text: the header, then the code from line 6. */
export function revision(id: string, code = 'export function up(op) {}\n'): string {
  return `/**\n * ${id}\n * @revision ${id}\n * @parents none\n */\n${code}`;
}
