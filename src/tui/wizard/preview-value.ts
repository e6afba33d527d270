import { openQuestion, selectedOption } from './question.ts';
import type { WizardScreen } from './state.ts';

/** The answer that the screen stands on; undefined where it is not whole, or nothing would be written differently. */
export function valueToPreview(screen: WizardScreen): string | undefined {
  const question = openQuestion(screen);
  const option = selectedOption(screen);
  const asks = ['question', 'value', 'preview'].includes(screen.phase);
  if (!asks || option === undefined || question === undefined || question.kind === 'head')
    return undefined;
  if (!option.value.endsWith(':')) return option.value;
  const typed = isTyping(screen) ? screen.value.text.trim() : '';
  return typed === '' ? undefined : option.value + screen.value.text;
}

/** Whether a value is being typed, or was when its preview was opened. */
export function isTyping({ phase, previewed }: WizardScreen): boolean {
  return phase === 'value' || (phase === 'preview' && previewed === 'value');
}

/** Whether it is worked out by the way: all that differs is compiled for it, which takes its time where much does. */
export function isWorkedOut({ phase, evaluation }: WizardScreen): boolean {
  return phase === 'preview' || (evaluation?.changes.length ?? 0) <= compiledByTheWay;
}

const compiledByTheWay = 40;
