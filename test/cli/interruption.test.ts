import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s lets a run end well', async (signal, code) => {
  const { child, lines } = start('run');
  expect(await lines()).toBe('ready');
  child.kill(signal);
  expect(await lines()).toBe(`stopped well, ${code}`);
  expect(await exitOf(child)).toBe(code);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends what only reads at once', async (signal, code) => {
  const { child, lines } = start('read');
  expect(await lines()).toBe('ready');
  child.kill(signal);
  expect(await exitOf(child)).toBe(code);
});

test('a second one does not wait', async () => {
  const { child, lines } = start('stubborn');
  expect(await lines()).toBe('ready');
  child.kill('SIGINT');
  expect(await lines()).toBe('asked');
  child.kill('SIGINT');
  expect(await exitOf(child)).toBe(130);
});

const script = fileURLToPath(new URL('scripts/interrupt.ts', import.meta.url));

function start(kind: string): { child: ChildProcess; lines: () => Promise<string> } {
  const child = spawn(process.execPath, [script, kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const reader = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, lines: async () => String((await reader.next()).value) };
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null) return child.exitCode;
  const [code]: unknown[] = await once(child, 'exit');
  return code;
}
