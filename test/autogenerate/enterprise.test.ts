import { resolve } from 'node:path';

import { expect, test } from 'vitest';

import { entities } from '../../fixtures/enterprise/entities.ts';
import { fromNothing } from './workshop.ts';

const path = JSON.stringify(resolve('fixtures/enterprise/entities.ts'));

test('the tables of a large application are generated from nothing, the same file for both databases', async () => {
  expect(entities.length).toBeGreaterThanOrEqual(60);
  const module = `export { entities } from ${path};`;
  const sqlite = await fromNothing('sqlite', module);
  const postgresql = await fromNothing('postgresql', module);
  expect(sqlite).toBe(postgresql);
  expect(sqlite.match(/op\.createTable\(/g)).toHaveLength(69);
});
