import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openContext } from '../../src/app/context.ts';
import { openScratch } from '../../src/app/scratch.ts';
import { openSchemaCopy } from '../../src/orm/schema-copy.ts';
import { barFiles } from '../../src/orm/sqlite-bar.ts';
import { databaseAt } from '../app/script-database.ts';
import type { TestProject } from './project.ts';
import { config, makeProject, packageJson, revisionFile } from './project.ts';

let project: TestProject;
let other: string;
beforeEach(async () => {
  project = makeProject({
    'package.json': packageJson,
    '.mikro-orm.config.ts': config('name: p.string(), note: p.string().nullable()'),
    'migrations/1_a.ts': revisionFile('aaaa1111', 'none', {
      up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('name'); });`,
      down: `op.dropTable('customer');`,
    }),
  });
  other = join(project.root, 'other.sqlite');
  await databaseAt('sqlite', other).query('create table keepme (n integer)');
  await databaseAt('sqlite', other).query('insert into keepme values (1)');
});
afterEach(() => project.remove());

const kept = async (): Promise<unknown> =>
  databaseAt('sqlite', other).query('select n from keepme');

const apart = '{ transactional: false }';

test('a file that a revision attaches is only reached when the revision is run', async () => {
  write(`op.sql(\`attach database '${other}' as other\`, ${apart});
    op.sql('drop table other.keepme', ${apart});
    op.sql('detach database other', ${apart});
    op.sql(\`vacuum into '${other}.copy'\`, ${apart});`);
  const { stdout, stderr } = await project.migsh('check');
  expect(stdout + stderr).toMatch(
    /not tried, because it reaches other files:\s+migrations\/2_b\.ts:/,
  );
  for (const command of [['upgrade', '--plan'], ['migrate', '-m', 'x', '--plan'], ['check']]) {
    await project.migsh(...command);
    expect([command, await kept(), existsSync(`${other}.copy`)]).toEqual([
      command,
      [{ n: 1 }],
      false,
    ]);
  }
  expect(await project.migsh('upgrade', '--yes', '--allow-data-loss')).toMatchObject({
    code: 0,
  });
  expect(existsSync(`${other}.copy`)).toBe(true);
  await expect(kept()).rejects.toThrow('no such table');
});

test.each([
  `await sql(\`attach 'OTHER' as other\`); await sql('drop table other.keepme');`,
  `await sql(\`/* a */ -- b\n;ATTACH 'OTHER' as other\`); await sql('drop table other.keepme');`,
  `await sql(\`vacuum into 'OTHER.copy'\`);`,
])('code reaches none either: %s', async code => {
  write(`op.run(async ({ sql }) => { ${code.replaceAll('OTHER', other)} }, ${apart});`);
  const { stdout, stderr } = await project.migsh('check');
  expect(stdout + stderr).toMatch(
    /in\s+a\s+scratch\s+database,\s+the\s+code\s+reaches\s+other\s+files/,
  );
  expect([await kept(), existsSync(`${other}.copy`)]).toEqual([[{ n: 1 }], false]);
});

const spellings = (): readonly string[] => [
  `attach '${other}.new' as a`,
  `\uFEFF attach/**/database '${other}.new' as "a b"`,
  `vacuum into '${other}.new'`,
  `vacuum main into '${other}.new'`,
  'detach database migsh_taken_0',
  `select load_extension('${other}.new')`,
];

test('in a scratch database no spelling opens a file, nor what makes room for one', async () => {
  const context = openContext({ cwd: project.root });
  const scratch = await openScratch(context, 'sqlite');
  if ('undecided' in scratch) throw new Error(scratch.undecided);
  for (const sql of spellings()) {
    expect([sql, scratch.reaches(sql)]).toEqual([sql, true]);
    await expect(scratch.query(sql)).rejects.toMatchObject({ code: 'unsupported' });
  }
  expect([scratch.reaches('drop table "A B".t'), scratch.reaches('drop table a.t')]).toEqual([
    true,
    true,
  ]);
  expect(scratch.reaches(`create table t (attach text default 'vacuum; detach')`)).toBe(false);
  await scratch.close();
  await context.close();
  expect(existsSync(`${other}.new`)).toBe(false);
});

test('nor on the copy that statements are tried on; what stands on one is left out', async () => {
  const copy = await openSchemaCopy({ root: process.cwd() });
  for (const sql of [...spellings(), 'drop table "a b"."t"', 'create table a.t (id integer)']) {
    copy.execute(sql);
  }
  expect(copy.catalog().entries).toEqual([]);
  expect(() => copy.execute('create table elsewhere.t (id integer)')).toThrow('unknown database');
  copy.close();
  expect(existsSync(`${other}.new`)).toBe(false);
});

test('SQLite itself refuses what no word has told', () => {
  const database = new DatabaseSync(':memory:');
  barFiles(sql => void database.prepare(sql).all());
  for (const sql of [`attach '${other}.new' as a`, `vacuum into '${other}.new'`]) {
    expect(() => database.prepare(sql).all()).toThrow('too many attached databases');
  }
  database.close();
  expect(existsSync(`${other}.new`)).toBe(false);
});

function write(up: string): void {
  project.write('migrations/2_b.ts', revisionFile('bbbb2222', 'aaaa1111', { up, down: '' }));
}
