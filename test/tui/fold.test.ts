import { expect, test } from 'vitest';

import type { RunEvent } from '../../src/runner/events.ts';
import { splitWords } from '../../src/tui/palette/grammar.ts';
import { countDone, failRunning, foldEvent, startFold } from '../../src/tui/run/fold.ts';
import { samplePlan } from './sample.ts';

const { plan } = samplePlan();
const [first, second] = plan.steps.map(({ revision }) => revision);

function fold(...events: readonly RunEvent[]): ReturnType<typeof startFold> {
  return events.reduce((folded, event, at) => foldEvent(folded, event, at * 100), startFold(plan));
}

const begin = (revision: string): RunEvent => ({
  event: 'revision-start',
  revision,
  direction: 'up',
  index: 1,
  count: 3,
});

test('every revision of the plan waits until it begins', () => {
  expect(fold({ event: 'plan', plan }).steps.map(({ state }) => state)).toEqual([
    'waiting',
    'waiting',
    'waiting',
  ]);
});

test('a revision begins, runs its statements and ends', () => {
  const running = fold(
    { event: 'waiting', for: 'run-lock', holder: 'ada', seconds: 3 },
    begin(first!),
    { event: 'statement-start', revision: first!, index: 1, count: 1, sql: 'select 1' },
  );
  expect(running.waiting).toBeNull();
  expect(running.steps[0]).toMatchObject({ state: 'running', sql: 'select 1', done: 0 });
  const ended = [
    { event: 'statement-end', revision: first!, index: 1, milliseconds: 5 } as const,
    { event: 'revision-end', revision: first!, direction: 'up', milliseconds: 7 } as const,
  ].reduce((folded, event) => foldEvent(folded, event, 900), running);
  expect(ended.steps[0]).toMatchObject({ state: 'done', sql: null, done: 1, milliseconds: 7 });
  expect(countDone(ended)).toEqual({ revisions: 1, statements: 1, allStatements: 3 });
});

test('waiting says for whom, until something runs', () => {
  const waiting = fold({ event: 'waiting', for: 'run-lock', holder: 'ada', seconds: 3 });
  expect(waiting.waiting).toMatchObject({ holder: 'ada', seconds: 3 });
});

test('an error fails what runs, leaves the rest, and is logged once', () => {
  const failed = fold(begin(second!), {
    event: 'error',
    error: { code: 'statement-failed', message: 'no\nmore', details: {} },
    current: ['x'],
  });
  expect(failed.steps.map(({ state }) => state)).toEqual(['waiting', 'failed', 'waiting']);
  expect(failed.current).toEqual(['x']);
  expect(failRunning(failed, 900, 'no\nmore').log).toEqual(failed.log);
});

test.each([
  [`migrate -m 'full names'`, ['migrate', '-m', 'full names']],
  [`-m "it's" --x=a' b'c`, ['-m', `it's`, '--x=a bc']],
  [String.raw`a\ b  c`, ['a b', 'c']],
  [`-m ""`, ['-m', '']],
  ['', []],
  [`-m 'open`, null],
  ['-m "open', null],
])('%s in words, as a shell splits it', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});
