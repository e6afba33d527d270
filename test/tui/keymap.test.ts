import { describe, expect, test } from 'vitest';

import { aliveIn, titleOf } from '../../src/tui/binding.ts';
import { footerBindings, footerLine } from '../../src/tui/footer.ts';
import { findBinding, keymap } from '../../src/tui/keymap.ts';
import { isText } from '../../src/tui/line-editor.ts';
import { fieldModes, modeOf, modes } from '../../src/tui/mode.ts';
import type { State } from '../../src/tui/state.ts';
import { textOf } from '../../src/tui/text/line.ts';
import { readSession, Session } from './sample.ts';
import { screens } from './screens.ts';

/** Keys that every terminal and keyboard has: control keys elsewhere are taken by terminals, functions keys have no name. */
const named =
  /^(?:return|escape|tab|shift-tab|up|down|left|right|page-up|page-down|home|end|backspace|delete)$/;
const control = /^ctrl-[cdpnurwaeklz]$/;

describe.each(modes)('in %s', mode => {
  const bindings = keymap.filter(binding => binding.modes.includes(mode));

  test('no key means two things', () => {
    const keys = bindings.flatMap(binding => binding.keys);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test('esc or ctrl-c leads out', () => {
    expect(findBinding(mode, 'escape') ?? findBinding(mode, 'ctrl-c')).toBeDefined();
  });

  test.runIf(fieldModes.includes(mode))('a letter is typed, and no shortcut', () => {
    expect(bindings.flatMap(({ keys }) => keys).filter(isText)).toEqual([]);
  });

  test.runIf(!fieldModes.includes(mode))('? opens the help', () => {
    expect(findBinding(mode, '?')?.id).toBe('help.open');
  });
});

test('every key exists on every terminal', () => {
  const strange = keymap
    .flatMap(({ keys }) => keys)
    .filter(key => !named.test(key) && !control.test(key) && !/^[ -~]$/.test(key));
  expect(strange).toEqual([]);
});

test('every key is in some mode, has its own id and says what it does', () => {
  const incomplete = keymap.filter(
    ({ keys, modes: own, help }) =>
      keys.length === 0 || own.length === 0 || !/^[^A-Z].*[^.]$/.test(help),
  );
  expect(incomplete.map(({ id }) => id)).toEqual([]);
  expect(new Set(keymap.map(({ id }) => id)).size).toBe(keymap.length);
});

describe.each(Object.entries(screens))('%s', (_, open) => {
  test('the footer names only keys that do something', () => {
    const { state } = open();
    const mode = modeOf(state);
    const dead = footerBindings(state).filter(
      binding =>
        aliveIn(binding, state) !== true ||
        findBinding(mode, binding.keys[0] ?? '')?.id !== binding.id,
    );
    expect(dead.map(({ id }) => id)).toEqual([]);
  });

  test('the footer says how to get help and out, on the narrowest terminal too', () => {
    const { state } = open();
    const line = textOf(footerLine(state, 60));
    expect(line.length).toBeLessThanOrEqual(60);
    const pinned = footerBindings(state).filter(({ footer = 0 }) => footer >= 90);
    for (const binding of pinned) expect(line).toContain(titleOf(binding, state));
  });

  test('no key throws, whatever it does', () => {
    const keys = new Set(keymap.flatMap(binding => binding.keys));
    expect(() => [...keys].map(key => open().press(key))).not.toThrow();
  });
});

test('a key that does nothing now says why', () => {
  const session = new Session().press('u');
  expect(toastOf(session.state)).toBe('the database is being read');
  expect(toastOf(readSession().press('G', 'U', 'e').state)).toBeUndefined();
  expect(session.effects).toEqual([]);
});

function toastOf({ toast }: State): string | undefined {
  return toast?.text;
}
