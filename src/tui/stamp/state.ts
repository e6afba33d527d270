import type { PreparedStamp, StampRequest } from '../../app/stamp.ts';
import type { Editor } from '../line-editor.ts';
import type { Loaded } from '../state.ts';

/** What would count as applied, before it does. */
export interface StampScreen {
  readonly kind: 'stamp';
  readonly serial: number;
  readonly request: StampRequest;
  /** `confirm` wants the name of a protected database. */
  readonly phase: 'plan' | 'confirm' | 'stamping';
  readonly prepared: Loaded<PreparedStamp>;
  /** When what is asked came on the screen; keys typed before it was seen confirm nothing. */
  readonly readyAt: number;
  /** The first line on the screen. */
  readonly top: number;
  /** The name as far as it is typed. */
  readonly name: Editor;
}
