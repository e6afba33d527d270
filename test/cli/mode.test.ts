import { expect, test } from 'vitest';

import { decideMode } from '../../src/cli/mode.ts';
import type { ModeRequest, Surroundings } from '../../src/cli/mode.ts';

const request: ModeRequest = { command: false, json: false, noInput: false, ascii: false };
const command: ModeRequest = { ...request, command: true };
const terminal: Surroundings = {
  stdinIsTerminal: true,
  stdoutIsTerminal: true,
  stderrIsTerminal: true,
  env: { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' },
};
const env = (more: Record<string, string>): Surroundings => ({
  ...terminal,
  env: { ...terminal.env, ...more },
});

test.each<[what: string, ModeRequest, Surroundings, mode: string]>([
  ['migsh', request, terminal, 'shell asks'],
  ['migsh --json', { ...request, json: true }, terminal, 'line asks'],
  ['migsh --no-input', { ...request, noInput: true }, terminal, 'line'],
  ['migsh --ascii', { ...request, ascii: true }, terminal, 'shell asks ascii'],
  ['migsh | cat', request, { ...terminal, stdoutIsTerminal: false }, 'line asks'],
  ['migsh < file', request, { ...terminal, stdinIsTerminal: false }, 'line'],
  ['migsh 2> log', request, { ...terminal, stderrIsTerminal: false }, 'shell'],
  ['CI=1 migsh', request, env({ CI: '1' }), 'line'],
  ['CI=true migsh', request, env({ CI: 'true' }), 'line'],
  ['CI=false migsh', request, env({ CI: 'false' }), 'shell asks'],
  ['CONTINUOUS_INTEGRATION=1 migsh', request, env({ CONTINUOUS_INTEGRATION: '1' }), 'line'],
  ['TERM=dumb migsh', request, env({ TERM: 'dumb' }), 'line asks plain ascii'],
  ['INK_SCREEN_READER=true migsh', request, env({ INK_SCREEN_READER: 'true' }), 'line asks plain'],
  ['MIGSH_SCREEN_READER=1 migsh', request, env({ MIGSH_SCREEN_READER: '1' }), 'line asks plain'],
  ['MIGSH_SCREEN_READER=0 migsh', request, env({ MIGSH_SCREEN_READER: '0' }), 'shell asks'],
  ['migsh upgrade', command, terminal, 'line asks'],
  ['migsh upgrade --json', { ...command, json: true }, terminal, 'line asks'],
  ['migsh upgrade | tee log', command, { ...terminal, stdoutIsTerminal: false }, 'line asks'],
  ['migsh upgrade 2> log', command, { ...terminal, stderrIsTerminal: false }, 'line'],
  ['migsh upgrade --no-input', { ...command, noInput: true }, terminal, 'line'],
  ['CI=1 migsh upgrade', command, env({ CI: '1' }), 'line'],
  ['LANG=C migsh history', command, env({ LANG: 'C' }), 'line asks ascii'],
  [
    'LC_ALL=de_CH.utf8 LANG=C migsh history',
    command,
    env({ LC_ALL: 'de_CH.utf8', LANG: 'C' }),
    'line asks',
  ],
  ['LANG= migsh history', command, env({ LANG: '' }), 'line asks'],
  ['MIGSH_ASCII=1 migsh history', command, env({ MIGSH_ASCII: '1' }), 'line asks ascii'],
  ['TERM=linux migsh history', command, env({ TERM: 'linux' }), 'line asks ascii'],
])('%s', (_what, asked, around, mode) => {
  const { surface, asks, plain, ascii } = decideMode(asked, around);
  const words = [surface, asks && 'asks', plain && 'plain', ascii && 'ascii'];
  expect(words.filter(Boolean).join(' ')).toBe(mode);
});
