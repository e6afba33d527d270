import { describe, expect, test } from 'vitest';

import { mayRun } from '../../src/cli/confirm.ts';
import type { Asker } from '../../src/cli/prompts.ts';
import { dropsTable, prepared, statement, step } from './samples.ts';

const harmless = prepared([step('a', [statement('select 1')])]);
const lossy = prepared([step('a', [statement('drop table "audit_event"', [dropsTable])])], {
  losses: [{ revision: 'a', hazard: dropsTable }],
  direction: 'down',
  target: '-1',
});
const silent = { yes: false, allowDataLoss: false };

test('without a terminal it runs', async () => {
  expect(await mayRun(harmless, silent, undefined)).toBe(true);
});

test('without a terminal lost rows are refused, and the flag is named', async () => {
  await expect(mayRun(lossy, { ...silent, yes: true }, undefined)).rejects.toMatchObject({
    code: 'data-loss',
    exitCode: 2,
    message:
      'rows would be lost, and nobody has accepted that\n  a  drops the table audit_event: 240 rows',
    hint: 'migsh downgrade -1 --allow-data-loss accepts it; nothing was changed',
  });
  expect(await mayRun(lossy, { ...silent, allowDataLoss: true }, undefined)).toBe(true);
});

test.each([
  ['y', true],
  ['n', false],
])('in a terminal it is asked for: %s', async (answer, runs) => {
  const { open, asked } = person(answer);
  expect(await mayRun(harmless, silent, open)).toBe(runs);
  expect(asked).toEqual(['Apply 1 revision to shop@localhost:5432?']);
});

test('--yes is that answer', async () => {
  const { open, asked } = person('n');
  expect(await mayRun(harmless, { ...silent, yes: true }, open)).toBe(true);
  expect(asked).toEqual([]);
});

test.each([
  ['shop', true],
  ['', false],
])('lost rows want the name of the database, whatever --yes says: %j', async (typed, runs) => {
  const { open, asked } = person(typed);
  expect(await mayRun(lossy, { ...silent, yes: true }, open)).toBe(runs);
  expect(asked).toEqual(['1 statement loses rows. Type shop to go on, nothing to stop:']);
});

test('another name is not taken', async () => {
  await expect(mayRun(lossy, silent, person('shopp').open)).rejects.toThrow('that is not shop');
});

test('--allow-data-loss leaves the plain question', async () => {
  const { open, asked } = person('y');
  expect(await mayRun(lossy, { ...silent, allowDataLoss: true }, open)).toBe(true);
  expect(asked).toEqual(['Take 1 revision back from shop@localhost:5432?']);
});

describe('a protected database', () => {
  const guarded = { ...harmless, isProtected: true };

  test('wants its name typed, whatever --yes says', async () => {
    const { open, asked } = person('shop');
    expect(await mayRun(guarded, { ...silent, yes: true }, open)).toBe(true);
    expect(asked).toEqual(['This database is protected. Type shop to go on, nothing to stop:']);
  });

  test('or named by --confirm', async () => {
    const named = { ...silent, confirm: 'shop' };
    expect(await mayRun(guarded, named, undefined)).toBe(true);
    expect(await mayRun(guarded, { ...named, yes: true }, person('n').open)).toBe(true);
  });

  test('is refused where nobody can be asked, and the flag is named', async () => {
    await expect(mayRun(guarded, silent, undefined)).rejects.toMatchObject({
      code: 'not-confirmed',
      exitCode: 2,
      hint: 'migsh upgrade head --confirm shop says that it is meant; nothing was changed',
    });
  });

  test('another name is another database, protected or not', async () => {
    for (const plan of [guarded, harmless]) {
      await expect(mayRun(plan, { ...silent, confirm: 'prod' }, undefined)).rejects.toThrow(
        'the database is shop, not prod',
      );
    }
  });
});

/** Somebody who types this at every prompt. */
function person(answer: string): { open: () => Promise<Asker>; asked: string[] } {
  const asked: string[] = [];
  const asker: Asker = {
    choose: async () => answer,
    confirm: async message => {
      asked.push(message);
      return answer === 'y';
    },
    text: async (message, complain) => {
      asked.push(message);
      const complaint = complain(answer);
      if (complaint !== undefined) throw new Error(complaint);
      return answer;
    },
  };
  return { open: async () => asker, asked };
}
