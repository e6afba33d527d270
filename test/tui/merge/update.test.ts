import { describe, expect, test } from 'vitest';

import { shellCommand } from '../../../src/tui/command-line.ts';
import { modeOf } from '../../../src/tui/mode.ts';
import { screenOf } from '../../../src/tui/state.ts';
import { clash, Desk, oneOrder, reviewed, twoHeads } from './state.ts';

const main = 'd7f49c205be6';
const audit = 'f91b2e48d73c';

test('m compares all heads, the main line first, and enter writes', () => {
  const desk = new Desk(twoHeads);
  desk.press('m');
  const { lastSerial: serial } = desk.state;
  expect(desk.effects).toContainEqual({
    do: 'reviewMerge',
    for: serial,
    names: [main, audit],
    splice: false,
  });
  desk.press('return');
  expect(desk.state.toast?.text).toBe('the branches are being compared');
  const review = reviewed();
  desk.tell({ type: 'reviewed', for: serial, review });
  desk.press('return');
  expect(desk.effects).toEqual([
    {
      do: 'merge',
      for: serial,
      review,
      request: { names: [main, audit], message: 'merge audit into main' },
    },
  ]);
  expect(modeOf(desk.state)).toBe('wait');
});

test('with one head m says why it does nothing', () => {
  const { f91b2e48d73c: _, e80a1d37c62b: __, ...line } = twoHeads;
  const desk = new Desk(line);
  desk.press('m');
  expect(desk.state.toast?.text).toBe('there is one head: nothing to merge');
  expect(modeOf(desk.state)).toBe('history');
});

test('a head that is taken out gives up the comparison; two are needed', () => {
  const desk = new Desk(twoHeads);
  desk.merge();
  desk.press('j', ' ');
  expect(desk.effects).toEqual([{ do: 'abort', for: desk.state.lastSerial }]);
  expect(shellCommand(desk.state)).toBeNull();
  desk.press('return');
  expect(desk.state.toast?.text).toBe('choose at least two heads: space toggles one');
  desk.press(' ');
  expect(desk.effects).toContainEqual(expect.objectContaining({ names: [main, audit] }));
});

test('a comparison of other heads comes too late', () => {
  const desk = new Desk(twoHeads);
  desk.press('m');
  const late = reviewed({ parents: [audit, main] });
  desk.tell({ type: 'reviewed', for: desk.state.lastSerial, review: late });
  expect(screenOf(desk.state, 'merge')?.review?.is).toBe('loading');
});

test('the message follows the heads until it is typed; an emptied one is proposed again', () => {
  const desk = new Desk({ ...twoHeads, a0a0a0a0a0a0: ['c6e38b1f4a92', 'a third'] });
  desk.press('m');
  expect(shellCommand(desk.state)).toBe(
    `migsh merge a0a0a0a0 f91b2e48 d7f49c20 -m 'merge audit, d7f49c20 into a0a0a0a0'`,
  );
  desk.press('G', ' ', 'tab', '!', 'escape', ' ');
  expect(shellCommand(desk.state)).toBe(
    `migsh merge a0a0a0a0 f91b2e48 d7f49c20 -m 'merge audit into main!'`,
  );
  desk.press('tab', 'ctrl-u', 'return');
  expect(desk.state.toast?.text).toBe('the branches are being compared');
  desk.press('escape');
  expect(shellCommand(desk.state)).toContain('merge audit, d7f49c20 into a0a0a0a0');
});

describe('where the order matters', () => {
  test('enter says so, y writes all the same', () => {
    const desk = new Desk(twoHeads);
    desk.merge(clash);
    desk.press('return');
    expect(desk.effects).toEqual([]);
    expect(desk.state.toast?.text).toContain('y writes the merge all the same');
    desk.press('y');
    expect(desk.effects).toContainEqual(expect.objectContaining({ do: 'merge' }));
  });

  test('elsewhere y does nothing', () => {
    const desk = new Desk(twoHeads);
    desk.merge();
    desk.press('y');
    expect(desk.effects).toEqual([]);
    expect(desk.state.toast?.text).toBe('enter writes it');
  });

  test('e asks which file, and opens it; what was read again is compared again', () => {
    const desk = new Desk(twoHeads);
    desk.merge(clash);
    desk.press('e', '2');
    expect(desk.effects).toEqual([{ do: 'edit', path: 'migrations/d7f49c205be6.ts' }]);
    expect(modeOf(desk.state)).toBe('merge');
    desk.tell({ type: 'edited', problem: null });
    desk.read(twoHeads);
    expect(desk.effects).toContainEqual(expect.objectContaining({ do: 'reviewMerge' }));
  });

  test('r is off where no order works, and takes the one that does', () => {
    const desk = new Desk(twoHeads);
    desk.merge(clash);
    desk.press('r');
    expect(desk.state.toast?.text).toContain('no order of the branches works');
    desk.press('escape');
    desk.merge(oneOrder);
    desk.press('r');
    expect(desk.effects).toEqual([
      {
        do: 'prepareRebase',
        for: desk.state.lastSerial,
        request: { names: [main], onto: audit },
      },
    ]);
    expect(shellCommand(desk.state)).toBe('migsh rebase d7f49c20 --onto f91b2e48');
  });
});

describe('a rebase', () => {
  const move = { id: 'e80a1d37c62b', from: ['c6e38b1f4a92'], to: [main] };
  const prepared = {
    moves: [{ ...move, path: 'migrations/e80a1d37c62b.ts' }],
    database: 'shop.sqlite',
    trouble: null,
  };

  test('is shown, not written by a key that was typed too early, and written by y', () => {
    const desk = new Desk(twoHeads);
    desk.merge();
    desk.press('r');
    expect(modeOf(desk.state)).toBe('merge-choose');
    desk.press('return');
    const { lastSerial: serial } = desk.state;
    expect(desk.effects).toEqual([
      { do: 'prepareRebase', for: serial, request: { names: ['e80a1d37c62b'], onto: main } },
    ]);
    desk.tell({ type: 'rebasePrepared', for: serial, prepared });
    desk.press('y');
    expect(desk.effects).toEqual([]);
    desk.wait(400);
    desk.press('return');
    expect(desk.effects).toEqual([]);
    desk.press('y');
    expect(desk.effects).toEqual([{ do: 'rebase', for: serial, prepared }]);
    desk.tell({ type: 'rebased', for: serial, prepared });
    expect(modeOf(desk.state)).toBe('merge-done');
    expect(desk.state.deeds).toEqual(['rebased migrations/e80a1d37c62b.ts']);
    desk.press('u');
    expect(desk.effects).toContainEqual(
      expect.objectContaining({ do: 'plan', direction: 'up', target: 'heads' }),
    );
  });

  test('esc leads back to the heads, and nothing is written', () => {
    const desk = new Desk(twoHeads);
    desk.merge();
    desk.press('r', 'return');
    desk.tell({ type: 'rebasePrepared', for: desk.state.lastSerial, prepared });
    desk.press('escape');
    expect(modeOf(desk.state)).toBe('merge');
    desk.press('escape');
    expect(modeOf(desk.state)).toBe('history');
  });

  test('of a branch that is applied here is off; of both: only a merge joins them', () => {
    const one = new Desk(twoHeads, { applied: ['c6e38b1f4a92', 'e80a1d37c62b'] });
    one.merge();
    one.press('r');
    expect(one.effects).toEqual([
      expect.objectContaining({ request: { names: [main], onto: audit } }),
    ]);
    const both = new Desk(twoHeads, { applied: Object.keys(twoHeads) });
    both.merge();
    both.press('r');
    expect(both.effects).toEqual([]);
    expect(both.state.toast?.text).toBe(
      'e80a1d37, f91b2e48 are applied here: only a merge joins the branches',
    );
  });

  test('that is refused says why over the heads', () => {
    const desk = new Desk(twoHeads);
    desk.merge();
    desk.press('r', 'return');
    const error = { code: 'bad-target', message: 'e80a1d37c62b is applied', details: {} };
    desk.tell({ type: 'failed', for: desk.state.lastSerial, error });
    expect(modeOf(desk.state)).toBe('error');
    desk.press('escape');
    expect(modeOf(desk.state)).toBe('merge');
  });
});

test('files that cannot be compared say so in place, and nothing can be written', () => {
  const desk = new Desk(twoHeads);
  desk.press('m');
  const error = { code: 'load-failed', message: 'migrations/x.ts:3 does not parse', details: {} };
  desk.tell({ type: 'failed', for: desk.state.lastSerial, error });
  expect(modeOf(desk.state)).toBe('merge');
  desk.press('return');
  expect(desk.state.toast?.text).toBe('the branches cannot be compared');
});
