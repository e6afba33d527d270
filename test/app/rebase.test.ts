import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import type { AppContext } from '../../src/app/context.ts';
import { openContext } from '../../src/app/context.ts';
import { prepareRebase, rebase } from '../../src/app/rebase.ts';
import { prepareStamp, runStamp } from '../../src/app/stamp.ts';
import { config, makeProject, packageJson, revisionFile } from '../cli/project.ts';

const files = {
  'package.json': packageJson,
  '.mikro-orm.config.ts': config('name: p.string()'),
  'migrations/1_base.ts': revisionFile('base0001', 'none', {
    up: `op.createTable('customer', t => { t.integer('id').primary().autoincrement(); t.string('mail', 120); });`,
  }),
  'migrations/2_left.ts': revisionFile('left0001', 'base0001', {
    up: `op.renameColumn('customer', 'mail', 'email');`,
  }),
  'migrations/3_right.ts': revisionFile('righ0001', 'base0001', {
    up: `op.createIndex('customer', ['mail']);`,
  }),
  'migrations/4_right.ts': revisionFile('righ0002', 'righ0001', {
    up: `op.addColumn('customer', c => c.string('note').nullable());`,
    header: '@labels notes',
  }),
};

function open(more: Readonly<Record<string, string>> = {}): AppContext {
  const { root, remove } = makeProject({ ...files, ...more });
  onTestFinished(remove);
  const context = openContext({ cwd: root });
  onTestFinished(() => context.close());
  return context;
}

async function stampAt(context: AppContext, ...targets: string[]): Promise<void> {
  const { signal } = new AbortController();
  await runStamp(context, await prepareStamp(context, { targets }), { signal, onEvent: () => {} });
}

test('a branch is put on another one: only its first file changes, and only its @parents line', async () => {
  const context = open();
  const prepared = await prepareRebase(context, { names: ['left0001'], onto: 'notes@head' });
  expect(prepared).toEqual({
    moves: [{ id: 'left0001', path: 'migrations/2_left.ts', from: ['base0001'], to: ['righ0002'] }],
    database: 'shop.sqlite',
    trouble: null,
  });
  const { revisions } = rebase(context, prepared);
  expect(revisions).toMatchObject([{ id: 'left0001', parents: ['righ0002'], head: true }]);
  const text = readFileSync(join(context.project.root, 'migrations/2_left.ts'), 'utf8');
  expect(text).toBe(
    files['migrations/2_left.ts'].replace('@parents base0001', '@parents righ0002'),
  );
  expect(context.history().graph.heads).toEqual(['left0001']);
});

test('a revision that could not run where it is put: said before anything is written', async () => {
  const { trouble } = await prepareRebase(open(), { names: ['righ0001'], onto: 'left0001' });
  expect(trouble).toBe('migrations/3_right.ts:11: table customer has no column mail');
});

test('the whole branch by name: what stands on each other stays so', async () => {
  const context = open();
  const names = ['righ0002', 'righ0001', 'left0001'];
  const { moves } = await prepareRebase(context, { names, onto: 'base' });
  expect(moves.map(({ id, to }) => `${id} on ${to.join() || 'nothing'}`)).toEqual([
    'righ0001 on nothing',
    'left0001 on nothing',
  ]);
});

test('where it stands already: no move', async () => {
  const { moves } = await prepareRebase(open(), { names: ['left0001'], onto: 'base0001' });
  expect(moves).toEqual([]);
});

test.each([
  ['righ0001', 'notes@head', 'righ0001 cannot stand on righ0002, which stands on it'],
  ['righ0001', 'righ0001', 'righ0001 cannot stand on itself'],
  ['left0001', 'heads', 'heads stands for 2 revisions, one is wanted'],
  ['base', 'left0001', 'base stands before the first revision and is none itself'],
  ['nothing0', 'left0001', 'no revision is named nothing0'],
])('%s onto %s is refused', async (name, onto, message) => {
  await expect(prepareRebase(open(), { names: [name], onto })).rejects.toThrow(message);
});

test('what is applied here is not rebased, nor what something applied stands on', async () => {
  const context = open();
  await stampAt(context, 'left0001');
  await expect(
    prepareRebase(context, { names: ['left0001'], onto: 'righ0002' }),
  ).rejects.toMatchObject({
    code: 'bad-target',
    message: 'left0001 is applied to shop.sqlite',
    hint: expect.stringContaining('migsh merge'),
  });
  const { moves } = await prepareRebase(context, { names: ['righ0001'], onto: 'left0001' });
  expect(moves).toHaveLength(1);
});

test('no database to ask: that is said, the files can be changed', async () => {
  const context = open({ '.mikro-orm.config.ts': `throw new Error('not here');` });
  const { database, moves } = await prepareRebase(context, {
    names: ['left0001'],
    onto: 'righ0002',
  });
  expect({ database, moves: moves.length }).toEqual({ database: null, moves: 1 });
});
