import { Text, useInput } from 'ink';
import { render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';

import { toKeys } from '../../src/tui/keys.ts';

/** What arrives as one piece, and the keys in it. */
async function keysOf(input: string): Promise<readonly string[]> {
  const heard: string[] = [];
  function Listener(): ReactNode {
    useInput((text, key) => heard.push(...toKeys(text, key)));
    return <Text>listening</Text>;
  }
  const { stdin, unmount } = render(<Listener />);
  await new Promise(resolve => setImmediate(resolve));
  stdin.write(input);
  // Ink holds a lone escape back until it is sure that nothing follows.
  await new Promise(resolve => setTimeout(resolve, input === '\u001B' ? 60 : 0));
  unmount();
  return heard;
}

test.each([
  ['j', ['j']],
  ['jjj', ['j', 'j', 'j']],
  ['J', ['J']],
  ['y\r', ['y', 'return']],
  ['\r', ['return']],
  ['\t', ['tab']],
  ['\u001B[Z', ['shift-tab']],
  ['\u001B', ['escape']],
  ['\u001B[A', ['up']],
  ['\u001B[5~', ['page-up']],
  ['\u001B[H', ['home']],
  ['\u007F', ['backspace']],
  ['\u001B[3~', ['delete']],
  ['\u0003', ['ctrl-c']],
  ['\u0012', ['ctrl-r']],
  ['\u0015', ['ctrl-u']],
  ['\u001Bb', ['alt-b']],
  ['\u001BOP', []],
  ['👩‍👩‍👧é', ['👩‍👩‍👧', 'é']],
])('%j is %j', async (input, keys) => {
  expect(await keysOf(input)).toEqual(keys);
});
