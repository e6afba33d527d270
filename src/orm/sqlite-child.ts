import { Worker } from 'node:worker_threads';

import type { Options } from '@mikro-orm/core';
import type * as Sqlite from '@mikro-orm/sqlite';

import { loadConfig } from './config.ts';
import { foreign } from './foreign.ts';
import { importFromProject } from './project-packages.ts';
import { openSqlite } from './sqlite-database.ts';
import type { SqliteSession } from './sqlite-database.ts';
import { sendError } from './sqlite-messages.ts';
import type {
  SqliteCall,
  SqliteFacts,
  SqliteReply,
  SqliteRequest,
  SqliteTarget,
} from './sqlite-messages.ts';

// The process that holds a SQLite file: the driver is synchronous, so whoever waits must be elsewhere.
let session: SqliteSession | undefined;
let last: Promise<void> = Promise.resolve();

// A statement keeps this thread from hearing that the parent is gone; another one looks, so that the lock goes with it.
new Worker(
  `const parent = ${process.ppid};
   setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 250);`,
  { eval: true },
).unref();

// Ctrl-C goes to every process of the terminal; the parent decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', message => {
  const request = foreign<SqliteRequest>(message);
  last = last.then(async () => reply(await answer(request)));
});

async function answer(request: SqliteRequest): Promise<SqliteReply> {
  try {
    return { id: request.id, value: await handle(request.call) };
  } catch (error) {
    return { id: request.id, error: sendError(error) };
  }
}

function reply(message: SqliteReply): void {
  process.send?.(message);
}

async function handle(call: SqliteCall): Promise<unknown> {
  if (call.do === 'open') return open(call.target, call.mode);
  if (session === undefined) throw new Error('The SQLite process was asked before it was opened.');
  if (call.do === 'answer') return session.answer(call.sql, call.parameters);
  if (call.do === 'begin') return session.begin(call.options);
  return session[call.do]();
}

async function open(target: SqliteTarget, mode: 'read' | 'write'): Promise<SqliteFacts> {
  session = await openSqlite(target.root, await optionsOf(target), mode);
  return { label: session.label, name: session.name, version: session.version };
}

async function optionsOf(target: SqliteTarget): Promise<Options> {
  if (target.kind === 'config') return (await loadConfig(target, target.request)).options;
  const { SqliteDriver } = await importFromProject<typeof Sqlite>(target.root, '@mikro-orm/sqlite');
  return foreign<Options>({
    ...target.options,
    driver: SqliteDriver,
    ensureDatabase: false,
    debug: false,
    logger: () => {},
    discovery: { warnWhenNoEntities: false },
  });
}
