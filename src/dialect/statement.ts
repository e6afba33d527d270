// dialect/: operations → SQL and rows → schema, a folder per dialect with the same file names. Pure: runs nothing.

/** One SQL statement of a compiled operation, before it is placed in a plan. */
export interface CompiledStatement {
  /** '' for code. */
  readonly sql: string;
  /** Code instead of SQL: the function's text. */
  readonly code?: string;
  /** In words: what it does. */
  readonly comment: string;
  /** Absent: runs inside the revision's transaction. */
  readonly transactional?: false;
  /**
   * Part of a SQLite table rebuild or of a proof: its own `drop table` loses nothing.
   * Hazard rules look at the operation instead. `views`: PostgreSQL, views that are taken away and brought back.
   */
  readonly part?: 'rebuild' | 'proof' | 'views';
  /** SQLite: the whole revision must run with `pragma foreign_keys = off`, set outside the transaction. */
  readonly foreignKeysOff?: true;
  /** SQLite: the rebuild that begins here, as data, so that rebuilds of one table become one. */
  readonly rebuild?: Rebuilding;
  /** PostgreSQL: takes a view away around the operation, or brings it back. */
  readonly view?: 'away' | 'back';
  /** A query that must give no row; if it gives one, the transaction is rolled back with this text. */
  readonly expectNoRows?: string;
  /** What has to go first, if an attempt that was cut off left it behind. */
  readonly cleanup?: Cleanup;
}

/** A statement that runs before another one where a query gives a row. */
export interface Cleanup {
  readonly onlyIf: string;
  readonly sql: string;
  /** In words: what it does. */
  readonly comment: string;
}

/** What a rebuild does besides giving the table another text. */
export interface Rebuilding {
  /** Expressions over the old row, for columns that are not simply copied. */
  readonly fill: Readonly<Record<string, string>>;
  /** Queries run while the old and the new table are both there. */
  readonly proofs: readonly CompiledStatement[];
}
