import type { State } from '../state.ts';
import type { Canvas } from '../view/canvas.ts';
import type { WizardScreen } from './state.ts';

/** What every phase of the wizard is drawn from. */
export interface WizardViewProps {
  readonly state: State;
  readonly screen: WizardScreen;
  readonly canvas: Canvas;
}
