import type { Binding } from '../binding.ts';
import { closeResult, goOn, interrupt, stop, stopAfter } from './update.ts';

/** The keys while a plan runs, and after. */
export const runKeys: readonly Binding[] = [
  {
    id: 'run.interrupt',
    keys: ['ctrl-c'],
    modes: ['run', 'stop'],
    title: 'stop',
    help: 'ask whether to stop; again within the question: stop',
    group: 'here',
    footer: 1,
    run: interrupt,
  },
  {
    id: 'stop.stop',
    keys: ['y'],
    modes: ['stop'],
    title: 'stop and roll back',
    help: 'cancel the running statement and roll its revision back',
    group: 'here',
    footer: 2,
    run: stop,
  },
  {
    id: 'stop.after',
    keys: ['a'],
    modes: ['stop'],
    title: 'after this revision',
    help: 'let the revision that runs end, and begin no other',
    group: 'here',
    footer: 3,
    run: stopAfter,
  },
  {
    id: 'stop.go-on',
    keys: ['escape', 'n', 'q'],
    modes: ['stop'],
    title: 'go on',
    help: 'let it run',
    group: 'here',
    footer: 4,
    run: goOn,
  },
  {
    id: 'result.close',
    keys: ['return', 'escape', 'q', 'left', 'h'],
    modes: ['result'],
    title: 'to the history',
    help: 'back to the history',
    group: 'here',
    footer: 1,
    run: closeResult,
  },
];
