// app/: one file per command; the only place that joins core and rim. Answers in the shapes below; prints and asks nothing.
import type { Hazard } from '../hazard/hazard.ts';
import type { Statement } from '../plan/plan.ts';

/** A revision as `--json` shows it. */
export interface RevisionShape {
  readonly id: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** Labels that stand on this revision, declared here or spread to it. */
  readonly labels: readonly string[];
  readonly message: string;
  readonly createdAt: string | null;
  /** From the project's root. */
  readonly path: string;
  readonly head: boolean;
  readonly base: boolean;
  readonly branchPoint: boolean;
  readonly mergePoint: boolean;
  /** There where the command read the database. */
  readonly state?: RevisionState;
}

/** `missing`: applied, but its file is gone. `partial`: a run of it was cut off between phases. */
export type RevisionState = 'applied' | 'pending' | 'edited' | 'missing' | 'partial';

export interface StatusShape {
  /** Label of the database, without password. */
  readonly database: string;
  readonly dialect: string;
  readonly current: readonly string[];
  readonly heads: readonly string[];
  readonly pending: readonly string[];
  readonly edited: readonly string[];
  readonly missing: readonly string[];
  readonly partial: readonly string[];
  /** What to type next, or null. */
  readonly next: string | null;
  /** What deserves a look: a setting that is not there, files without a header, … */
  readonly notes: readonly string[];
}

export interface ShowShape extends RevisionShape {
  readonly up: readonly StatementShape[];
  readonly down: readonly StatementShape[];
  /** Why there is no down, or null. */
  readonly irreversible: string | null;
  /** The file's text. */
  readonly text: string;
}

export type StatementShape = Pick<
  Statement,
  'kind' | 'sql' | 'code' | 'phase' | 'comment' | 'transactional' | 'source' | 'part' | 'cleanup'
> & { readonly hazards: readonly Hazard[] };

/** `revision`, `migrate`. `revision` is null where there was nothing to write, or with `--plan`. */
export interface RevisionResult {
  readonly revision: RevisionShape | null;
  readonly path: string | null;
  /** The text of the file. */
  readonly text: string | null;
  /** Said to a person: why nothing was written, or what else went wrong. */
  readonly reason?: string;
  /** What was added to `migsh.ignore` in package.json, because an answer said to keep it. */
  readonly ignored?: readonly string[];
  /** Where one difference took several revisions: the files behind this one, each on the one before. */
  readonly following?: readonly RevisionResult[];
}
