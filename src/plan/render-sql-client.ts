/** What differs between a script for psql and one for sqlite3. Each text is a line or a statement with its end. */
export interface ScriptClient {
  /** What a person types to run the script. */
  readonly usage: string;
  /** What the script is written for: `SQLite 3.40 or later`. */
  readonly database: string;
  /** Directives and settings before everything else. */
  readonly opening: readonly string[];
  /** Before a revision's first transaction. */
  readonly enter: (revision: string) => readonly string[];
  readonly begin: (options: TransactionOptions) => readonly string[];
  readonly commit: (options: TransactionOptions) => readonly string[];
  /** The text as a literal that arrives letter for letter. */
  readonly text: (value: string) => string;
  /** Stops the script with these words as soon as the query gives a row. */
  readonly refuse: (query: string, words: string) => readonly string[];
  /** Runs the statement only where the query gives a row. */
  readonly onlyIf: (query: string, sql: string) => readonly string[];
}

export interface TransactionOptions {
  /** SQLite: foreign keys are switched off around the transaction. */
  readonly foreignKeysOff: boolean;
  /** PostgreSQL: milliseconds that a statement may wait for a table. */
  readonly lockTimeout: number;
}
