import type { PreparedPlan } from '../../app/plan.ts';
import type { Editor } from '../line-editor.ts';
import type { Selection } from '../scroll.ts';
import type { Loaded } from '../state.ts';

/** What an upgrade or downgrade would do, before it does it. */
export interface PlanScreen {
  readonly kind: 'plan';
  readonly serial: number;
  readonly direction: 'up' | 'down';
  /** As it was asked for: `heads`, `-1`, an id. */
  readonly target: string;
  readonly prepared: Loaded<PreparedPlan>;
  /** When the plan came on the screen; keys typed before it was seen confirm nothing. */
  readonly readyAt: number;
  readonly selection: Selection;
  /** The first line of the SQL on the screen. */
  readonly top: number;
}

/** Rows would be lost, or the database is protected: its name has to be typed. */
export interface ConfirmOverlay {
  readonly kind: 'confirm';
  readonly openedAt: number;
  readonly prepared: PreparedPlan;
  readonly editor: Editor;
  /** The first line on the screen of what would be lost; drawing stops at the last. */
  readonly top: number;
}
