import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Row } from '../dialect/dialect.ts';
import type { MigshError } from '../error.ts';
import type { BeginOptions, Database, QueryAnswer } from '../runner/ports.ts';
import { connectionLost, interrupted } from './failure.ts';
import { foreign } from './foreign.ts';
import { receiveError } from './sqlite-messages.ts';
import type { SqliteCall, SqliteFacts, SqliteReply, SqliteTarget } from './sqlite-messages.ts';

type Mode = 'read' | 'write';

/** A SQLite file in a process of its own. Stopping a statement is the end of that process; the next call starts another. */
export async function openSqliteProxy(target: SqliteTarget, mode: Mode): Promise<Database> {
  const worker = takeIdle(target.root) ?? startWorker(target.root);
  try {
    const facts = foreign<SqliteFacts>(await worker.ask({ do: 'open', target, mode }));
    return new SqliteProxy(worker, facts, { target, mode });
  } catch (error) {
    await worker.kill();
    throw error;
  }
}

/**
 * A process whose file was closed: starting one takes a third of a second, and the next file is often the same. It does not
 * keep this process running and ends with it.
 */
let idle: { readonly root: string; readonly worker: Worker } | undefined;

function takeIdle(root: string): Worker | undefined {
  if (idle?.root !== root || !idle.worker.alive()) return undefined;
  const { worker } = idle;
  idle = undefined;
  return worker;
}

/** Keeps one; the one that it takes the place of is given back. */
function keepIdle(root: string, worker: Worker): Worker | undefined {
  const before = idle?.worker;
  idle = { root, worker };
  return before;
}

class SqliteProxy implements Database {
  readonly dialect = 'sqlite';
  readonly label: string;
  readonly name: string;
  readonly version: string;
  readonly #origin: { readonly target: SqliteTarget; readonly mode: Mode };
  #worker: Worker;
  #open = false;
  /** The process ended inside a transaction; whoever used it has to acknowledge that by `rollback`. */
  #broken: MigshError | undefined;
  #cancelling: Promise<void> | undefined;

  constructor(worker: Worker, facts: SqliteFacts, origin: { target: SqliteTarget; mode: Mode }) {
    this.#worker = worker;
    this.#origin = origin;
    this.label = facts.label;
    this.name = facts.name;
    this.version = facts.version;
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.answer(sql, parameters)).rows;
  }

  async answer(sql: string, parameters: readonly unknown[] = []): Promise<QueryAnswer> {
    return foreign<QueryAnswer>(await this.#ask({ do: 'answer', sql, parameters }));
  }

  async begin(options: BeginOptions = {}): Promise<void> {
    this.#broken = undefined;
    await this.#ask({ do: 'begin', options });
    this.#open = true;
  }

  async commit(): Promise<void> {
    await this.#ask({ do: 'commit' });
    this.#open = false;
  }

  async rollback(): Promise<void> {
    await this.#cancelling;
    this.#broken = undefined;
    if (!this.#open) return;
    this.#open = false;
    if (this.#worker.alive()) await this.#ask({ do: 'rollback' });
  }

  async cancel(): Promise<void> {
    if (!this.#worker.busy()) return;
    this.#cancelling ??= this.#stop();
    await this.#cancelling;
  }

  async close(): Promise<void> {
    await this.#cancelling;
    const worker = this.#worker;
    const isClosed = await worker.ask({ do: 'close' }).then(
      () => true,
      () => false,
    );
    const { root } = this.#origin.target;
    const rest = isClosed && worker.alive() ? keepIdle(root, worker) : worker;
    await rest?.kill();
  }

  async #stop(): Promise<void> {
    if (this.#open) this.#broken = interrupted(this.label);
    this.#open = false;
    await this.#worker.kill(interrupted(this.label));
    this.#cancelling = undefined;
  }

  async #ask(call: SqliteCall): Promise<unknown> {
    if (this.#cancelling !== undefined) await this.#cancelling;
    if (this.#broken !== undefined) throw this.#broken;
    if (!this.#worker.alive()) await this.#reopen();
    return this.#worker.ask(call);
  }

  async #reopen(): Promise<void> {
    if (this.#open) {
      this.#broken = connectionLost(new Error('the process that held the SQLite file ended'));
      throw this.#broken;
    }
    this.#worker = startWorker(this.#origin.target.root);
    await this.#worker.ask({ do: 'open', ...this.#origin });
  }
}

interface Worker {
  ask(call: SqliteCall): Promise<unknown>;
  alive(): boolean;
  busy(): boolean;
  /** Ends the process and waits for its end; what it was asked is answered with the error. */
  kill(error?: MigshError): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function startWorker(root: string): Worker {
  const child = fork(childFile(), {
    cwd: root,
    serialization: 'advanced',
    execArgv: [],
    // What the project's code prints is not what the user asked for.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let end: Error = connectionLost(new Error('the process that held the SQLite file ended'));
  child.on('message', message => settle(child, waiting, foreign<SqliteReply>(message)));
  child.on('error', error => failAll(waiting, connectionLost(error)));
  child.on('exit', () => failAll(waiting, end));
  return {
    ask: async call => {
      const answer = Promise.withResolvers<unknown>();
      const id = ++count;
      waiting.set(id, answer);
      child.ref();
      child.channel?.ref();
      child.send({ id, call }, error => {
        if (error !== null) answer.reject(connectionLost(error));
      });
      return answer.promise;
    },
    alive: () => child.connected && child.exitCode === null && child.signalCode === null,
    busy: () => waiting.size > 0,
    kill: async error => {
      end = error ?? end;
      if (child.exitCode !== null || child.signalCode !== null) return;
      // Nothing else may keep this process running, and the caller waits for the end.
      child.ref();
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** While nothing is asked the child does not keep this process running. */
function settle(child: ChildProcess, waiting: Map<number, Waiting>, reply: SqliteReply): void {
  const answer = waiting.get(reply.id);
  waiting.delete(reply.id);
  if (waiting.size === 0) {
    child.unref();
    child.channel?.unref();
  }
  if ('error' in reply) answer?.reject(receiveError(reply.error));
  else answer?.resolve(reply.value);
}

function failAll(waiting: Map<number, Waiting>, error: Error): void {
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

/** Beside this file: `.ts` in the source tree, `.js` where it is compiled. */
function childFile(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./sqlite-child.${extension}`, import.meta.url));
}
