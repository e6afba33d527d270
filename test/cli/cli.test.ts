import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

import { expect, test } from 'vitest';

import { binary } from '../binary.ts';
import { runNode } from './project.ts';
import { startInTerminal } from './terminal.ts';

const forced = (...args: string[]) => runNode([binary, ...args], tmpdir(), { FORCE_COLOR: '1' });
const migsh = (...args: string[]) => runNode([binary, ...args], tmpdir());

test('an unknown command: words on stderr, nothing on stdout', async () => {
  expect(await migsh('upgarde')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: there is no command upgarde [usage]\nhint: migsh upgrade\n',
  });
});

test('an error as JSON: on stdout, also of a line that was not understood', async () => {
  const { code, stdout, stderr } = await migsh('heads', '--jsonn', '--json');
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: 'usage',
      message: 'migsh heads has no flag --jsonn',
      hint: '--json',
      details: { flag: '--jsonn' },
    },
  });
});

test('the version', async () => {
  expect(await migsh('-V')).toMatchObject({ code: 0, stderr: '' });
  const { stdout } = await migsh('--version', '--json');
  expect(JSON.parse(stdout)).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test('colours: not in a pipe, not with NO_COLOR or --no-color, yes when forced', async () => {
  const bold = '\u001B[1m';
  expect((await migsh('--help')).stdout).not.toContain(bold);
  expect((await forced('--help')).stdout).toContain(bold);
  expect((await forced('--help', '--no-color')).stdout).not.toContain(bold);
  expect(await helpInTerminal({ NO_COLOR: '1' })).not.toContain(bold);
  expect(await helpInTerminal({ NO_COLOR: '' })).toContain(bold);
});

async function helpInTerminal(env: Record<string, string>): Promise<string> {
  const program = startInTerminal([binary, '--help'], { env });
  await program.see('says more about one of them');
  expect(await program.ended).toBe(0);
  return program.raw();
}

test('a reader that goes away early is no error', async () => {
  const child = spawn(process.execPath, [binary, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const [code]: unknown[] = await once(child, 'close');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
});
