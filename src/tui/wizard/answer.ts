import type { Question, QuestionOption } from '../../schema/question.ts';
import { editorOf } from '../line-editor.ts';
import { select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeTop, next, screenOf } from '../state.ts';
import type { WizardScreen } from './state.ts';

/** The question on the screen: the first that is open. */
export function openQuestion({ evaluation }: WizardScreen): Question | undefined {
  return evaluation?.questions[0];
}

/** Its options, without the one that stops: that is what esc does. */
export function optionsOf(question: Question | undefined): readonly QuestionOption[] {
  return (question?.options ?? []).filter(({ value }) => value !== 'stop');
}

/** Has the answers evaluated. */
export function ask(state: State, screen: WizardScreen): Next {
  const evaluating: WizardScreen = {
    ...screen,
    phase: screen.phase === 'comparing' ? 'comparing' : 'evaluating',
    since: state.now,
  };
  return next(
    changeTop(state, 'wizard', () => evaluating),
    {
      do: 'evaluate',
      for: screen.serial,
      answers: Object.fromEntries(screen.answers),
      // Before there is a message the draft has another one's place.
      request: { ...screen.request, message: screen.message.text.trim() || 'untitled' },
    },
  );
}

/** The phase that follows from what is still open. */
export function proceed(screen: WizardScreen): WizardScreen {
  const question = openQuestion(screen);
  if (question !== undefined) {
    return { ...screen, phase: 'question', option: proposedOption(screen, question) };
  }
  const { draft, request } = screen.evaluation ?? {};
  // Where everything that differs is kept, there is no file and so no message.
  const drafted = draft?.empty === true || request?.message === screen.message.text.trim();
  return { ...screen, phase: drafted ? 'draft' : 'message', tab: 'file', top: 0 };
}

/** Selects the next or previous option. */
export function moveOption(state: State, key: string): Next {
  return next(
    changeTop(state, 'wizard', screen => {
      const count = optionsOf(openQuestion(screen)).length;
      const by = stepOf(key, count) ?? 0;
      const { selected } = select({ selected: screen.option, top: 0 }, screen.option + by, {
        count,
        height: count,
      });
      return { ...screen, option: selected };
    }),
  );
}

/** Takes the option with this digit, or the selected one. */
export function choose(state: State, key: string): Next {
  const screen = screenOf(state, 'wizard');
  const question = screen && openQuestion(screen);
  if (screen === undefined || question === undefined) return next(state);
  const at = /^[1-9]$/.test(key) ? Number(key) - 1 : screen.option;
  const option = optionsOf(question)[at];
  if (option === undefined) return next(state);
  const chosen = { ...screen, option: at };
  return option.value.endsWith(':')
    ? next(changeTop(state, 'wizard', () => typing(chosen, question, option)))
    : answer(state, { ...chosen, before: 'question' }, option.value);
}

/** Takes what was typed as the value of the selected option. */
export function acceptValue(state: State): Next {
  const screen = screenOf(state, 'wizard');
  const option = screen && optionsOf(openQuestion(screen))[screen.option];
  if (screen === undefined || option === undefined) return next(state);
  return answer(state, { ...screen, before: 'value' }, option.value + screen.value.text);
}

/** Whether the typed value can be taken. An empty one is rarely meant: `--answer ID=default:` says it on the command line. */
export function canAcceptValue(state: State): true | string {
  const screen = screenOf(state, 'wizard');
  const option = screen && optionsOf(openQuestion(screen))[screen.option];
  if (screen === undefined || option === undefined) return 'nothing is asked';
  const what = option.value === 'sql:' ? 'an SQL expression' : 'a value';
  return screen.value.text.trim() !== '' || `type ${what}`;
}

/** Back to the question before, or to the diff; the answer is kept as a proposal. */
export function previous(state: State): Next {
  const screen = screenOf(state, 'wizard');
  if (screen === undefined) return next(state);
  if (screen.phase === 'value') {
    return next(changeTop(state, 'wizard', each => ({ ...each, phase: 'question' })));
  }
  if (screen.phase === 'draft') {
    return next(changeTop(state, 'wizard', each => ({ ...each, phase: 'message', top: 0 })));
  }
  const last = screen.answers.at(-1);
  if (last === undefined) {
    return next(changeTop(state, 'wizard', each => ({ ...each, phase: 'diff', diffSeen: false })));
  }
  const [id, value] = last;
  const answers = screen.answers.slice(0, -1);
  return ask(state, { ...screen, answers, kept: { ...screen.kept, [id]: value }, before: 'diff' });
}

function answer(state: State, screen: WizardScreen, value: string): Next {
  const question = openQuestion(screen);
  if (question === undefined) return next(state);
  return ask(state, { ...screen, answers: [...screen.answers, [question.id, value]] });
}

function typing(screen: WizardScreen, question: Question, option: QuestionOption): WizardScreen {
  const kept = screen.kept[question.id];
  const before = kept?.startsWith(option.value) === true ? kept.slice(option.value.length) : '';
  return { ...screen, phase: 'value', value: editorOf(before) };
}

function proposedOption({ kept }: WizardScreen, question: Question): number {
  const wanted = kept[question.id] ?? question.likely;
  if (wanted === undefined) return 0;
  const found = optionsOf(question).findIndex(({ value }) =>
    value.endsWith(':') ? wanted.startsWith(value) : value === wanted,
  );
  return Math.max(0, found);
}
