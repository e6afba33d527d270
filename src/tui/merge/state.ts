import type { MergeReview } from '../../app/merge-review.ts';
import type { MergeRequest } from '../../app/merge.ts';
import type { PreparedRebase } from '../../app/rebase.ts';
import type { RevisionResult } from '../../app/shapes.ts';
import type { Editor } from '../line-editor.ts';
import type { Loaded } from '../state.ts';

/** Several heads, what joining them means, and what else can be done. */
export interface MergeScreen {
  readonly kind: 'merge';
  readonly serial: number;
  readonly phase: MergePhase;
  /** What `merge`'s flags said, without names and message. */
  readonly request: Omit<MergeRequest, 'names' | 'message'>;
  /** The heads that can be joined, the main line first; with `--splice` what was named too. */
  readonly heads: readonly string[];
  /** Those that will be joined. */
  readonly chosen: readonly string[];
  /** The row with the marker. */
  readonly selected: number;
  /** null: fewer than two are chosen. */
  readonly review: Loaded<MergeReview> | null;
  /** The first line of the review on the screen. */
  readonly top: number;
  /** null: the proposed one, which follows what is chosen. */
  readonly message: Editor | null;
  /** What is asked in the phase `choose`. */
  readonly choice: { readonly of: 'rebase' | 'edit'; readonly selected: number };
  readonly rebase: RebaseStep | null;
  /** Since when an effect is waited for. */
  readonly since: number;
  readonly done: MergeDone | null;
}

/** `choose` asks which branch to rebase, or which file to edit; `rebase` shows what would be written. */
export type MergePhase = 'heads' | 'message' | 'writing' | 'choose' | 'rebase' | 'done';

/** A branch that could be put on another head instead of being merged. */
export interface RebaseOption {
  /** The lowest revisions of the branch: their parents change. */
  readonly names: readonly string[];
  readonly onto: string;
  /** The branch's head. */
  readonly head: string;
  /** Why not: it is applied here. */
  readonly off: string | null;
}

export interface RebaseStep {
  readonly option: RebaseOption;
  readonly prepared: Loaded<PreparedRebase>;
  /** When it came on the screen; keys typed before it was seen confirm nothing. */
  readonly readyAt: number;
}

export type MergeDone =
  | { readonly is: 'merged'; readonly result: RevisionResult }
  | { readonly is: 'rebased'; readonly prepared: PreparedRebase };
