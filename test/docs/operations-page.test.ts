import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { operationsPage } from '../../scripts/operations-page.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';

const page = readFileSync('docs/operations.md', 'utf8');

test('the page of operations says what an editor shows', () => {
  expect(words(page), 'node scripts/operations-page.ts').toBe(words(operationsPage()));
});

/** The formatter breaks lines and adds commas. */
function words(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

test('every call of op is on the page', () => {
  const calls: string[] = [];
  recordOperations((op: Op) => void calls.push(...Object.keys(op)), { dialect: 'sqlite' });
  const missing = calls.filter(name => name !== 'dialect' && !page.includes(`### op.${name}\n`));
  expect(missing).toEqual([]);
});
