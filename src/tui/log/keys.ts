import type { Binding } from '../binding.ts';
import { needsDatabase } from '../history/keys.ts';
import { moveKeys } from '../scroll.ts';
import { openLog, scrollLog } from './update.ts';

/** The log's keys, and the one that opens it. */
export const logKeys: readonly Binding[] = [
  {
    id: 'log.open',
    keys: ['L'],
    modes: ['history'],
    title: 'log',
    help: 'what was run and stamped, by whom and when',
    group: 'here',
    when: needsDatabase,
    run: openLog,
  },
  {
    id: 'log.scroll',
    keys: moveKeys,
    modes: ['log'],
    title: 'scroll',
    help: 'a line, half a page, a page, to an end',
    group: 'move',
    run: scrollLog,
  },
];
