import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { binary } from '../binary.ts';

/** What a command line printed, and its exit code. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project in a folder of its own, with this repository's packages. */
export interface TestProject {
  readonly root: string;
  readonly write: (path: string, text: string) => void;
  /** Runs the binary there, without a terminal. */
  readonly migsh: (...args: string[]) => Promise<Outcome>;
  readonly remove: () => void;
}

/** A project on SQLite with these files, by their path. */
export function makeProject(files: Readonly<Record<string, string>>): TestProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'migsh-cli-')));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    write,
    migsh: (...args) => runNode([binary, ...args], root),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Runs Node to its end, without a terminal. */
export async function runNode(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...inherited, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const ended = Promise.withResolvers<number | null>();
  child.on('close', code => ended.resolve(code));
  child.on('error', error => ended.reject(error));
  return { code: await ended.promise, ...printed };
}

/** The text of a revision file. */
export function revisionFile(
  id: string,
  parents: string,
  { up, down = '', header = '' }: { up: string; down?: string; header?: string },
): string {
  return `/**
 * ${id} does something
 *
 * @revision ${id}
 * @parents ${parents}
${header === '' ? '' : ` * ${header}\n`} * @created 2026-11-20T14:32:05Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  ${up}
}

export function down(op: Op) {
  ${down}
}
`;
}

/** package.json of a project on SQLite. */
export const packageJson = JSON.stringify({
  name: 'shop',
  type: 'module',
  'mikro-orm': { configPaths: ['./.mikro-orm.config.ts'] },
  migsh: { migrations: './migrations', dialect: 'sqlite' },
});

/** A config with one entity, `customer`, with these properties besides its id. */
export const config = (properties: string): string => `
import { defineConfig, defineEntity, p } from '@mikro-orm/sqlite';

const Customer = defineEntity({
  name: 'Customer',
  properties: { id: p.integer().primary(), ${properties} },
});

export default defineConfig({
  dbName: './shop.sqlite',
  entities: [Customer],
  schemaGenerator: { skipTables: [/^migsh_/] },
});
`;
