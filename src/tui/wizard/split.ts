import type { Binding } from '../binding.ts';
import type { Next, State } from '../state.ts';
import { next, screenOf } from '../state.ts';
import { ask } from './answer.ts';

/** The question whether a difference takes one revision or several: asked for large tables, answered by a key for any. */
const splitId = 'split:revision';

/** The key that spreads the draft over several revisions, or puts them together again. */
export const splitKey: Binding = {
  id: 'draft.split',
  keys: ['s'],
  modes: ['draft'],
  title: state => (isSplit(state) ? 'one revision' : 'split'),
  help: 'spread it over revisions that expand, backfill and contract, or put them together again',
  group: 'here',
  footer: 2,
  when: canSplit,
  run: split,
};

function split(state: State): Next {
  const screen = screenOf(state, 'wizard');
  if (screen === undefined) return next(state);
  const value = isSplit(state) ? 'one' : 'three';
  const others = screen.answers.filter(({ id }) => id !== splitId);
  return ask(state, { ...screen, answers: [...others, { id: splitId, value }], before: 'draft' });
}

function isSplit(state: State): boolean {
  const draft = screenOf(state, 'wizard')?.evaluation?.draft;
  return draft != null && draft.following.length > 0;
}

/** Or why not. */
function canSplit(state: State): true | string {
  const draft = screenOf(state, 'wizard')?.evaluation?.draft;
  return draft?.splits === true || 'nothing in it could wait for a later revision';
}
