import type { Evaluation } from '../app/autogenerate.ts';
import type { MergeReview } from '../app/merge-review.ts';
import type { PreparedPlan } from '../app/plan.ts';
import type { Proof } from '../app/proof.ts';
import type { PreparedRebase } from '../app/rebase.ts';
import type { RevisionResult, ShowShape } from '../app/shapes.ts';
import type { PreparedStamp } from '../app/stamp.ts';
import type { ErrorShape, RunEvent } from '../runner/events.ts';
import type { LogLine } from '../runner/log.ts';
import type { Size } from './layout.ts';
import type { DatabaseData, HistoryData } from './state.ts';
import type { Offer, Preview } from './wizard/state.ts';

/** What the state is told: by the terminal, by the clock, by effects. `for` is the serial of the screen that asked. */
export type Message =
  | { readonly type: 'keys'; readonly keys: readonly string[] }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'tick' }
  | { readonly type: 'historyRead'; readonly history: HistoryData }
  | { readonly type: 'historyFailed'; readonly error: ErrorShape }
  | { readonly type: 'databaseRead'; readonly database: DatabaseData }
  | { readonly type: 'databaseFailed'; readonly error: ErrorShape }
  | { readonly type: 'shown'; readonly id: string; readonly shape: ShowShape }
  | { readonly type: 'showFailed'; readonly id: string; readonly error: ErrorShape }
  | { readonly type: 'planned'; readonly for: number; readonly prepared: PreparedPlan }
  | { readonly type: 'ran'; readonly for: number; readonly event: RunEvent }
  | {
      readonly type: 'runEnded';
      readonly for: number;
      readonly current: readonly string[] | null;
      readonly error: ErrorShape | null;
    }
  | {
      readonly type: 'compared';
      readonly for: number;
      readonly heads: readonly string[];
      readonly database: string | null;
      readonly notes: readonly string[];
      readonly offer: Offer | null;
    }
  | {
      readonly type: 'evaluated';
      readonly for: number;
      readonly evaluation: Evaluation;
      /** Ids of answers that it was made without. */
      readonly refused: readonly string[];
      /** null: it was not tried out, or there is nothing to try. */
      readonly proof: Proof | null;
    }
  | { readonly type: 'answerPreviewed'; readonly for: number; readonly preview: Preview }
  | { readonly type: 'written'; readonly for: number; readonly result: RevisionResult }
  | { readonly type: 'reviewed'; readonly for: number; readonly review: MergeReview }
  | { readonly type: 'rebasePrepared'; readonly for: number; readonly prepared: PreparedRebase }
  | { readonly type: 'rebased'; readonly for: number; readonly prepared: PreparedRebase }
  | { readonly type: 'stampPrepared'; readonly for: number; readonly prepared: PreparedStamp }
  | { readonly type: 'stamped'; readonly for: number; readonly prepared: PreparedStamp }
  | { readonly type: 'logRead'; readonly for: number; readonly log: readonly LogLine[] }
  | { readonly type: 'failed'; readonly for: number; readonly error: ErrorShape }
  | { readonly type: 'edited'; readonly problem: string | null }
  | { readonly type: 'copied'; readonly what: string };

export type MessageType = Message['type'];
export type MessageOf<Type extends MessageType> = Extract<Message, { type: Type }>;
