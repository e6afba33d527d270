import type { Binding } from '../binding.ts';
import { back } from '../go.ts';
import { openPlan } from '../plan/update.ts';
import { moveKeys } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { next, screenOf } from '../state.ts';
import {
  canTakeChoice,
  choiceCount,
  moveChoice,
  openEdit,
  openRebase,
  takeChoice,
  writeRebase,
} from './rebase.ts';
import { canWrite, editMessage, move, needsYes, toggle, toHeads, write } from './update.ts';
import { canRebase, editOptions } from './ways.ts';

/** The keys of a merge, of a rebase in its place, and of what follows. */
export const mergeKeys: readonly Binding[] = [
  {
    id: 'merge.write',
    keys: ['return'],
    modes: ['merge'],
    title: 'write',
    help: 'write the merge revision; the database is not touched',
    group: 'here',
    footer: 1,
    when: canWrite,
    run: write,
  },
  {
    id: 'merge.write-anyway',
    keys: ['y'],
    modes: ['merge'],
    title: 'write all the same',
    help: 'write the merge revision although the order of the branches matters',
    group: 'here',
    footer: 4,
    when: needsYes,
    run: write,
  },
  {
    id: 'merge.toggle',
    keys: [' ', 'x'],
    modes: ['merge'],
    title: 'toggle',
    help: 'take the selected head in or out',
    group: 'here',
    footer: 2,
    run: toggle,
  },
  {
    id: 'merge.rebase',
    keys: ['r'],
    modes: ['merge'],
    title: 'rebase',
    help: 'put one branch on the other instead; shown before it is written',
    group: 'here',
    footer: 3,
    when: state => withMerge(state, screen => canRebase(state, screen)),
    run: openRebase,
  },
  {
    id: 'merge.edit',
    keys: ['e'],
    modes: ['merge'],
    title: 'edit',
    help: 'open the file to mend, or the selected head, in $VISUAL or $EDITOR',
    group: 'here',
    footer: 5,
    when: state =>
      withMerge(state, screen => editOptions(screen).length > 0 || 'no head is selected'),
    run: openEdit,
  },
  {
    id: 'merge.message',
    keys: ['tab'],
    modes: ['merge'],
    title: 'message',
    help: 'change the message',
    group: 'here',
    footer: 6,
    run: editMessage,
  },
  {
    id: 'merge.move',
    keys: moveKeys,
    modes: ['merge'],
    title: 'move',
    help: 'select a head; ctrl-d, ctrl-u, PgDn and PgUp scroll what both sides touch',
    group: 'move',
    run: move,
  },
  {
    id: 'merge-message.write',
    keys: ['return'],
    modes: ['merge-message'],
    title: 'write',
    help: 'write the merge revision with this message',
    group: 'here',
    footer: 1,
    when: canWrite,
    run: write,
  },
  {
    id: 'merge-message.heads',
    keys: ['escape', 'tab', 'shift-tab', 'ctrl-c'],
    modes: ['merge-message'],
    title: 'to the heads',
    help: 'back to the heads; the message is kept',
    group: 'everywhere',
    footer: 99,
    run: toHeads,
  },
  {
    id: 'merge-choose.take',
    keys: ['return', 'l', 'right'],
    modes: ['merge-choose'],
    title: state => `or 1-${withMerge(state, screen => choiceCount(state, screen))} choose`,
    help: 'take the selected one',
    group: 'here',
    footer: 1,
    when: canTakeChoice,
    run: takeChoice,
  },
  {
    id: 'merge-choose.digit',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    modes: ['merge-choose'],
    title: 'choose',
    help: 'take the one with this number',
    group: 'here',
    run: takeChoice,
  },
  {
    id: 'merge-choose.move',
    keys: ['j', 'k', 'down', 'up', 'g', 'G', 'home', 'end'],
    modes: ['merge-choose'],
    title: 'move',
    help: 'select another one',
    group: 'move',
    run: moveChoice,
  },
  {
    id: 'merge-rebase.write',
    keys: ['y'],
    modes: ['merge-rebase'],
    title: 'write',
    help: 'write the new parents into the files; enter does nothing here',
    group: 'here',
    footer: 1,
    run: writeRebase,
  },
  {
    id: 'merge-done.upgrade',
    keys: ['u'],
    modes: ['merge-done'],
    title: state => (mergedId(state) === undefined ? 'upgrade heads' : 'upgrade to it'),
    help: 'preview an upgrade up to what was written',
    group: 'here',
    footer: 1,
    run: upgrade,
  },
  {
    id: 'merge-done.edit',
    keys: ['e'],
    modes: ['merge-done'],
    title: 'edit',
    help: 'open the file that was written in $VISUAL or $EDITOR',
    group: 'here',
    footer: 2,
    when: state => writtenPath(state) !== undefined || 'no file was written',
    run: edit,
  },
  {
    id: 'merge-done.close',
    keys: ['return'],
    modes: ['merge-done'],
    title: 'to the history',
    help: 'back to the history',
    group: 'here',
    footer: 3,
    run: back,
  },
];

function withMerge<T>(state: State, ask: (screen: ScreenOfMerge) => T): T | string {
  const screen = screenOf(state, 'merge');
  return screen === undefined ? 'nothing is merged' : ask(screen);
}

type ScreenOfMerge = NonNullable<ReturnType<typeof screenOf<'merge'>>>;

function mergedId(state: State): string | undefined {
  const done = screenOf(state, 'merge')?.done;
  return done?.is === 'merged' ? done.result.revision?.id : undefined;
}

function writtenPath(state: State): string | undefined {
  const done = screenOf(state, 'merge')?.done;
  if (done == null) return undefined;
  return done.is === 'merged' ? done.result.revision?.path : done.prepared.moves[0]?.path;
}

function upgrade(state: State): Next {
  const target = mergedId(state) ?? 'heads';
  const closed = back(state);
  const opened = openPlan(closed.state, 'up', target);
  return next(opened.state, ...closed.effects, ...opened.effects);
}

function edit(state: State): Next {
  const path = writtenPath(state);
  return path === undefined ? next(state) : next(state, { do: 'edit', path });
}
