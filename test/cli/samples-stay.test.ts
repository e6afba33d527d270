import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { config, makeProject, packageJson, revisionFile } from './project.ts';

test('no sample of a row, masked or not, is in a document, an output that is kept, the journal or a file', async () => {
  const project = makeProject({
    'package.json': packageJson,
    '.mikro-orm.config.ts': config('code: p.integer()'),
    'migrations/1_a.ts': revisionFile('aaaa1111', 'none', {
      up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('code'); });
  op.sql("insert into customer (code) values ('Q7-Lovelace')");`,
      down: `op.dropTable('customer');`,
    }),
  });
  onTestFinished(project.remove);
  await project.migsh('upgrade');
  // Where the row is, so that what follows could fail.
  const database = readFileSync(join(project.root, 'shop.sqlite'), 'latin1');
  expect(database).toContain('Q7-Lovelace');
  const said = [
    await project.migsh('migrate', '-m', 'code', '--json'),
    await project.migsh('migrate', '-m', 'code', '--verbose'),
    await project.migsh('migrate', '-m', 'code', '--answer', 'convert:column:customer.code=sql:1'),
    await project.migsh('log', '--json'),
  ];
  expect(said.map(({ code }) => code)).toEqual([2, 2, 0, 0]);
  expect(said[1]?.stderr).toContain('1 value that would not survive, among 1 row in');
  const written = readdirSync(join(project.root, 'migrations')).filter(
    name => !name.startsWith('1_'),
  );
  expect(written).toHaveLength(1);
  const texts = [
    ...said.flatMap(({ stdout, stderr }) => [stdout, stderr]),
    ...written.map(name => readFileSync(join(project.root, 'migrations', name), 'utf8')),
  ];
  for (const text of texts) expect(text).not.toMatch(/Lovelace|X9-X|masked/);
});
