import { expect, test } from 'vitest';

import { runPrinter } from '../../src/cli/print-run.ts';
import type { RunEvent } from '../../src/runner/events.ts';
import { plainStyle } from './plain-style.ts';

const sql = `create table "audit_event" (\n  "id" integer primary key, "message" text not null, "at" datetime not null)`;
const events: readonly RunEvent[] = [
  { event: 'waiting', for: 'run-lock', holder: 'mara@laptop, pid 4711', seconds: 0 },
  { event: 'waiting', for: 'run-lock', holder: 'mara@laptop, pid 4711', seconds: 1 },
  { event: 'waiting', for: 'run-lock', holder: 'mara@laptop, pid 4711', seconds: 11 },
  { event: 'revision-start', revision: '3f2a9c1e7b04', direction: 'up', index: 1, count: 2 },
  { event: 'statement-start', revision: '3f2a9c1e7b04', index: 1, count: 1, sql },
  { event: 'statement-end', revision: '3f2a9c1e7b04', index: 1, milliseconds: 3 },
  { event: 'revision-end', revision: '3f2a9c1e7b04', direction: 'up', milliseconds: 12.3 },
  { event: 'revision-start', revision: '77aa02de91c3', direction: 'up', index: 2, count: 2 },
  { event: 'revision-end', revision: '77aa02de91c3', direction: 'up', milliseconds: 65_000 },
  { event: 'done', current: ['77aa02de91c3'], milliseconds: 65_013 },
];
const clock = (): Date => new Date('2026-11-20T14:31:02Z');
const titles = { '3f2a9c1e7b04': 'audit: create table', '77aa02de91c3': 'audit: index event time' };

test('where somebody watches: a line per revision', () => {
  const print = runPrinter({ titles, style: plainStyle, statements: false });
  expect(events.map(print).join('')).toMatchInlineSnapshot(`
    "waiting for another run of migsh (mara@laptop, pid 4711), 0 s
    waiting for another run of migsh (mara@laptop, pid 4711), 11 s
    1/2  up    3f2a9c1e7b04  audit: create table  12 ms
    2/2  up    77aa02de91c3  audit: index event time  1 min 5 s
    "
  `);
});

test('in a log: every statement as it starts, with the time of day', () => {
  const print = runPrinter({ titles, style: plainStyle, statements: true, clock });
  expect(events.map(print).join('')).toMatchInlineSnapshot(`
    "14:31:02  waiting for another run of migsh (mara@laptop, pid 4711), 0 s
    14:31:02  waiting for another run of migsh (mara@laptop, pid 4711), 11 s
    14:31:02  3f2a9c1e7b04  1/1  create table "audit_event" ( "id" integer primary …
    14:31:02  1/2  up    3f2a9c1e7b04  audit: create table  12 ms
    14:31:02  2/2  up    77aa02de91c3  audit: index event time  1 min 5 s
    "
  `);
});
