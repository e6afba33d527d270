import { describe, expect, test } from 'vitest';

import type { Editor } from '../../src/tui/line-editor.ts';
import { edit, editorOf, paste, splitAtCursor } from '../../src/tui/line-editor.ts';

/** The line after keys, with `|` where the cursor is. */
function after(start: string, ...keys: readonly string[]): string {
  const [before = '', behind = ''] = start.split('|');
  let editor: Editor = { ...editorOf(before), text: before + behind };
  for (const key of keys) editor = edit(editor, key) ?? editor;
  return splitAtCursor(editor).join('|');
}

describe('readline keys', () => {
  test.each([
    ['typing', 'ab|c', ['x', 'y'], 'abxy|c'],
    ['backspace', 'ab|c', ['backspace'], 'a|c'],
    ['backspace at the start', '|abc', ['backspace'], '|abc'],
    ['delete', 'ab|c', ['delete'], 'ab|'],
    ['ctrl-d', '|abc', ['ctrl-d'], '|bc'],
    ['the ends', 'ab|c', ['ctrl-a'], '|abc'],
    ['the other end', 'a|bc', ['ctrl-e'], 'abc|'],
    ['home and end', 'ab|c', ['home', 'x', 'end', 'y'], 'xabcy|'],
    ['left and right', 'ab|c', ['left', 'left', 'left', 'right'], 'a|bc'],
    ['a word back', 'add the currency|', ['alt-b', 'alt-b'], 'add |the currency'],
    ['a word on', '|add the currency', ['alt-f', 'alt-f'], 'add the| currency'],
    ['ctrl-w', 'add the  |currency', ['ctrl-w'], 'add |currency'],
    ['ctrl-u', 'add the |currency', ['ctrl-u'], '|currency'],
    ['ctrl-k', 'add the |currency', ['ctrl-k'], 'add the |'],
  ])('%s', (_, start, keys, expected) => {
    expect(after(start, ...keys)).toBe(expected);
  });
});

test('a grapheme is one step, however many code points it has', () => {
  expect(after('a👩‍👩‍👧|b', 'backspace')).toBe('a|b');
  expect(after('|👩‍👩‍👧é日', 'right', 'right')).toBe('👩‍👩‍👧é|日');
});

test('keys that mean nothing in a line are nobody’s', () => {
  for (const key of ['up', 'escape', 'ctrl-c', 'alt-x', 'tab']) {
    expect(edit(editorOf('a'), key)).toBeNull();
  }
});

test('a pasted text becomes one line without control characters', () => {
  expect(paste(editorOf('x'), ' two\r\n  lines\u001B[31m!\n').text).toBe('xtwo lines!');
});
