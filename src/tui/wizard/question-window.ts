import { layoutOf, panesOf, twoPanes } from '../layout.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeTop, next } from '../state.ts';
import type { Line } from '../text/line.ts';
import { questionLines } from './question-lines.ts';
import type { WizardScreen } from './state.ts';

/** Columns that the question has. */
function questionWidth({ size }: Pick<State, 'size'>): number {
  return size.columns >= twoPanes ? panesOf(size.columns)[0] : size.columns;
}

/** The part of a question that is longer than the screen, and which part it is: `1-9 of 14 lines, PgDn`. */
export function questionWindow(
  state: State,
  screen: WizardScreen,
  height: number,
): { readonly lines: readonly Line[]; readonly position: string } {
  const { lines } = questionLines(state, screen, questionWidth(state));
  if (lines.length <= height) return { lines, position: '' };
  const top = scrollTo(screen.top, { count: lines.length, height });
  const end = Math.min(lines.length, top + height);
  const more = end < lines.length ? ', PgDn' : ', PgUp';
  return {
    lines: lines.slice(top, end),
    position: `${top + 1}-${end} of ${lines.length} lines${more}`,
  };
}

/** The screen with the selected option on it: a long question is scrolled as little as possible. */
export function inView(state: State, screen: WizardScreen): WizardScreen {
  const { lines, from, to } = questionLines(state, screen, questionWidth(state));
  const height = heightOf(state);
  const top = Math.max(Math.min(screen.top, from), to - height);
  // What stands above the first option is read with it.
  const first = screen.option === 0 && to <= height ? 0 : top;
  return { ...screen, top: scrollTo(first, { count: lines.length, height }) };
}

/** Scrolls a question that is longer than the screen. */
export function scrollQuestion(state: State, key: string): Next {
  const height = heightOf(state);
  return next(
    changeTop(state, 'wizard', screen => {
      const { lines } = questionLines(state, screen, questionWidth(state));
      const top = screen.top + (stepOf(key, height) ?? 0);
      return { ...screen, top: scrollTo(top, { count: lines.length, height }) };
    }),
  );
}

function heightOf({ size }: State): number {
  return (layoutOf(size)?.body ?? 3) - 1;
}
