import type { Key } from 'ink';

import { graphemesOf } from './text/width.ts';

/**
 * The keys of one piece of input, by name: `j`, `J`, `return`, `ctrl-c`, `alt-b`, `shift-tab`.
 * Held keys and fast typing come as one piece with many letters; control letters must not pass for plain ones.
 */
export function toKeys(input: string, key: Key): readonly string[] {
  const flag = named.find(name => key[name]);
  if (flag !== undefined) return [prefix(key, flag) + shortNames[flag]];
  // F1 to F12 and Insert come without a name.
  if (input === '') return [];
  const modifiers = prefix(key);
  if (modifiers !== '') return [modifiers + input.toLowerCase()];
  return graphemesOf(input.replaceAll('\r\n', '\r')).map(nameOf);
}

const shortNames = {
  upArrow: 'up',
  downArrow: 'down',
  leftArrow: 'left',
  rightArrow: 'right',
  pageUp: 'page-up',
  pageDown: 'page-down',
  home: 'home',
  end: 'end',
  return: 'return',
  escape: 'escape',
  tab: 'tab',
  backspace: 'backspace',
  delete: 'delete',
} as const;

type Named = keyof typeof shortNames;

const named: readonly Named[] = [
  'upArrow',
  'downArrow',
  'leftArrow',
  'rightArrow',
  'pageUp',
  'pageDown',
  'home',
  'end',
  'return',
  'escape',
  'tab',
  'backspace',
  'delete',
];

function prefix(key: Key, flag?: Named): string {
  // Ink sets meta for a lone escape, and shift for every capital letter.
  const alt = key.meta && flag !== 'escape' ? 'alt-' : '';
  const shift = key.shift && flag !== undefined ? 'shift-' : '';
  return (key.ctrl ? 'ctrl-' : '') + alt + shift;
}

function nameOf(character: string): string {
  if (character === '\r' || character === '\n') return 'return';
  return character === '\t' ? 'tab' : character;
}
