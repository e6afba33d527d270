import type { RevisionRequest } from '../../app/revise.ts';
import { alike } from '../../schema/alike.ts';
import { askedOf } from '../../schema/asked.ts';
import type { Answers, Question, QuestionOption } from '../../schema/question.ts';
import { editorOf } from '../line-editor.ts';
import { select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeTop, next, screenOf } from '../state.ts';
import { inView } from './question-window.ts';
import { alikeOf, openQuestion, optionsOf, selectedOption } from './question.ts';
import type { Taken, WizardScreen } from './state.ts';

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
      answers: answersOf(screen),
      along: screen.answers.filter(({ along }) => along).map(({ id }) => id),
      request: requestOf(screen),
      proves: screen.message.text.trim() !== '',
    },
  );
}

/** What was answered so far, as it is evaluated. */
export function answersOf({ answers }: Pick<WizardScreen, 'answers'>): Answers {
  return Object.fromEntries(answers.map(({ id, value }) => [id, value]));
}

/** What the revision is to be. Before there is a message the draft has another one's place. */
export function requestOf({
  request,
  message,
}: Pick<WizardScreen, 'request' | 'message'>): RevisionRequest {
  return { ...request, message: message.text.trim() || 'untitled' };
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
  if (drafted) return { ...screen, phase: 'draft', tab: 'file', top: 0 };
  const message = screen.message.text === '' ? editorOf(screen.begunMessage) : screen.message;
  return { ...screen, phase: 'message', message, tab: 'file', top: 0 };
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
      return inView(state, { ...screen, option: selected });
    }),
  );
}

/** Takes the option with this digit, or the selected one. */
export function choose(state: State, key: string): Next {
  const screen = screenOf(state, 'wizard');
  if (screen === undefined) return next(state);
  const at = /^[1-9]$/.test(key) ? Number(key) - 1 : screen.option;
  return chooseOption(state, { ...screen, option: at, forAll: false });
}

/** Takes the selected option, for every question alike too. */
export function chooseForAll(state: State): Next {
  const screen = screenOf(state, 'wizard');
  if (screen === undefined) return next(state);
  return chooseOption(state, { ...screen, forAll: true });
}

/** Whether another question is like the one on the screen. */
export function hasAlike(state: State): true | string {
  const screen = screenOf(state, 'wizard');
  const found = screen === undefined ? [] : alikeOf(screen);
  return found.length > 0 || 'no other open question takes the same answer';
}

function chooseOption(state: State, screen: WizardScreen): Next {
  const question = openQuestion(screen);
  const option = selectedOption(screen);
  if (question === undefined || option === undefined) return next(state);
  return option.value.endsWith(':')
    ? next(changeTop(state, 'wizard', () => typing(screen, question, option)))
    : answer(state, { ...screen, before: 'question' }, option.value);
}

/** Takes what was typed as the value of the selected option. */
export function acceptValue(state: State): Next {
  const screen = screenOf(state, 'wizard');
  const option = screen && selectedOption(screen);
  if (screen === undefined || option === undefined) return next(state);
  return answer(state, { ...screen, before: 'value' }, option.value + screen.value.text);
}

/** Whether the typed value can be taken. */
export function canAcceptValue(state: State): true | string {
  const screen = screenOf(state, 'wizard');
  const option = screen && selectedOption(screen);
  if (screen === undefined || option === undefined) return 'nothing is asked';
  return (
    screen.value.text.trim() !== '' ||
    `type ${textsWanted[option.value] ?? 'a value (ctrl-n takes an empty text)'}`
  );
}

const textsWanted: Readonly<Record<string, string>> = {
  'sql:': 'an SQL expression',
  'as-is:': 'the reason',
};

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
  const [answers, last] = withoutLast(screen.answers);
  if (last.length === 0) {
    return next(changeTop(state, 'wizard', each => ({ ...each, phase: 'diff', diffSeen: false })));
  }
  return ask(state, { ...screen, answers, kept: keep(screen.kept, last), before: 'diff' });
}

/** The answers without what was given last: one, or several at once. */
export function withoutLast(
  answers: readonly Taken[],
): readonly [rest: readonly Taken[], last: readonly Taken[]] {
  const at = answers.findLastIndex(({ along }) => along !== true);
  return [answers.slice(0, Math.max(0, at)), answers.slice(Math.max(0, at))];
}

/** What was taken back is proposed again. */
export function keep(kept: Answers, back: readonly Taken[]): Answers {
  return { ...kept, ...Object.fromEntries(back.map(({ id, value }) => [id, value])) };
}

/** Takes an answer, for every question alike too where that is meant. */
export function answer(state: State, screen: WizardScreen, value: string): Next {
  const question = openQuestion(screen);
  if (question === undefined) return next(state);
  const others = screen.forAll ? alike(question, value, screen.evaluation?.questions ?? []) : [];
  const along = others.map((each): Taken => ({
    id: each.question.id,
    value: each.value,
    asked: askedOf(each.question),
    along: true,
  }));
  const answers = [...screen.answers, taken(question, value), ...along];
  return ask(state, { ...screen, answers });
}

function taken(question: Question, value: string): Taken {
  return { id: question.id, value, asked: askedOf(question) };
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
