import type { Evaluation } from '../app/autogenerate.ts';
import type { MergeReview } from '../app/merge-review.ts';
import type { MergeRequest } from '../app/merge.ts';
import type { PreparedPlan } from '../app/plan.ts';
import type { TriedAnswer } from '../app/preview-answer.ts';
import type { PreparedRebase, RebaseRequest } from '../app/rebase.ts';
import type { RevisionRequest } from '../app/revise.ts';
import type { PreparedStamp, StampRequest } from '../app/stamp.ts';
import type { KeptAnswer } from '../app/unfinished.ts';
import type { Answers } from '../schema/question.ts';

/**
 * Something to do outside of the state, as data. `for` is the serial of the screen that waits for the answer; when that screen
 * goes, the effect is aborted.
 */
export type Effect =
  /** Reads the files, then the database. */
  | { readonly do: 'load' }
  /** Compiles one revision for reading; `delay` milliseconds later, unless another one is asked for. */
  | { readonly do: 'show'; readonly id: string; readonly delay: number }
  | {
      readonly do: 'plan';
      readonly for: number;
      readonly direction: 'up' | 'down';
      readonly target: string;
    }
  | { readonly do: 'run'; readonly for: number; readonly prepared: PreparedPlan }
  /** Lets the revision that runs end, and starts no other. */
  | { readonly do: 'stopAfter'; readonly for: number }
  /** Cancels what the screen asked for: the running statement too. */
  | { readonly do: 'abort'; readonly for: number }
  /** Compares, and looks what an earlier wizard has put by. */
  | {
      readonly do: 'compare';
      readonly for: number;
      readonly answers: Answers;
      readonly request: RevisionRequest;
    }
  /** Puts answers by until their file is written; none: forgets them. */
  | { readonly do: 'keep'; readonly answers: readonly KeptAnswer[]; readonly message: string }
  | {
      readonly do: 'evaluate';
      readonly for: number;
      readonly answers: Answers;
      /** Ids whose answers are left out where their questions refuse them. */
      readonly along: readonly string[];
      readonly request: RevisionRequest;
      /** A draft that comes of it is what would be written: it is tried out. */
      readonly proves: boolean;
    }
  /** Works out what an answer would write; `delay` milliseconds later, unless another one is asked for. */
  | {
      readonly do: 'preview';
      readonly screen: number;
      readonly of: string;
      readonly tried: TriedAnswer;
      readonly delay: number;
    }
  | { readonly do: 'write'; readonly for: number; readonly evaluation: Evaluation }
  | { readonly do: 'create'; readonly for: number; readonly request: RevisionRequest }
  /** Compares the branches under some heads. */
  | {
      readonly do: 'reviewMerge';
      readonly for: number;
      readonly names: readonly string[];
      readonly splice: boolean;
    }
  | {
      readonly do: 'merge';
      readonly for: number;
      readonly review: MergeReview;
      readonly request: MergeRequest;
    }
  | { readonly do: 'prepareRebase'; readonly for: number; readonly request: RebaseRequest }
  | { readonly do: 'rebase'; readonly for: number; readonly prepared: PreparedRebase }
  /** `path` from the project's root. */
  | { readonly do: 'edit'; readonly path: string }
  | { readonly do: 'prepareStamp'; readonly for: number; readonly request: StampRequest }
  | { readonly do: 'stamp'; readonly for: number; readonly prepared: PreparedStamp }
  | { readonly do: 'readLog'; readonly for: number }
  | { readonly do: 'copy'; readonly text: string; readonly what: string }
  | { readonly do: 'suspend' }
  | { readonly do: 'redraw' }
  | { readonly do: 'leave'; readonly code: number };
