import type { Binding } from '../binding.ts';
import { needsDatabase } from '../history/keys.ts';
import { selectedId } from '../history/update.ts';
import { moveKeys } from '../scroll.ts';
import type { State } from '../state.ts';
import { next } from '../state.ts';
import {
  canStamp,
  confirmStamp,
  leaveName,
  openStamp,
  scrollStamp,
  stamp,
  stampNameLeft,
} from './update.ts';

/** The keys of a stamp, and the one that opens it. */
export const stampKeys: readonly Binding[] = [
  {
    id: 'stamp.open',
    keys: ['s'],
    modes: ['history'],
    title: 'stamp',
    help: 'let the selected revision count as applied without running it; shown before',
    group: 'here',
    when: canOpen,
    run: state => {
      const id = selectedId(state);
      return id === undefined ? next(state) : openStamp(state, { targets: [id] });
    },
  },
  {
    id: 'stamp.write',
    keys: ['y'],
    modes: ['stamp'],
    title: 'stamp',
    help: 'write it into the journal; enter does nothing here',
    group: 'here',
    footer: 1,
    when: canStamp,
    run: stamp,
  },
  {
    id: 'stamp.scroll',
    keys: moveKeys,
    modes: ['stamp'],
    title: 'scroll',
    help: 'a line, half a page, a page, to an end',
    group: 'move',
    run: scrollStamp,
  },
  {
    id: 'stamp-name.write',
    keys: ['return'],
    modes: ['stamp-name'],
    title: 'stamp',
    help: 'write it into the journal, once the name is typed',
    group: 'here',
    footer: 1,
    when: stampNameLeft,
    run: confirmStamp,
  },
  {
    id: 'stamp-name.back',
    keys: ['escape', 'ctrl-c'],
    modes: ['stamp-name'],
    title: 'back',
    help: 'back without writing',
    group: 'everywhere',
    footer: 99,
    run: leaveName,
  },
];

function canOpen(state: State): true | string {
  const reason = needsDatabase(state);
  if (reason !== true) return reason;
  return selectedId(state) !== undefined || 'no revision is selected';
}
