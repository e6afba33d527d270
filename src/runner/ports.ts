// runner/: executes a plan through ports. Decides nothing about what runs; knows no MikroORM, no file, no screen.
import type { DialectName, Row } from '../dialect/dialect.ts';

/**
 * One connection to one database, pinned for as long as it is open. SQLite's lives in a child process, so that nothing blocks
 * and cancelling works; PostgreSQL's in this one.
 */
export interface Database {
  readonly dialect: DialectName;
  /** For people: `shop@localhost:5432`, `.example/shop.sqlite`. Holds no password. */
  readonly label: string;
  /** The database's name: what `--confirm` wants (`shop`; for SQLite the file's name). */
  readonly name: string;
  /** Server or library version: `18.4`, `3.53.4`. */
  readonly version: string;
  /** Runs one statement; parameters are `$1`, `$2`, … on every dialect. Throws MigshError `statement-failed` with the database's words. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** The same with what a change tells besides its rows. */
  answer(sql: string, parameters?: readonly unknown[]): Promise<QueryAnswer>;
  /** Starts a transaction; with `foreignKeysOff` SQLite's switch is set outside and read back, and restored by commit and rollback. */
  begin(options?: BeginOptions): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Stops the running statement; its promise rejects with `interrupted`, its transaction is rolled back. */
  cancel(): Promise<void>;
  /** What the server said besides (PostgreSQL's notices) since the last call. */
  notices?(): readonly string[];
  close(): Promise<void>;
}

/** What a statement gave. */
export interface QueryAnswer {
  readonly rows: readonly Row[];
  /** Rows that were inserted, changed or deleted. */
  readonly affected?: bigint;
  /** SQLite: the rowid of the last row that was inserted. */
  readonly insertId?: bigint;
}

export interface BeginOptions {
  readonly foreignKeysOff?: boolean;
  /** PostgreSQL: `read only`. SQLite: a deferred transaction. */
  readonly readOnly?: boolean;
}

/** Which code is meant: the functions themselves are in no plan. */
export interface CodeRequest {
  readonly revision: string;
  readonly direction: 'up' | 'down';
  /** Its place among the statements of the revision, from 0. */
  readonly at: number;
  readonly transactional: boolean;
}

/** Code of a revision on its way, over the run's own connection. */
export interface CodeSession {
  /** Settles as what the function returned does. */
  readonly ended: Promise<unknown>;
  /** A statement of it is running. */
  isBusy(): boolean;
  /**
   * Takes the connection away and waits for what still runs on it: at once, or, where the code has ended, when what it sent last
   * has arrived. Gives how many statements nobody had waited for.
   */
  close(when: 'now' | 'ended'): Promise<number>;
  /** The line of the revision's file at which an error arose. */
  lineOf(error: unknown): number | undefined;
}

export type StartCode = (request: CodeRequest, database: Database) => Promise<CodeSession>;

/** The clock and the person, for the journal. */
export interface RunnerEnvironment {
  now(): Date;
  /** Milliseconds, monotonic. */
  elapsed(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
}
