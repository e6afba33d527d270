import type { Binding } from '../binding.ts';
import { revisionOf, stateOf } from '../history/rows.ts';
import { moveKeys } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { next, screenOf } from '../state.ts';
import { shownShape } from './rows.ts';
import { chooseTab, hasHazards, move, openId, stepHazard, upgradeHere } from './update.ts';

/** The keys of a revision that is open. */
export const revisionKeys: readonly Binding[] = [
  {
    id: 'revision.move',
    keys: moveKeys,
    modes: ['revision'],
    title: 'scroll',
    help: 'a line, half a page, a page, to an end',
    group: 'move',
    run: move,
  },
  {
    id: 'revision.tab',
    keys: ['1', '2', '3', '4'],
    modes: ['revision'],
    title: 'tabs',
    help: 'up SQL, down SQL, file, info',
    group: 'here',
    footer: 1,
    run: chooseTab,
  },
  {
    id: 'revision.next-tab',
    keys: ['tab', 'shift-tab', 'right', 'left', 'l', 'h'],
    modes: ['revision'],
    title: 'next, previous tab',
    help: 'the tab beside it',
    group: 'move',
    run: (state, key) => chooseTab(state, key === 'shift-tab' ? 'left' : key),
  },
  {
    id: 'revision.next-hazard',
    keys: [']', 'n'],
    modes: ['revision'],
    title: 'next hazard',
    help: 'the next statement that costs or loses something',
    group: 'here',
    footer: 3,
    when: hasHazards,
    run: state => stepHazard(state, 1),
  },
  {
    id: 'revision.previous-hazard',
    keys: ['[', 'N'],
    modes: ['revision'],
    title: 'previous hazard',
    help: 'the previous statement that costs or loses something',
    group: 'here',
    when: hasHazards,
    run: state => stepHazard(state, -1),
  },
  {
    id: 'revision.upgrade',
    keys: ['u'],
    modes: ['revision'],
    title: 'upgrade to here',
    help: 'preview an upgrade up to this revision',
    group: 'here',
    footer: 2,
    when: state =>
      stateOf(state, openId(state) ?? '') === 'pending' || 'this revision is not pending',
    run: upgradeHere,
  },
  {
    id: 'revision.edit',
    keys: ['e'],
    modes: ['revision', 'failed'],
    title: 'edit',
    help: 'open the file in $VISUAL or $EDITOR',
    group: 'here',
    footer: 4,
    when: state => openPath(state) !== undefined || 'there is no file',
    run: edit,
  },
  {
    id: 'revision.copy',
    keys: ['y'],
    modes: ['revision'],
    title: 'copy',
    help: 'copy what the tab shows: SQL, the file or the id',
    group: 'here',
    footer: 5,
    run: copy,
  },
];

function edit(state: State): Next {
  const path = openPath(state);
  return path === undefined ? next(state) : next(state, { do: 'edit', path });
}

function openPath(state: State): string | undefined {
  return revisionOf(state, openId(state) ?? '')?.path;
}

function copy(state: State): Next {
  const screen = screenOf(state, 'revision');
  const shape = screen && shownShape(state, screen);
  if (screen === undefined || shape === undefined) return next(state);
  const { tab } = screen;
  if (tab === 'file') return next(state, { do: 'copy', text: shape.text, what: 'the file' });
  if (tab === 'info') return next(state, { do: 'copy', text: shape.id, what: shape.id });
  const statements = shape[tab].flatMap(({ sql }) => (sql === undefined ? [] : [`${sql};\n`]));
  return next(state, { do: 'copy', text: statements.join(''), what: `the SQL of ${tab}` });
}
