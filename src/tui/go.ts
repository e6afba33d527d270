import { clearFilter } from './history/update.ts';
import { toHeads } from './merge/update.ts';
import type { Next, State } from './state.ts';
import { changeTop, next, topScreen } from './state.ts';
import { keepEffects } from './wizard/resume.ts';

/** One step back: closes what lies on top, or the filter, or the screen. Never leaves the shell. */
export function back(state: State): Next {
  if (state.overlay !== null) return next({ ...state, overlay: null });
  const screen = topScreen(state);
  if (screen.kind === 'history') {
    return screen.filter === null ? next(state) : clearFilter(state);
  }
  if (screen.kind === 'run' && screen.end === null) return next(state);
  if (screen.kind === 'merge' && ['choose', 'rebase'].includes(screen.phase)) return toHeads(state);
  return next(
    { ...state, screens: state.screens.slice(0, -1) },
    { do: 'abort', for: screen.serial },
    ...keepEffects(screen),
  );
}

/** Leaves the shell. */
export function quit(state: State): Next {
  return next(state, { do: 'leave', code: 0 });
}

/** Ctrl-c where nothing runs: says what a second one does, and does it. */
export function interruptTwice(state: State): Next {
  const { interruptedAt, now } = state;
  if (interruptedAt !== null && now - interruptedAt < 2000) {
    return next(state, { do: 'leave', code: 130 });
  }
  return next(toast({ ...state, interruptedAt: now }, 'ctrl-c again leaves migsh'));
}

/** Says something in the last line but one, for four seconds. */
export function toast(state: State, text: string): State {
  return { ...state, toast: { text, until: state.now + 4000 } };
}

/** Back to the history, whatever is open. */
export function toHistory(state: State): Next {
  const [first, ...above] = state.screens;
  if (first === undefined) return next(state);
  return next(
    { ...state, overlay: null, screens: [first] },
    ...above.map(({ serial }) => ({ do: 'abort' as const, for: serial })),
    ...above.flatMap(keepEffects),
  );
}

/** From a message back to the choice of the head, where there was one. */
export function backToHead(state: State): Next {
  const screen = topScreen(state);
  if (screen.kind !== 'note' || screen.heads.length < 2) return back(state);
  return next(changeTop(state, 'note', each => ({ ...each, phase: 'head' })));
}
