import type { KeptAnswer } from '../../app/unfinished.ts';
import type { Effect } from '../effect.ts';
import { select, stepOf } from '../scroll.ts';
import type { Next, Screen, State } from '../state.ts';
import { changeTop, next, screenOf } from '../state.ts';
import { ask, proceed } from './answer.ts';
import { inView } from './question-window.ts';
import type { Taken, WizardScreen } from './state.ts';

/** The answers that a wizard which was left has put by: gone on with, or forgotten. In the order of their digits. */
const resumeChoices = ['on', 'over'] as const;

/** Marks the other choice. */
export function moveResume(state: State, key: string): Next {
  const extent = { count: resumeChoices.length, height: resumeChoices.length };
  return next(
    changeTop(state, 'wizard', screen => {
      const row = screen.option + (stepOf(key, extent.count) ?? 0);
      return {
        ...screen,
        option: select({ selected: screen.option, top: 0 }, row, extent).selected,
      };
    }),
  );
}

/** Takes the choice with this digit, or the marked one. */
export function chooseResume(state: State, key: string): Next {
  const screen = screenOf(state, 'wizard');
  const offer = screen?.offer ?? null;
  if (screen === undefined || offer === null) return next(state);
  const at = /^[12]$/.test(key) ? Number(key) - 1 : screen.option;
  const decided: WizardScreen = { ...screen, offer: null, option: 0 };
  if (resumeChoices[at] === 'over') {
    const forget: Effect = { do: 'keep', answers: [], message: '' };
    return next(
      changeTop(state, 'wizard', () => inView(state, proceed(decided))),
      forget,
    );
  }
  const answers = [...screen.answers, ...offer.taken];
  return ask(state, { ...decided, answers, begunMessage: offer.message, before: 'diff' });
}

/** Puts by what was answered so far; what flags have said is said again. Nothing while it is open whether to go on with others. */
export function keepEffects(screen: Screen | undefined): readonly Effect[] {
  if (screen?.kind !== 'wizard' || !screen.diffSeen || screen.offer !== null) return [];
  if (screen.phase === 'written' || screen.phase === 'writing') return [];
  const answers = screen.answers.flatMap(kept);
  // Nobody has answered anything: what another branch's questions were answered stays.
  if (answers.length === 0 && Object.keys(screen.kept).length === 0) return [];
  return [{ do: 'keep', answers, message: screen.message.text || screen.begunMessage }];
}

function kept({ id, value, asked }: Taken): readonly KeptAnswer[] {
  return asked === undefined ? [] : [{ id, value, asked }];
}
