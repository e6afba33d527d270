import type { PreparedPlan } from '../../app/plan.ts';
import type { ErrorShape } from '../../runner/events.ts';
import type { RunFold } from './fold.ts';

/** A plan that runs, or has run. */
export interface RunScreen {
  readonly kind: 'run';
  readonly serial: number;
  readonly prepared: PreparedPlan;
  readonly fold: RunFold;
  readonly startedAt: number;
  /** It was told to stop, after the revision that runs or now, and has not ended yet. */
  readonly stopping: 'after' | 'now' | null;
  readonly end: RunEnd | null;
}

export interface RunEnd {
  readonly at: number;
  /** What is applied now; null where nobody knows. */
  readonly current: readonly string[] | null;
  readonly error: ErrorShape | null;
}

/** Asks whether to stop what runs. */
export interface StopOverlay {
  readonly kind: 'stop';
  readonly openedAt: number;
}
