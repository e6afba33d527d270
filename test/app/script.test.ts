import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { seed } from '../../fixtures/shop/seed.ts';
import type { TestProject } from '../cli/project.ts';
import { makeProject } from '../cli/project.ts';
import { clientsOf } from '../plan/script-clients.ts';
import { createDatabase } from '../servers/postgresql.ts';
import type { Shop } from '../stories/shop.ts';
import { makeShop } from '../stories/shop.ts';
import type { ScriptDatabase } from './script-database.ts';
import { copyOf, databaseAt, emptyDatabase, heldIn, tablesIn } from './script-database.ts';

/** Where the example's rows come in. */
const start = 'c6e38b1f4a92';

/** The example's revisions, in a project whose config nobody can load. */
let files: TestProject;
beforeAll(() => {
  files = makeProject({
    'package.json': JSON.stringify({
      type: 'module',
      'mikro-orm': { configPaths: ['./.mikro-orm.config.ts'] },
      migsh: { dialect: 'sqlite' },
    }),
    '.mikro-orm.config.ts': `throw new Error('somebody loads the config');`,
    ...Object.fromEntries(
      readdirSync('migrations').map(name => {
        const text = readFileSync(join('migrations', name), 'utf8');
        // One of them with other line ends: its text has to arrive as it is.
        const isOdd = name.includes(start);
        return [`migrations/${name}`, isOdd ? text.replaceAll('\n', '\r\n') : text];
      }),
    ),
  });
});
afterAll(() => files.remove());

function oddSource(): string {
  const name = readdirSync(join(files.root, 'migrations')).find(each => each.includes(start));
  return readFileSync(join(files.root, 'migrations', name!), 'utf8');
}

async function scriptOf(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await files.migsh(...args, '--sql');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

describe.each(['sqlite', 'postgresql'] as const)('the example on %s', dialect => {
  let shop: Shop;
  let database: ScriptDatabase;
  beforeAll(async () => {
    const server = dialect === 'sqlite' ? undefined : await createDatabase();
    shop = await makeShop(server?.url);
    database = databaseAt(dialect, server?.url ?? join(shop.root, '.example/shop.sqlite'));
  });
  afterAll(() => shop.remove());

  test('scripts do what runs do: schema, journal and log are the same', async () => {
    const client = clientsOf[dialect].at(-1)!;
    const copy = await copyOf(database);
    const up = await shop.migsh('upgrade', 'heads', '--sql');
    expect(up).toMatchObject({ code: 0, stderr: '' });
    expect(await shop.migsh('upgrade', 'heads')).toMatchObject({ code: 0 });
    const online = await heldIn(database);
    expect(await client.run(up.stdout, copy.place)).toMatchObject({ ok: true });
    expect(await heldIn(copy)).toEqual(online);

    const down = await shop.migsh('downgrade', start, '--sql');
    expect(await client.run(down.stdout, database.place)).toMatchObject({ ok: true });
    const current = await shop.migsh('current', '--json');
    expect(JSON.parse(current.stdout)).toEqual({ current: [start] });
    expect(await shop.migsh('upgrade', 'heads')).toMatchObject({ code: 0 });
    expect((await heldIn(database)).schema).toEqual(online.schema);
  });

  test('scripts from the files alone too, whatever the client', async () => {
    await shop.migsh('upgrade', 'heads');
    const online = await heldIn(database);
    const toStart = await scriptOf('upgrade', `base:${start}`, '--dialect', dialect);
    const toHeads = await scriptOf('upgrade', `${start}:`, '--dialect', dialect);
    const toBase = await scriptOf('downgrade', 'heads:base', '--dialect', dialect);
    const odd = { id: start, source: oddSource() };
    for (const client of clientsOf[dialect]) {
      const other = await emptyDatabase(dialect);
      expect(await client.run(toStart, other.place)).toMatchObject({ ok: true });
      for (const sql of seed()) await other.query(sql);
      expect(await client.run(toHeads, other.place)).toMatchObject({ ok: true });
      const held = await heldIn(other);
      expect(held.schema).toEqual(online.schema);
      expect(held.applied).toEqual(
        online.applied.map(row => (row['id'] === start ? Object.assign({}, row, odd) : row)),
      );
      const [customers] = await other.query('select count(*) as n from customer');
      expect(Number(customers!['n'])).toBe(64);

      expect(await client.run(toBase, other.place)).toMatchObject({ ok: true });
      expect(await tablesIn(other)).toEqual(['migsh_log', 'migsh_revisions']);
      expect(await other.query('select id from migsh_revisions')).toEqual([]);
    }
  });
});
