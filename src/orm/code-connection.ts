import { setImmediate } from 'node:timers/promises';

import { transactionControl } from '../dialect/transaction-control.ts';
import { MigshError } from '../error.ts';
import type { Database, QueryAnswer } from '../runner/ports.ts';
import { loadPostgresqlSplitter } from './sql-parsers.ts';

/** A run's connection while code of a revision has it. */
export class CodeConnection {
  /** Statements that were sent and have not ended. */
  running = 0;
  /** … and all that were sent. */
  sent = 0;
  readonly #database: Database;
  readonly #transactional: boolean;
  readonly #split: (sql: string) => readonly string[];
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** Outside of the revision's transaction the code may have one of its own. */
  #begun = false;

  private constructor(
    database: Database,
    transactional: boolean,
    split: (sql: string) => readonly string[],
  ) {
    this.#database = database;
    this.#transactional = transactional;
    this.#split = split;
  }

  static async open(database: Database, transactional: boolean): Promise<CodeConnection> {
    // SQLite's driver takes one statement at a time.
    const split =
      database.dialect === 'postgresql' ? await loadPostgresqlSplitter() : (sql: string) => [sql];
    return new CodeConnection(database, transactional, split);
  }

  /** Runs a statement after those that were sent before. */
  async ask(sql: string, values: readonly unknown[]): Promise<QueryAnswer> {
    // Where it was sent from: what fails in another process knows nothing of it.
    const { stack } = new Error('sent');
    const answer = this.#inTurn(async () => {
      this.#refuseControl(sql);
      return this.#database.answer(sql, values);
    });
    try {
      return await answer;
    } catch (error) {
      if (error instanceof MigshError && stack !== undefined) error.stack = stack;
      throw error;
    }
  }

  async begin(): Promise<void> {
    if (this.#transactional) throw ownTransaction();
    await this.#inTurn(() => this.#database.begin());
    this.#begun = true;
  }

  async commit(): Promise<void> {
    await this.#inTurn(() => this.#database.commit());
    this.#begun = false;
  }

  async rollback(): Promise<void> {
    this.#begun = false;
    await this.#inTurn(() => this.#database.rollback());
  }

  /** How many statements, or a transaction, were left running. */
  async close(when: 'now' | 'ended'): Promise<number> {
    let left = this.running;
    const { sent } = this;
    // Kysely sends a statement some promises after it was told to.
    if (when === 'ended') await setImmediate();
    this.#closed = true;
    left += this.sent - sent + (this.#begun ? 1 : 0);
    await this.#last;
    if (this.#begun) await this.#database.rollback().catch(() => {});
    return left;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw tooLate();
    this.running += 1;
    this.sent += 1;
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.running -= 1;
    }
  }

  #refuseControl(sql: string): void {
    for (const statement of this.#split(sql)) {
      const words = transactionControl(statement);
      if (words !== undefined) throw control(words, this.#transactional);
    }
  }
}

function control(words: string, transactional: boolean): MigshError {
  return new MigshError('bad-operation', `${words} would begin or end a transaction`, {
    hint: transactional
      ? 'take it out: the code runs in the transaction of its revision, or op.run(…, { transactional: false })'
      : 'write await kysely.transaction().execute(async kysely => { … })',
  });
}

function ownTransaction(): MigshError {
  return new MigshError('bad-operation', "the code begins a transaction inside of the revision's", {
    hint: 'take it out: the revision is one already; or op.run(…, { transactional: false })',
  });
}

function tooLate(): MigshError {
  return new MigshError('bad-operation', 'a statement was sent after the code had ended', {
    hint: 'await every statement inside the function of op.run',
  });
}
