import type { Evaluation } from '../../app/autogenerate.ts';
import type { AnswerPreview } from '../../app/preview-answer.ts';
import type { Proof } from '../../app/proof.ts';
import type { RevisionRequest } from '../../app/revise.ts';
import type { RevisionResult } from '../../app/shapes.ts';
import type { KeptAnswer } from '../../app/unfinished.ts';
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
  /** Answers of a wizard that was left, as long as it is open whether to go on with them. */
  readonly offer: Offer | null;
  /** Answers that were taken back: proposed when the question comes again. */
  readonly kept: Answers;
  readonly evaluation: Evaluation | null;
  /** What came of trying the draft out; null where it was not tried. */
  readonly proof: Proof | null;
  /** Label of the database that gives evidence. */
  readonly database: string | null;
  readonly notes: readonly string[];
  /** The selected option of the question. */
  readonly option: number;
  /** What the selected option writes. */
  readonly preview: Preview | null;
  /** The phase that a whole screen of it leads back to. */
  readonly previewed: 'question' | 'value';
  /** The value that is typed is meant for every question alike. */
  readonly forAll: boolean;
  /** The value behind `default:` or `sql:`. */
  readonly value: Editor;
  readonly message: Editor;
  /** As far as an earlier wizard had it: stands in the field when the message is asked for. */
  readonly begunMessage: string;
  readonly tab: DraftTab;
  readonly top: number;
  readonly result: RevisionResult | null;
  readonly error: ErrorShape | null;
}

/** An answer that was taken. */
export interface Taken {
  readonly id: string;
  readonly value: string;
  /** What was asked, as `askedOf` has it; absent where a flag answered. */
  readonly asked?: string;
  /** Taken together with the one before it, as the same for all alike; taken back with it. */
  readonly along?: true;
}

/** What an answer writes: on its way, there, or why it cannot be taken. */
export interface Preview {
  /** `ID=VALUE` of the answer. */
  readonly of: string;
  readonly content: AnswerPreview | null;
  readonly problem: string | null;
}

/** What of a wizard that was left still answers what is asked. */
export interface Offer {
  readonly taken: readonly KeptAnswer[];
  /** In words: those that are not taken. */
  readonly stale: readonly string[];
  /** In words: those that are taken. */
  readonly words: readonly string[];
  /** How many questions are open when they are taken. */
  readonly left: number;
  readonly message: string;
  readonly at: string;
}

/**
 * `comparing`, `evaluating` and `writing` wait for an effect; `resume` offers what an earlier wizard has put by; `preview` shows what the selected option writes; `value` types what an option leaves open; `same` found nothing;
 * `failed` shows the error.
 */
export type WizardPhase =
  | 'comparing'
  | 'diff'
  | 'resume'
  | 'question'
  | 'value'
  | 'preview'
  | 'evaluating'
  | 'message'
  | 'draft'
  | 'writing'
  | 'written'
  | 'same'
  | 'failed';

export type DraftTab = 'file' | 'up' | 'down' | 'proof';

/** In the order of their digits. */
export const draftTabs: readonly DraftTab[] = ['file', 'up', 'down', 'proof'];
