import { expect, test } from 'vitest';

import { hidePasswords, sanitize, sanitizeLine } from '../../src/cli/sanitize.ts';

test.each([
  ['plain', 'add order history', 'add order history'],
  ['line breaks and tabs stay', 'a\tb\r\nc', 'a\tb\nc'],
  ['colours', '\u001B[31mred\u001B[0m', 'red'],
  ['cursor moves', 'a\u001B[2J\u001B[1;1Hb', 'ab'],
  ['a title, ended by BEL', '\u001B]0;owned\u0007text', 'text'],
  ['a clipboard write, ended by ST', '\u001B]52;c;aGk=\u001B\\text', 'text'],
  ['8-bit CSI', '\u009B31mred', 'red'],
  ['an escape at the end', 'text\u001B', 'text'],
  ['carriage return that overwrites', 'drop table x\rselect 1      ', 'drop table xselect 1      '],
  ['backspaces', 'ab\b\bcd', 'abcd'],
  ['text that turns direction', 'a\u202Eb\u2066c', 'abc'],
  ['letters of other scripts and emoji stay', 'größe 顧客 👩‍👩‍👧', 'größe 顧客 👩‍👩‍👧'],
])('%s', (_what, text, clean) => {
  expect(sanitize(text)).toBe(clean);
});

test('of a line only the first is kept', () => {
  expect(sanitizeLine('one\ttwo\nthree')).toBe('one two');
});

test.each([
  ['postgresql://shop:s3cret@db:5432/shop', 'postgresql://shop:***@db:5432/shop'],
  ['cannot reach postgres://u:a%40b@h/d now', 'cannot reach postgres://u:***@h/d now'],
  ['postgresql://u:p@ss@host/d', 'postgresql://u:***@host/d'],
  ['https://nodejs.org/en and a@b', 'https://nodejs.org/en and a@b'],
  ['postgresql://db:5432/shop', 'postgresql://db:5432/shop'],
])('no password in %s', (text, hidden) => {
  expect(hidePasswords(text)).toBe(hidden);
});
