import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { AppContext } from '../../src/app/context.ts';
import { openContext, openForWriting } from '../../src/app/context.ts';
import { current } from '../../src/app/current.ts';
import { log } from '../../src/app/log.ts';
import { prepareStampRange, stampScript } from '../../src/app/stamp-script.ts';
import type { PreparedStamp } from '../../src/app/stamp.ts';
import { prepareAccept, prepareStamp, runStamp } from '../../src/app/stamp.ts';
import { status } from '../../src/app/status.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { makeProject, revisionFile } from '../cli/project.ts';
import { clientsOf } from '../plan/script-clients.ts';
import { createDatabase } from '../servers/postgresql.ts';

const make = (table: string): { up: string; down: string } => ({
  up: `op.createTable('${table}', t => { t.integer('id').primary(); });`,
  down: `op.dropTable('${table}');`,
});

/** Base, two branches on it, and a third revision on the left one. */
const files = {
  'migrations/1.ts': revisionFile('base0001', 'none', make('a')),
  'migrations/2.ts': revisionFile('left0001', 'base0001', make('b')),
  'migrations/3.ts': revisionFile('righ0001', 'base0001', make('c')),
  'migrations/4.ts': revisionFile('left0002', 'left0001', make('d')),
};

interface Place {
  readonly context: AppContext;
  /** A URL, or a file. */
  readonly database: string;
}

async function open(dialect: 'sqlite' | 'postgresql', settings: object = {}): Promise<Place> {
  const url = dialect === 'postgresql' ? (await createDatabase()).url : undefined;
  const where = url === undefined ? `dbName: './shop.sqlite'` : `clientUrl: '${url}'`;
  const { root, remove } = makeProject({
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect, ...settings } }),
    '.mikro-orm.config.ts': `import { defineConfig } from '@mikro-orm/${dialect}';
      export default defineConfig({ ${where}, schemaGenerator: { skipTables: [/^migsh_/] } });`,
    ...files,
  });
  onTestFinished(remove);
  const context = openContext({ cwd: root });
  onTestFinished(() => context.close());
  return { context, database: url ?? join(root, 'shop.sqlite') };
}

async function stamp(context: AppContext, prepared: PreparedStamp): Promise<readonly string[]> {
  const { signal } = new AbortController();
  return (await runStamp(context, prepared, { signal, onEvent: () => {} })).current;
}

async function run(context: AppContext, sql: string): Promise<void> {
  const database = await openForWriting(context);
  await database.query(sql);
  await database.close();
  await context.disconnect();
}

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('what counts as applied is what was said: up, down, beside, everything, nothing', async () => {
    const { context } = await open(dialect);
    const to = async (...targets: string[]): Promise<unknown> => {
      const prepared = await prepareStamp(context, { targets });
      const { add, remove } = prepared;
      const said = await stamp(context, prepared);
      expect((await current(context)).current).toEqual(said);
      return { add, remove, current: said };
    };
    expect(await to('left0001')).toEqual({
      add: ['base0001', 'left0001'],
      remove: [],
      current: ['left0001'],
    });
    expect(await to('righ0001')).toMatchObject({ current: ['left0001', 'righ0001'] });
    expect(await to('left0002')).toMatchObject({ add: ['left0002'], remove: [] });
    expect(await to('base0001')).toMatchObject({ current: ['base0001'] });
    expect(await to('heads')).toMatchObject({ current: ['righ0001', 'left0002'] });
    expect(await to('base')).toMatchObject({ current: [] });
    const lines = (await log(context)).log.toReversed().map(({ what }) => what);
    expect(lines.filter(what => what === 'stamped')).toHaveLength(7);
    expect(lines.filter(what => what === 'unstamped')).toHaveLength(7);
  });

  test('the script writes what a stamp writes, once, and at its start alone', async () => {
    const scripted = await open(dialect);
    const stamped = await open(dialect);
    const targets = ['left0001'];
    await stamp(stamped.context, await prepareStamp(stamped.context, { targets }));
    const prepared = await prepareStamp(scripted.context, { targets });
    const script = await stampScript(scripted.context, prepared, 'migsh stamp left0001 --sql');
    const offline = await stampScript(
      scripted.context,
      await prepareStampRange(scripted.context, 'left0001:heads'),
      'migsh stamp left0001:heads --sql',
    );
    for (const client of clientsOf[dialect]) {
      expect(await client.run(script, scripted.database)).toMatchObject({ ok: true });
      expect(await rows(scripted.context)).toEqual(await rows(stamped.context));
      expect(await client.run(script, scripted.database)).toMatchObject({
        ok: false,
        output: expect.stringContaining('the database is not at base'),
      });
      expect(await client.run(offline, scripted.database)).toMatchObject({ ok: true });
      expect((await current(scripted.context)).current).toEqual(['righ0001', 'left0002']);
      await run(scripted.context, 'drop table migsh_revisions');
      await run(scripted.context, 'drop table migsh_log');
    }
  });
});

async function rows(context: AppContext): Promise<unknown> {
  await context.disconnect();
  const { applied } = await readJournal(await context.database(), { table: 'migsh_revisions' });
  const what = (await log(context)).log.map(
    line => `${line.what} ${line.revision} ${line.durationMs}`,
  );
  return {
    what,
    rows: [...applied.values()].map(({ appliedAt: _at, appliedBy: _by, ...row }) => row),
  };
}

describe('after work by hand', () => {
  test('a half-done revision is done, where the stamp covers it', async () => {
    const { context } = await open('sqlite');
    await stamp(context, await prepareStamp(context, { targets: ['left0001', 'righ0001'] }));
    await run(context, `update migsh_revisions set progress = 'up 1' where id = 'left0001'`);
    const beside = await prepareStamp(context, { targets: ['righ0001'] });
    expect(beside).toMatchObject({ add: [], again: [] });
    const prepared = await prepareStamp(context, { targets: ['left0001'] });
    expect(prepared).toMatchObject({ add: ['left0001'], again: ['left0001'], remove: [] });
    await stamp(context, prepared);
    expect((await status(context)).partial).toEqual([]);
  });

  test('one that is stamped away is gone', async () => {
    const { context } = await open('sqlite');
    await stamp(context, await prepareStamp(context, { targets: ['left0001'] }));
    await run(context, `update migsh_revisions set progress = 'down 1' where id = 'left0001'`);
    const prepared = await prepareStamp(context, { targets: ['base0001'] });
    expect(prepared).toMatchObject({ add: [], remove: ['left0001'] });
    expect(await stamp(context, prepared)).toEqual(['base0001']);
  });
});

describe('accept', () => {
  test('the file as it is now counts as what was applied', async () => {
    const { context } = await open('sqlite');
    await stamp(context, await prepareStamp(context, { targets: ['left0002'] }));
    const edited = revisionFile('left0001', 'base0001', make('z'));
    writeFileSync(join(context.project.root, 'migrations/2.ts'), edited);
    context.reload();
    expect((await status(context)).edited).toEqual(['left0001']);
    const prepared = await prepareAccept(context, ['left0002-1', 'left0002']);
    expect(prepared).toMatchObject({ add: ['left0001'], again: ['left0001'], remove: [] });
    expect(prepared.to).toEqual(prepared.from);
    await stamp(context, prepared);
    expect(await status(context)).toMatchObject({ edited: [], current: ['left0002'] });
  });

  test('what is not applied, and what is half done, is refused', async () => {
    const { context } = await open('sqlite');
    await stamp(context, await prepareStamp(context, { targets: ['left0001'] }));
    await expect(prepareAccept(context, ['righ0001'])).rejects.toMatchObject({
      code: 'bad-target',
      message: 'righ0001 is not applied: there is nothing to accept',
    });
    await run(context, `update migsh_revisions set progress = 'up 1' where id = 'left0001'`);
    await expect(prepareAccept(context, ['left0001'])).rejects.toMatchObject({ code: 'partial' });
    await expect(prepareAccept(context, ['base'])).rejects.toMatchObject({
      code: 'unknown-revision',
    });
  });
});

test('a revision without a file stays, and is said; only base and purge take it away', async () => {
  const { context } = await open('sqlite');
  await stamp(context, await prepareStamp(context, { targets: ['heads'] }));
  rmSync(join(context.project.root, 'migrations/3.ts'));
  context.reload();
  const prepared = await prepareStamp(context, { targets: ['left0001'] });
  expect(prepared).toMatchObject({ remove: ['left0002'], to: ['left0001', 'righ0001'] });
  expect(await stamp(context, prepared)).toEqual((await current(context)).current);
  const purged = await prepareStamp(context, { targets: ['left0001'], purge: true });
  expect(purged).toMatchObject({ add: [], remove: ['righ0001'], to: ['left0001'] });
  expect((await prepareStamp(context, { targets: ['base'] })).remove).toHaveLength(3);
});

test('a protected database is known, and tables that are not there yet', async () => {
  const { context } = await open('sqlite', { protected: ['shop.*'] });
  const prepared = await prepareStamp(context, { targets: ['base'] });
  expect(prepared).toMatchObject({ isProtected: true, makesTables: true, add: [], remove: [] });
  await stamp(context, prepared);
  expect(await prepareStamp(context, { targets: ['base'] })).toMatchObject({ makesTables: false });
});
