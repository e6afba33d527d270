import type { Plan } from '../plan/plan.ts';

/** What a run tells while it goes on: the screen, the line printer and `--json` fold the same events. */
export type RunEvent =
  | { readonly event: 'plan'; readonly plan: Plan }
  | {
      readonly event: 'waiting';
      /** `code`: a function that sends nothing to the database and does not end. */
      readonly for: 'run-lock' | 'lock' | 'code';
      readonly holder?: string;
      readonly seconds: number;
    }
  | {
      readonly event: 'revision-start';
      readonly revision: string;
      readonly direction: 'up' | 'down';
      /** From 1. */
      readonly index: number;
      readonly count: number;
    }
  | {
      readonly event: 'statement-start';
      readonly revision: string;
      readonly index: number;
      readonly count: number;
      /** Code has its text instead. */
      readonly sql?: string;
      readonly code?: string;
    }
  | {
      readonly event: 'statement-end';
      readonly revision: string;
      readonly index: number;
      readonly milliseconds: number;
    }
  | {
      readonly event: 'revision-end';
      readonly revision: string;
      readonly direction: 'up' | 'down';
      readonly milliseconds: number;
    }
  | {
      readonly event: 'error';
      readonly error: ErrorShape;
      /** What is applied now; null: the database could not be asked any more. */
      readonly current: readonly string[] | null;
    }
  | { readonly event: 'done'; readonly current: readonly string[]; readonly milliseconds: number };

export interface ErrorShape {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type OnEvent = (event: RunEvent) => void;
