// dialect/: operations → SQL and rows → schema, a folder per dialect with the same file names. Pure: runs nothing.

/** One SQL statement of a compiled operation, before it is placed in a plan. */
export interface CompiledStatement {
  readonly sql: string;
  /** In words: what it does. */
  readonly comment: string;
  /** Absent: runs inside the revision's transaction. */
  readonly transactional?: false;
  /**
   * Part of a SQLite table rebuild or of a proof: its own `drop table` loses nothing.
   * Hazard rules look at the operation instead.
   */
  readonly part?: 'rebuild' | 'proof';
  /** SQLite: the whole revision must run with `pragma foreign_keys = off`, set outside the transaction. */
  readonly foreignKeysOff?: true;
  /** A query that must give no row; if it gives one, the transaction is rolled back with this text. */
  readonly expectNoRows?: string;
}
