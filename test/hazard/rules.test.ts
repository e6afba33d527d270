import { globSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { rules } from '../../src/hazard/rules.ts';

const ids = rules.map(rule => rule.id);

test('every rule stands once', () => {
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(ids)('%s', id => {
  test('has a file, a test and a page under its id', () => {
    expect(globSync(`{src,test,docs}/{hazard,hazards}/${id}{.ts,.test.ts,.md}`).toSorted()).toEqual(
      [`docs/hazards/${id}.md`, `src/hazard/${id}.ts`, `test/hazard/${id}.test.ts`],
    );
  });

  test('its page says what, why and what else to do', () => {
    const page = readFileSync(`docs/hazards/${id}.md`, 'utf8');
    expect(page).toMatch(new RegExp(`^# ${id}\n`));
    expect(page.match(/^## .*$/gm)).toEqual([
      '## What it finds',
      '## Why',
      '## What to do instead',
    ]);
  });
});
