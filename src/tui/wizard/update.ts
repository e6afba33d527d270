import type { Evaluation } from '../../app/autogenerate.ts';
import { isDoubtful } from '../../app/proof-words.ts';
import type { RevisionRequest } from '../../app/revise.ts';
import type { ErrorShape } from '../../runner/events.ts';
import type { Answers } from '../../schema/question.ts';
import { focusOn } from '../history/update.ts';
import { layoutOf } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import type { MessageOf } from '../message.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push, screenOf } from '../state.ts';
import { ask, keep, proceed, requestOf, withoutLast } from './answer.ts';
import { draftLines } from './draft-lines.ts';
import { inView } from './question-window.ts';
import { keepEffects } from './resume.ts';
import { diffLines } from './rows.ts';
import { scrolledHeight } from './scrolled.ts';
import type { DraftTab, WizardScreen } from './state.ts';
import { draftTabs } from './state.ts';

/** What `migrate`'s flags may say in advance. */
export interface WizardRequest {
  readonly message: string;
  readonly request: Omit<RevisionRequest, 'message'>;
  readonly answers: Answers;
}

/** Opens the wizard and compares the entities with what the revisions produce. */
export function openWizard(
  state: State,
  { message, request, answers }: WizardRequest = { message: '', request: {}, answers: {} },
): Next {
  const opened = push(state, (serial): WizardScreen => ({
    kind: 'wizard',
    serial,
    phase: 'comparing',
    before: 'comparing',
    since: state.now,
    diffSeen: false,
    request,
    answers: Object.entries(answers).map(([id, value]) => ({ id, value })),
    offer: null,
    kept: {},
    evaluation: null,
    proof: null,
    database: null,
    notes: [],
    option: 0,
    preview: null,
    previewed: 'question',
    forAll: false,
    value: editorOf(),
    message: editorOf(message),
    begunMessage: '',
    tab: 'file',
    top: 0,
    result: null,
    error: null,
  }));
  const screen = screenOf(opened, 'wizard');
  if (screen === undefined) return next(opened);
  return next(opened, {
    do: 'compare',
    for: screen.serial,
    answers,
    request: requestOf(screen),
  });
}

/** The entities were compared. */
export function compared(state: State, message: MessageOf<'compared'>): Next {
  const { for: serial, database, notes, offer } = message;
  const fits = offer !== null && offer.taken.length > 0;
  const changed = changeScreen(state, { kind: 'wizard', serial }, screen => ({
    ...screen,
    database,
    notes: offer === null || fits ? notes : [...notes, ...staleNotes(offer.stale)],
    offer: fits ? offer : null,
  }));
  const screen = screenOf(changed, 'wizard');
  return screen?.serial === serial ? ask(changed, screen) : next(changed);
}

/** What the answers make of the difference. */
export function evaluated(state: State, message: MessageOf<'evaluated'>): Next {
  const { for: serial, evaluation, refused, proof } = message;
  const changed = changeScreen(state, { kind: 'wizard', serial }, screen => {
    const answers = screen.answers.filter(({ id }) => !refused.includes(id));
    const known = { ...screen, answers, evaluation, proof, preview: null, top: 0 };
    if (isSame(evaluation)) return { ...known, phase: 'same' };
    return screen.diffSeen ? inView(state, showDoubt(proceed(known))) : { ...known, phase: 'diff' };
  });
  return next(changed, ...keepEffects(changed.screens.find(each => each.serial === serial)));
}

/** Where something is left to do, that is what a person reads first. */
function showDoubt(screen: WizardScreen): WizardScreen {
  return screen.phase === 'draft' && isDoubtful(screen.proof)
    ? { ...screen, tab: 'proof' }
    : screen;
}

function staleNotes(stale: readonly string[]): readonly string[] {
  if (stale.length === 0) return [];
  return [
    `answers of a run that was left are not taken, for what was asked is gone or changed: ${stale.join(', ')}`,
  ];
}

/** The diff was read: what an earlier wizard has put by, questions, or straight to the message. */
export function leaveDiff(state: State): Next {
  return next(
    changeTop(state, 'wizard', screen => {
      const seen = { ...screen, diffSeen: true, top: 0 };
      return screen.offer === null
        ? inView(state, showDoubt(proceed(seen)))
        : { ...seen, phase: 'resume', option: 0 };
    }),
  );
}

/** The message is there: the file can be drafted. */
export function acceptMessage(state: State): Next {
  const screen = screenOf(state, 'wizard');
  if (screen === undefined || screen.message.text.trim() === '') return next(state);
  return ask(state, { ...screen, before: 'message' });
}

/** Whether there is a message, or what to do. */
export function hasMessage(state: State): true | string {
  const text = screenOf(state, 'wizard')?.message.text ?? screenOf(state, 'note')?.message.text;
  return (text ?? '').trim() !== '' || 'type what the revision does';
}

/** Writes the file that is on the screen. */
export function write(state: State): Next {
  const screen = screenOf(state, 'wizard');
  if (screen?.evaluation == null) return next(state);
  const writing: WizardScreen = { ...screen, phase: 'writing', before: 'draft', since: state.now };
  return next(
    changeTop(state, 'wizard', () => writing),
    { do: 'write', for: screen.serial, evaluation: screen.evaluation },
  );
}

/** The file is written. */
export function written(state: State, message: MessageOf<'written'>): Next {
  const { for: serial, result } = message;
  const changed = changeScreen(state, { kind: 'wizard', serial }, screen => ({
    ...screen,
    phase: 'written',
    result,
  }));
  const deeds = result.path === null ? [] : [`wrote ${result.path}`];
  const focused = focusOn(changed, result.revision?.id);
  return next({ ...focused, deeds: [...state.deeds, ...deeds] }, { do: 'load' });
}

/** Something failed: what was typed last is proposed again. */
export function wizardFailed(state: State, serial: number, error: ErrorShape): Next {
  let opensError = false;
  const changed = changeScreen(state, { kind: 'wizard', serial }, screen => {
    opensError = screen.before !== 'comparing';
    return opensError ? takeBack(screen) : { ...screen, phase: 'failed', error };
  });
  const said = inWords(error);
  return next(opensError ? { ...changed, overlay: { kind: 'error', error: said } } : changed);
}

/** Why an answer will not do, without the flag that nobody typed here. */
function inWords({ hint, ...error }: ErrorShape): ErrorShape {
  const { problem } = error.details;
  if (typeof problem === 'string' && problem !== '') return { ...error, message: problem };
  return { ...error, ...(hint !== undefined && { hint }) };
}

/** Scrolls what is longer than the screen: the diff, the draft. */
export function scroll(state: State, key: string): Next {
  return next(
    changeTop(state, 'wizard', screen => {
      const height = scrolledHeight(screen.phase, layoutOf(state.size)?.body ?? 4);
      const lines =
        screen.phase === 'diff' ? diffLines(screen, state.size.columns) : draftLines(state, screen);
      const count = lines.length;
      const by = stepOf(key, height) ?? 0;
      return { ...screen, top: scrollTo(screen.top + by, { count, height }) };
    }),
  );
}

/** Opens a part of the draft by its digit, or the next or previous one. */
export function chooseTab(state: State, key: string): Next {
  return next(
    changeTop(state, 'wizard', screen => ({ ...screen, tab: tabFor(screen.tab, key), top: 0 })),
  );
}

function isSame({ changes, draft, kept }: Evaluation): boolean {
  return kept.length === 0 && changes.length === 0 && (draft === null || draft.empty);
}

function takeBack(screen: WizardScreen): WizardScreen {
  const phase = screen.before;
  if (phase !== 'question' && phase !== 'value') return { ...screen, phase };
  const [answers, last] = withoutLast(screen.answers);
  return { ...screen, phase, kept: keep(screen.kept, last), answers };
}

function tabFor(tab: DraftTab, key: string): DraftTab {
  const digit = /^[1-4]$/.test(key) ? Number(key) - 1 : undefined;
  const step = key === 'right' || key === 'tab' || key === 'l' ? 1 : -1;
  const at = draftTabs.indexOf(tab) + step + draftTabs.length;
  return draftTabs[digit ?? at % draftTabs.length] ?? tab;
}
