import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { expect, onTestFinished, test } from 'vitest';

import { databaseAt } from '../app/script-database.ts';
import { binary } from '../binary.ts';
import { makeProject } from '../orm/project.ts';
import { createDatabase } from '../servers/postgresql.ts';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s drops the scratch database; nothing is written', async (signal, code) => {
  const { url, drop } = await createDatabase();
  onTestFinished(drop);
  const { root } = makeProject(filesFor(url));
  const child = spawn(process.execPath, [binary, 'migrate', '-m', 'next', '-C', root], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const scratch = await scratchNamedIn(child.stderr);
  const server = databaseAt('postgresql', new URL('/postgres', url).href);
  const named = `select 1 from pg_database where datname = '${scratch}'`;
  expect(await server.query(named)).toHaveLength(1);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([code, null]);
  expect(await server.query(named)).toEqual([]);
  expect(readdirSync(join(root, 'migrations'))).toEqual(['a.ts']);
});

async function scratchNamedIn(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const [, name] = /^in (migsh_scratch_\w+)$/.exec(line) ?? [];
    if (name !== undefined) return name;
  }
  throw new Error('it ended before it told where it is');
}

function filesFor(url: string): Readonly<Record<string, string>> {
  return {
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect: 'postgresql' } }),
    'mikro-orm.config.js': `import { defineConfig, defineEntity, p } from '@mikro-orm/postgresql';
      const A = defineEntity({ name: 'A', tableName: 'a', properties: { id: p.integer().primary() } });
      export default defineConfig({ clientUrl: ${JSON.stringify(url)}, entities: [A] });`,
    'migrations/a.ts': `/**
 * a statement that does not end by itself; what is remembered of another one is of no use
 *
 * @revision aaaaaaaaaaaa
 * @parents  none
 */
export function up(op) {
  op.run(async ({ sql }) => {
    const [row] = await sql('select current_database() as name');
    console.log('in ' + row.name);
    await sql('select pg_sleep(60)');
  });
}

export const irreversible = 'a test';
`,
  };
}
