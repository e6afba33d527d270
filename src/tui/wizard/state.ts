import type { Evaluation } from '../../app/autogenerate.ts';
import type { RevisionRequest } from '../../app/revise.ts';
import type { RevisionResult } from '../../app/shapes.ts';
import type { ErrorShape } from '../../runner/events.ts';
import type { Answers } from '../../schema/question.ts';
import type { Editor } from '../line-editor.ts';

/** A new revision from the difference: diff, questions, message, preview, written. */
export interface WizardScreen {
  readonly kind: 'wizard';
  readonly serial: number;
  readonly phase: WizardPhase;
  /** The phase that an effect's failure leads back to. */
  readonly before: WizardPhase;
  readonly since: number;
  /** The diff was read: what comes next is not it. */
  readonly diffSeen: boolean;
  /** What `migrate`'s flags said, without the message. */
  readonly request: Omit<RevisionRequest, 'message'>;
  /** In the order in which they were given. */
  readonly answers: readonly Taken[];
  /** Answers that were taken back: proposed when the question comes again. */
  readonly kept: Answers;
  readonly evaluation: Evaluation | null;
  /** Label of the database that gives evidence. */
  readonly database: string | null;
  readonly notes: readonly string[];
  /** The selected option of the question. */
  readonly option: number;
  /** The value that is typed is meant for every question alike. */
  readonly forAll: boolean;
  /** The value behind `default:` or `sql:`. */
  readonly value: Editor;
  readonly message: Editor;
  readonly tab: DraftTab;
  readonly top: number;
  readonly result: RevisionResult | null;
  readonly error: ErrorShape | null;
}

/** An answer that was taken. */
export interface Taken {
  readonly id: string;
  readonly value: string;
  /** Taken together with the one before it, as the same for all alike; taken back with it. */
  readonly along?: true;
}

/**
 * `comparing`, `evaluating` and `writing` wait for an effect; `value` types what an option leaves open; `same` found nothing;
 * `failed` shows the error.
 */
export type WizardPhase =
  | 'comparing'
  | 'diff'
  | 'question'
  | 'value'
  | 'evaluating'
  | 'message'
  | 'draft'
  | 'writing'
  | 'written'
  | 'same'
  | 'failed';

export type DraftTab = 'file' | 'up' | 'down';

/** In the order of their digits. */
export const draftTabs: readonly DraftTab[] = ['file', 'up', 'down'];
