// How long commands that only read files take as whole processes, and how soon the shell answers a key, with 5,000 revisions.
// node bench/startup.ts   (after npm run build)
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import pty from '@lydell/node-pty';

const repository = resolve(import.meta.dirname, '..');
const binary = join(repository, 'dist/main.js');
const root = mkdtempSync(join(tmpdir(), 'migsh-bench-'));
const count = 5000;

writeProject();
for (const args of [['--version'], ['heads'], ['history', '--limit', '20'], ['history']]) {
  report(
    `migsh ${args.join(' ')}`,
    Array.from({ length: 5 }, () => timeCommand(args)),
  );
}
report('a key in the shell', await timeKeys());
rmSync(root, { recursive: true, force: true });

function writeProject(): void {
  mkdirSync(join(root, 'migrations'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ type: 'module', migsh: { dialect: 'sqlite' } }),
  );
  writeFileSync(
    join(root, '.mikro-orm.config.ts'),
    `import { defineConfig } from '@mikro-orm/sqlite';\nexport default defineConfig({ dbName: './bench.sqlite', entities: [] });\n`,
  );
  for (let n = 0; n < count; n += 1) {
    const parents = n === 0 ? 'none' : idOf(n % 50 === 7 ? n - 5 : n - 1);
    const header = `/**\n * revision ${n}\n *\n * @revision ${idOf(n)}\n * @parents  ${parents}\n * @created  2026-01-01T00:00:00Z\n */\n`;
    const body = 'export function up() {}\nexport function down() {}\n';
    writeFileSync(join(root, 'migrations', `${String(n).padStart(5, '0')}.ts`), header + body);
  }
}

function idOf(n: number): string {
  return `r${String(n).padStart(7, '0')}`;
}

function timeCommand(args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - from;
}

/** Milliseconds from writing `j` to the end of the frame that answers it. */
async function timeKeys(): Promise<readonly number[]> {
  const { CI: _ci, ...env } = process.env;
  const shell = pty.spawn(process.execPath, [binary], { cwd: root, cols: 120, rows: 40, env });
  let output = '';
  shell.onData(data => (output += data));
  await until(() => output.includes('pending'));
  const times: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    output = '';
    const from = performance.now();
    shell.write('j');
    // Ink ends each frame by ending the terminal's synchronized output.
    await until(() => output.includes('\u001B[?2026l'));
    times.push(performance.now() - from);
  }
  shell.kill();
  return times.slice(10);
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('the shell does not answer');
    await delay(1);
  }
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
  console.log(`${name.padEnd(28)} median ${at(0.5).padStart(9)}   95 % ${at(0.95).padStart(9)}`);
}
