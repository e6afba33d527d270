import type { Binding } from '../binding.ts';
import { layoutOf } from '../layout.ts';
import { canMerge, openMerge } from '../merge/update.ts';
import { openNote } from '../note/update.ts';
import { shortTarget } from '../plan/command.ts';
import { openPlan } from '../plan/update.ts';
import { openRevision } from '../revision/update.ts';
import { moveKeys } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { next, screenOf, valueOf } from '../state.ts';
import { openWizard } from '../wizard/update.ts';
import { revisionOf, stateOf } from './rows.ts';
import {
  acceptFilter,
  clearFilter,
  isFolded,
  move,
  openFilter,
  reload,
  selectedId,
  selectedRow,
  toggleFold,
  togglePreview,
} from './update.ts';

/** The keys of the history. */
export const historyKeys: readonly Binding[] = [
  {
    id: 'history.move',
    keys: moveKeys,
    modes: ['history'],
    title: 'move',
    help: 'a row, half a page, a page, to an end',
    group: 'move',
    run: move,
  },
  {
    id: 'history.open',
    keys: ['return', 'l', 'right'],
    modes: ['history'],
    title: state => (selectedRow(state)?.kind === 'fold' ? 'unfold' : 'open'),
    help: 'open the selected revision',
    group: 'here',
    footer: 1,
    when: canOpen,
    run: open,
  },
  {
    id: 'history.upgrade',
    keys: ['u'],
    modes: ['history'],
    title: state => `upgrade ${shortTarget(state, upgradeTarget(state))}`,
    help: 'preview an upgrade: to the heads, or to a pending revision below them',
    group: 'here',
    footer: 2,
    when: hasPending,
    run: state => openPlan(state, 'up', upgradeTarget(state)),
  },
  {
    id: 'history.upgrade-one',
    keys: ['U'],
    modes: ['history'],
    title: 'upgrade +1',
    help: 'preview the next revision alone',
    group: 'here',
    when: hasPending,
    run: state => openPlan(state, 'up', '+1'),
  },
  {
    id: 'history.downgrade',
    keys: ['d'],
    modes: ['history'],
    title: state => `downgrade ${shortTarget(state, downgradeTarget(state))}`,
    help: 'preview a downgrade: to the selected revision, or one step',
    group: 'here',
    footer: 3,
    when: hasApplied,
    run: state => openPlan(state, 'down', downgradeTarget(state)),
  },
  {
    id: 'history.autogenerate',
    keys: ['a'],
    modes: ['history'],
    title: 'autogenerate',
    help: 'compare the entities with the revisions and write the difference',
    group: 'here',
    footer: 4,
    when: hasFiles,
    run: state => openWizard(state),
  },
  {
    id: 'history.new',
    keys: ['n'],
    modes: ['history'],
    title: 'new',
    help: 'write an empty revision',
    group: 'here',
    footer: 5,
    when: hasFiles,
    run: state => openNote(state),
  },
  {
    id: 'history.merge',
    keys: ['m'],
    modes: ['history'],
    title: 'merge',
    help: 'join the heads: what their branches touch in common, and the merge revision',
    group: 'here',
    footer: 5.5,
    when: canMerge,
    run: state => openMerge(state),
  },
  {
    id: 'history.filter',
    keys: ['/'],
    modes: ['history'],
    title: 'filter',
    help: 'show only revisions with these words; is:pending, is:applied, is:head',
    group: 'here',
    footer: 6,
    when: hasFiles,
    run: openFilter,
  },
  {
    id: 'history.fold',
    keys: ['z'],
    modes: ['history'],
    title: state => (foldedNow(state) ? 'unfold' : 'fold'),
    help: 'fold long runs of applied revisions into one row, or show them all',
    group: 'here',
    footer: 8,
    when: hasFiles,
    run: toggleFold,
  },
  {
    id: 'history.preview',
    keys: ['p'],
    modes: ['history'],
    title: 'preview',
    help: 'show or hide what is known of the selected revision',
    group: 'here',
    footer: 9,
    when: hasRoom,
    run: togglePreview,
  },
  {
    id: 'history.edit',
    keys: ['e'],
    modes: ['history'],
    title: 'edit',
    help: 'open the file in $VISUAL or $EDITOR',
    group: 'here',
    footer: 10,
    when: hasFile,
    run: edit,
  },
  {
    id: 'history.copy',
    keys: ['y'],
    modes: ['history'],
    title: 'copy id',
    help: 'copy the id of the selected revision',
    group: 'here',
    when: canOpen,
    run: copy,
  },
  {
    id: 'history.reload',
    keys: ['ctrl-r'],
    modes: ['history'],
    title: 'read again',
    help: 'read the files and the database again',
    group: 'here',
    run: reload,
  },
  {
    id: 'filter.accept',
    keys: ['return', 'down', 'up'],
    modes: ['filter'],
    title: 'to the list',
    help: 'keep the filter and go to the list',
    group: 'here',
    footer: 1,
    run: acceptFilter,
  },
  {
    id: 'filter.clear',
    keys: ['escape', 'ctrl-c'],
    modes: ['filter'],
    title: 'clear',
    help: 'take the filter away',
    group: 'everywhere',
    footer: 99,
    run: clearFilter,
  },
];

function foldedNow(state: State): boolean {
  const screen = screenOf(state, 'history');
  return screen !== undefined && isFolded(state, screen);
}

function open(state: State): Next {
  const row = selectedRow(state);
  if (row?.kind === 'fold') return toggleFold(state);
  return row === undefined ? next(state) : openRevision(state, row.id);
}

function edit(state: State): Next {
  const path = revisionOf(state, selectedId(state) ?? '')?.path;
  return path === undefined ? next(state) : next(state, { do: 'edit', path });
}

function copy(state: State): Next {
  const id = selectedId(state);
  return id === undefined ? next(state) : next(state, { do: 'copy', text: id, what: id });
}

function canOpen(state: State): true | string {
  const row = selectedRow(state);
  if (row === undefined) return 'nothing is selected';
  if (row.kind === 'fold') return true;
  return revisionOf(state, row.id) !== undefined || 'the file of this revision is gone';
}

function hasFile(state: State): true | string {
  const id = selectedId(state);
  if (id === undefined) return 'no revision is selected';
  return revisionOf(state, id) !== undefined || 'the file of this revision is gone';
}

function hasFiles(state: State): true | string {
  return state.project.history.is === 'ready' || 'the revision files could not be read';
}

function hasRoom(state: State): true | string {
  const alone = layoutOf(state.size)?.arrangement === 'alone';
  return !alone || 'the terminal is too small for it: enter opens the revision';
}

function hasPending(state: State): true | string {
  const reason = needsDatabase(state);
  if (reason !== true) return reason;
  const { pending = [], partial = [] } = valueOf(state.project.database)?.status ?? {};
  return pending.length + partial.length > 0 || 'nothing is pending';
}

function hasApplied(state: State): true | string {
  const reason = needsDatabase(state);
  if (reason !== true) return reason;
  const { current = [], partial = [] } = valueOf(state.project.database)?.status ?? {};
  return current.length + partial.length > 0 || 'nothing is applied';
}

/** Whether the database was read, or why not. */
export function needsDatabase({ project }: State): true | string {
  if (project.database.is === 'loading') return 'the database is being read';
  return project.database.is === 'ready' || 'there is no database: ctrl-r tries again';
}

function upgradeTarget(state: State): string {
  const id = selectedId(state);
  const inBetween =
    id !== undefined && stateOf(state, id) === 'pending' && revisionOf(state, id)?.head === false;
  return inBetween ? id : 'heads';
}

/** One step, or down to the selected revision; from one of several current revisions one step on its own branch. */
function downgradeTarget(state: State): string {
  const id = selectedId(state);
  const current = valueOf(state.project.database)?.status.current ?? [];
  if (id === undefined || stateOf(state, id) !== 'applied') return '-1';
  if (!current.includes(id)) return id;
  return current.length > 1 ? `${id}@-1` : '-1';
}
