import type { Effect } from '../effect.ts';
import { layoutOf } from '../layout.ts';
import type { MessageOf } from '../message.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, screenOf } from '../state.ts';
import { answersOf } from './answer.ts';
import { previewLines } from './preview-lines.ts';
import { isTyping, isWorkedOut, valueToPreview } from './preview-value.ts';
import { openQuestion } from './question.ts';
import type { WizardScreen } from './state.ts';

/** Asks for the preview of the selected option, where it is another than before. */
export function answerPreviewEffects(before: State, after: State): readonly Effect[] {
  const screen = screenOf(after, 'wizard');
  const value = screen && valueToPreview(screen);
  const question = screen && openQuestion(screen);
  if (screen === undefined || value === undefined || question === undefined) return [];
  if (!isWorkedOut(screen)) return [];
  const of = `${question.id}=${value}`;
  if (screen.preview?.of === of || isAsked(screenOf(before, 'wizard'), screen, value)) return [];
  const tried = { question, value, answers: answersOf(screen) };
  const delay = isTyping(screen) ? 250 : 100;
  return [{ do: 'preview', screen: screen.serial, of, tried, delay }];
}

function isAsked(before: WizardScreen | undefined, after: WizardScreen, value: string): boolean {
  if (before === undefined || !isWorkedOut(before)) return false;
  return before.evaluation === after.evaluation && valueToPreview(before) === value;
}

/** What an answer writes is known. */
export function answerPreviewed(state: State, message: MessageOf<'answerPreviewed'>): Next {
  const { for: serial, preview } = message;
  return next(changeScreen(state, { kind: 'wizard', serial }, screen => ({ ...screen, preview })));
}

/** Whether there is something to show. */
export function canPreview(state: State): true | string {
  const screen = screenOf(state, 'wizard');
  const value = screen && valueToPreview(screen);
  return value !== undefined || 'type the value first: then there is something to show';
}

/** Gives the preview the whole screen. */
export function openPreview(state: State): Next {
  return next(
    changeTop(state, 'wizard', screen =>
      screen.phase === 'question' || screen.phase === 'value'
        ? { ...screen, previewed: screen.phase, phase: 'preview', top: 0 }
        : screen,
    ),
  );
}

/** Back to the question. */
export function closePreview(state: State): Next {
  return next(
    changeTop(state, 'wizard', screen => ({ ...screen, phase: screen.previewed, top: 0 })),
  );
}

/** Scrolls the whole preview. */
export function scrollPreview(state: State, key: string): Next {
  const height = (layoutOf(state.size)?.body ?? 3) - 1;
  return next(
    changeTop(state, 'wizard', screen => {
      const count = previewLines(state, screen, state.size.columns).length;
      const top = screen.top + (stepOf(key, height) ?? 0);
      return { ...screen, top: scrollTo(top, { count, height }) };
    }),
  );
}
