// hazard/: what a statement may cost or lose, one rule per file. Judges the SQL that will run; runs nothing.

export type HazardLevel = 'loss' | 'lock' | 'slow' | 'fail' | 'break' | 'note';

/** The word for each level: what carries the meaning, on screens without colour and in logs. */
export const levelWords: Readonly<Record<HazardLevel, string>> = {
  loss: 'LOSS',
  lock: 'LOCK',
  slow: 'SLOW',
  fail: 'FAIL',
  break: 'BREAK',
  note: 'NOTE',
};

export interface Hazard {
  /** The rule's id, kebab-case: `drop-table`. */
  readonly rule: string;
  readonly level: HazardLevel;
  readonly message: string;
  readonly advice: string;
  /** The strongest table lock, in PostgreSQL's words. */
  readonly lock?: string;
  readonly tables?: readonly string[];
  /** What is lost, named as question ids name it: `audit_event`, `customer.email`. There where the level is `loss`. */
  readonly subject?: string;
  /** Rows concerned, counted or estimated in this database; absent where none was connected. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** Size of a table as the live catalog tells it. */
export interface TableSize {
  readonly rows: number;
  readonly bytes?: number;
  /** rows was counted, not estimated. */
  readonly exact: boolean;
  /** The settings say that it is large elsewhere, however few rows it has here. */
  readonly large?: true;
}
