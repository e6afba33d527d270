import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { binary } from '../binary.ts';

const repository = resolve(import.meta.dirname, '../..');

/** A copy of the example project in a folder of its own, made ready as `npm start` does. */
export interface Shop {
  readonly root: string;
  /** Runs `migsh …` there, without a terminal. */
  migsh(...args: readonly string[]): Promise<Ran>;
  env: Readonly<Record<string, string>>;
  remove(): void;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes the shop. `url`: on that PostgreSQL database; without one on a SQLite file. */
export async function makeShop(url?: string): Promise<Shop> {
  const root = mkdtempSync(join(tmpdir(), 'migsh-shop-'));
  for (const part of ['.mikro-orm.config.ts', 'fixtures/shop', 'migrations']) {
    cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({
      type: 'module',
      'mikro-orm': { configPaths: ['./.mikro-orm.config.ts'] },
      migsh: { migrations: './migrations', dialect: url === undefined ? 'sqlite' : 'postgresql' },
    }),
  );
  const env = url === undefined ? {} : { DATABASE_URL: url };
  const ready = await node(root, env, [join(repository, 'scripts/example.ts')]);
  if (ready.code !== 0)
    throw new Error(`the example is not ready:\n${ready.stdout}${ready.stderr}`);
  return {
    root,
    env,
    migsh: (...args) => node(root, env, [binary, ...args]),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function node(
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Ran> {
  const { DATABASE_URL: _, CI: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...inherited, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', fail);
    child.once('close', code => done({ code, stdout, stderr }));
  });
}
