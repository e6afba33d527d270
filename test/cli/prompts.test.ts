import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { startInTerminal } from './terminal.ts';

const down = '\u001B[B';
const ctrlC = '\u0003';
const ctrlD = '\u0004';
const script = fileURLToPath(new URL('scripts/ask.ts', import.meta.url));
const ask = (...args: string[]) => startInTerminal([script, ...args]);

describe('in a terminal', () => {
  test('an option is chosen with the arrows', async () => {
    const program = ask('choose');
    await program.see('drop and add');
    program.type(`${down}\r`);
    await program.see('answer: "replace"');
    expect(await program.ended).toBe(0);
  });

  test('plain, by its number', async () => {
    const program = ask('choose', 'plain');
    await program.see('2) drop and add');
    program.type('2\r');
    await program.see('answer: "replace"');
    expect(await program.ended).toBe(0);
  });

  test('a text that will not do is asked for again', async () => {
    const program = ask('text');
    await program.see('Name');
    program.type('shopp\r');
    await program.see('that is not shop');
    program.type('\u007F\r');
    await program.see('answer: "shop"');
    expect(await program.ended).toBe(0);
  });

  test.each([
    ['y\r', 'true'],
    ['n\r', 'false'],
    ['\r', 'false'],
  ])('yes or no: %j', async (keys, answer) => {
    const program = ask('confirm');
    await program.see('Apply?');
    program.type(keys);
    await program.see(`answer: ${answer}`);
    expect(await program.ended).toBe(0);
  });

  test.each([
    ['Ctrl-C', ctrlC],
    ['Ctrl-D', ctrlD],
  ])('%s leaves the question', async (_name, key) => {
    const program = ask('confirm');
    await program.see('Apply?');
    program.type(key);
    await program.see('error: interrupted');
    expect(await program.ended).toBe(0);
  });
});
