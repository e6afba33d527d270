// plan/: revisions and their statements in the order in which they will run. A plan is shown, then run, never changed.
import type { Cleanup } from '../dialect/statement.ts';
import type { Hazard } from '../hazard/hazard.ts';

export interface Plan {
  /** A short hash of everything below, for `--expect`. */
  readonly id: string;
  /** Current revisions before … */
  readonly from: readonly string[];
  /** … and after. */
  readonly to: readonly string[];
  readonly steps: readonly Step[];
}

/** One revision, up or down. */
export interface Step {
  readonly revision: string;
  readonly direction: 'up' | 'down';
  /** All statements run in one transaction. */
  readonly transactional: boolean;
  readonly statements: readonly Statement[];
  /** So many statements an earlier run has behind it; they are not among `statements`. Absent: none. */
  readonly done?: number;
  /** It takes back an up that is half done, and only when the journal says exactly this of it. */
  readonly takesBack?: string;
  /** SQLite: `pragma foreign_keys` is off while this step runs. */
  readonly foreignKeysOff: boolean;
  /** What the journal keeps about the revision. */
  readonly record: RevisionRecord;
}

export interface RevisionRecord {
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** SHA-256 of the file's bytes with line ends normalised, hexadecimal. */
  readonly checksum: string;
  /** SHA-256 of what the file records, hexadecimal. */
  readonly recordChecksum: string;
  /** The file's text. */
  readonly source: string;
}

export interface Statement {
  readonly kind: 'sql' | 'code' | 'backfill';
  readonly sql?: string;
  readonly code?: string;
  /** Statements of one phase run in one transaction; counted from 1 within a step. */
  readonly phase: number;
  readonly comment: string;
  readonly transactional: boolean;
  readonly source: { readonly file: string; readonly line?: number };
  readonly hazards: readonly Hazard[];
  readonly part?: 'rebuild' | 'proof' | 'views';
  readonly expectNoRows?: string;
  readonly cleanup?: Cleanup;
  /**
   * What the journal keeps once it is done: `OPERATIONS.STATEMENTS-CHECKSUM`, the whole operations of the file that are
   * done, the statements of the next one, and what all of these recorded.
   */
  readonly mark?: string;
}

/** The hazards of a plan that lose rows and that nobody has accepted. */
export interface UnacceptedLoss {
  readonly revision: string;
  readonly hazard: Hazard;
}
