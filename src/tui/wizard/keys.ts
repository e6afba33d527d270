import { isDoubtful } from '../../app/proof-words.ts';
import type { Binding } from '../binding.ts';
import { back } from '../go.ts';
import { openPlan } from '../plan/update.ts';
import { moveKeys } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { next, topScreen } from '../state.ts';
import {
  acceptValue,
  canAcceptValue,
  choose,
  chooseForAll,
  hasAlike,
  moveOption,
  previous,
} from './answer.ts';
import { emptyTextKey } from './empty-text.ts';
import { canPreview, closePreview, openPreview, scrollPreview } from './preview.ts';
import { scrollQuestion } from './question-window.ts';
import { alikeOf, openQuestion, optionsOf } from './question.ts';
import { chooseResume, moveResume } from './resume.ts';
import { splitKey } from './split.ts';
import { acceptMessage, chooseTab, hasMessage, leaveDiff, scroll, write } from './update.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The keys of the wizard, and of what follows when a file was written. */
export const wizardKeys: readonly Binding[] = [
  {
    id: 'diff.go-on',
    keys: ['return', 'l', 'right'],
    modes: ['diff'],
    title: 'go on',
    help: 'to the questions, or to the message where there are none',
    group: 'here',
    footer: 1,
    run: leaveDiff,
  },
  {
    id: 'wizard.scroll',
    keys: moveKeys,
    modes: ['diff', 'draft'],
    title: 'scroll',
    help: 'a line, half a page, a page, to an end',
    group: 'move',
    run: scroll,
  },
  {
    id: 'resume.choose',
    keys: ['1', '2'],
    modes: ['resume'],
    title: '1 go on, 2 start over',
    help: 'go on with the answers of the wizard that was left, or forget them',
    group: 'here',
    run: chooseResume,
  },
  {
    id: 'resume.take',
    keys: ['return', 'l', 'right'],
    modes: ['resume'],
    title: 'or 1-2 choose',
    help: 'take what is selected',
    group: 'here',
    footer: 1,
    run: chooseResume,
  },
  {
    id: 'resume.move',
    keys: ['j', 'k', 'down', 'up'],
    modes: ['resume'],
    title: 'move',
    help: 'select the other one',
    group: 'move',
    run: moveResume,
  },
  {
    id: 'question.choose',
    keys: digits,
    modes: ['question'],
    title: state => `1-${optionCount(state)}`,
    help: 'take the option with this number',
    group: 'here',
    run: choose,
  },
  {
    id: 'question.take',
    keys: ['return', 'l', 'right'],
    modes: ['question'],
    title: state => `or 1-${optionCount(state)} choose`,
    help: 'take the selected option',
    group: 'here',
    footer: 1,
    run: choose,
  },
  {
    id: 'question.all',
    keys: ['A'],
    modes: ['question'],
    title: 'all alike',
    help: 'take the selected option for this question and for all that are alike',
    group: 'here',
    footer: 2,
    when: hasAlike,
    run: chooseForAll,
  },
  {
    id: 'question.move',
    keys: ['j', 'k', 'down', 'up', 'g', 'G', 'home', 'end'],
    modes: ['question'],
    title: 'move',
    help: 'select another option',
    group: 'move',
    run: moveOption,
  },
  {
    id: 'question.scroll',
    keys: ['page-down', 'page-up', 'ctrl-d', 'ctrl-u'],
    modes: ['question'],
    title: 'scroll',
    help: 'scroll a question that is longer than the screen',
    group: 'move',
    run: scrollQuestion,
  },
  {
    id: 'question.preview',
    keys: ['p', 'tab'],
    modes: ['question'],
    title: 'preview',
    help: 'what the selected option writes: its part of the file, its SQL',
    group: 'here',
    footer: 3,
    when: canPreview,
    run: openPreview,
  },
  {
    id: 'value.preview',
    keys: ['tab'],
    modes: ['value'],
    title: 'preview',
    help: 'what the value writes: its part of the file, its SQL',
    group: 'here',
    footer: 2,
    when: canPreview,
    run: openPreview,
  },
  {
    id: 'preview.scroll',
    keys: moveKeys,
    modes: ['preview'],
    title: 'scroll',
    help: 'a line, half a page, a page, to an end',
    group: 'move',
    footer: 1,
    run: scrollPreview,
  },
  {
    id: 'preview.close',
    keys: ['escape', 'q', 'left', 'h', 'b', 'p', 'tab'],
    modes: ['preview'],
    title: 'back',
    help: 'back to the question',
    group: 'here',
    footer: 99,
    run: closePreview,
  },
  {
    id: 'wizard.previous',
    keys: ['b', 'h', 'left'],
    modes: ['question', 'draft'],
    title: 'previous',
    help: 'back by one step; what was answered is proposed again',
    group: 'here',
    footer: 4,
    run: previous,
  },
  {
    id: 'value.take',
    keys: ['return'],
    modes: ['value'],
    title: state => (isForAll(state) ? `take for ${alikeCount(state) + 1} questions` : 'take'),
    help: 'take what is typed as the answer',
    group: 'here',
    footer: 1,
    when: canAcceptValue,
    run: acceptValue,
  },
  emptyTextKey,
  {
    id: 'message.take',
    keys: ['return'],
    modes: ['message'],
    title: 'preview the file',
    help: 'draft the file with this message',
    group: 'here',
    footer: 1,
    when: hasMessage,
    run: acceptMessage,
  },
  {
    id: 'field.back',
    keys: ['escape', 'ctrl-c'],
    modes: ['value', 'message'],
    title: 'back',
    help: 'back to the question before',
    group: 'everywhere',
    footer: 99,
    run: previous,
  },
  {
    id: 'draft.write',
    keys: ['return', 'w'],
    modes: ['draft'],
    title: writeTitle,
    help: 'write what is shown; the database is not touched',
    group: 'here',
    footer: 1,
    run: write,
  },
  {
    id: 'draft.tab',
    keys: ['1', '2', '3', '4', 'tab', 'shift-tab'],
    modes: ['draft'],
    title: 'file, up, down, proof',
    help: 'the file, the SQL of up or down, or what came of trying it out',
    group: 'here',
    footer: 5,
    run: (state, key) => chooseTab(state, key === 'shift-tab' ? 'left' : key),
  },
  splitKey,
  {
    id: 'written.upgrade',
    keys: ['u'],
    modes: ['written'],
    title: 'upgrade to it',
    help: 'preview an upgrade up to the new revision',
    group: 'here',
    footer: 1,
    when: state => writtenRevision(state) !== undefined || 'no revision was written',
    run: upgrade,
  },
  {
    id: 'written.edit',
    keys: ['e'],
    modes: ['written'],
    title: 'edit',
    help: 'open the new file in $VISUAL or $EDITOR',
    group: 'here',
    footer: 2,
    when: state => writtenRevision(state) !== undefined || 'no revision was written',
    run: edit,
  },
  {
    id: 'written.close',
    keys: ['return', 'escape', 'q', 'left', 'h'],
    modes: ['written', 'same'],
    title: 'to the history',
    help: 'back to the history',
    group: 'here',
    footer: 3,
    run: back,
  },
];

function writeTitle(state: State): string {
  const screen = topScreen(state);
  if (draftIsEmpty(state)) return 'remember';
  const doubtful = screen.kind === 'wizard' && isDoubtful(screen.proof);
  return doubtful ? 'write it all the same' : 'write the file';
}

function draftIsEmpty(state: State): boolean {
  const screen = topScreen(state);
  return screen.kind === 'wizard' && screen.evaluation?.draft?.empty === true;
}

function optionCount(state: State): number {
  const screen = topScreen(state);
  return screen.kind === 'wizard' ? optionsOf(openQuestion(screen)).length : 0;
}

function alikeCount(state: State): number {
  const screen = topScreen(state);
  return screen.kind === 'wizard' ? alikeOf(screen).length : 0;
}

function isForAll(state: State): boolean {
  const screen = topScreen(state);
  return screen.kind === 'wizard' && screen.forAll;
}

function writtenRevision(state: State): { readonly id: string; readonly path: string } | undefined {
  const screen = topScreen(state);
  if (screen.kind !== 'wizard' && screen.kind !== 'note') return undefined;
  return screen.result?.revision ?? undefined;
}

function upgrade(state: State): Next {
  const revision = writtenRevision(state);
  if (revision === undefined) return next(state);
  const closed = back(state);
  const opened = openPlan(closed.state, 'up', revision.id);
  return next(opened.state, ...closed.effects, ...opened.effects);
}

function edit(state: State): Next {
  const path = writtenRevision(state)?.path;
  return path === undefined ? next(state) : next(state, { do: 'edit', path });
}
