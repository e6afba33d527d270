import { expect, test } from 'vitest';

import { checkOperation } from '../../src/hazard/check.ts';
import { startOfPlan } from '../../src/hazard/situation.ts';
import type { Operation } from '../../src/operation/operation.ts';

const code = 'async ({ sql }) => {}';
const run: Operation = { kind: 'run', code };
const judged = (transactional?: false) => ({
  operation: run,
  before: { tables: [] },
  statements: [{ sql: '', code, comment: '', ...(transactional === false && { transactional }) }],
});

test.each(['sqlite', 'postgresql'] as const)('code is a note, never silence, on %s', dialect => {
  const { hazards } = checkOperation({ dialect, ...judged() }, startOfPlan(new Map()));
  expect(hazards).toMatchObject([
    [{ rule: 'unreadable-code', level: 'note', message: 'code: what it does is not known' }],
  ]);
  const outside = checkOperation({ dialect, ...judged(false) }, startOfPlan(new Map()));
  expect(outside.hazards[0]?.[0]?.message).toContain('must bear being run again');
});
