import type { LogLine } from '../../runner/log.ts';
import type { Loaded } from '../state.ts';

/** What was run and stamped, newest first. */
export interface LogScreen {
  readonly kind: 'log';
  readonly serial: number;
  readonly log: Loaded<readonly LogLine[]>;
  /** The first line on the screen. */
  readonly top: number;
}
