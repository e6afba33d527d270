import type { Binding } from './binding.ts';
import { back, interruptTwice, quit } from './go.ts';
import { helpKeys } from './help/keys.ts';
import { historyKeys } from './history/keys.ts';
import { logKeys } from './log/keys.ts';
import { mergeKeys } from './merge/keys.ts';
import type { Mode } from './mode.ts';
import { modes } from './mode.ts';
import { noteKeys } from './note/keys.ts';
import { paletteKeys } from './palette/keys.ts';
import { planKeys } from './plan/keys.ts';
import { revisionKeys } from './revision/keys.ts';
import { runKeys } from './run/keys.ts';
import { stampKeys } from './stamp/keys.ts';
import { next } from './state.ts';
import { wizardKeys } from './wizard/keys.ts';

const overlayFields: readonly Mode[] = ['help', 'palette', 'confirm'];
const screens: readonly Mode[] = [
  'revision',
  'plan',
  'wait',
  'diff',
  'resume',
  'question',
  'preview',
  'draft',
  'failed',
  'note-head',
  'merge',
  'merge-choose',
  'merge-rebase',
  'merge-done',
  'stamp',
  'log',
  'listing',
  'error',
];

/** Keys that mean the same on every screen that has them. */
const everywhere: readonly Binding[] = [
  {
    id: 'back',
    keys: ['escape', 'q', 'left', 'h'],
    modes: screens.filter(mode => !['revision', 'question', 'preview', 'draft'].includes(mode)),
    title: 'back',
    help: 'close, back by one screen',
    group: 'everywhere',
    footer: 99,
    run: back,
  },
  {
    id: 'leave',
    keys: ['escape', 'q'],
    modes: ['revision', 'question', 'draft'],
    title: 'back',
    help: 'back by one screen; answers are kept',
    group: 'everywhere',
    footer: 99,
    run: back,
  },
  {
    id: 'close',
    keys: ['escape', 'ctrl-c'],
    modes: overlayFields,
    title: 'close',
    help: 'close without doing anything',
    group: 'everywhere',
    footer: 99,
    run: back,
  },
  {
    id: 'history.back',
    keys: ['escape'],
    modes: ['history'],
    title: 'clear the filter',
    help: 'take the filter away; never leaves migsh',
    group: 'everywhere',
    run: back,
  },
  {
    id: 'quit',
    keys: ['q'],
    modes: ['history'],
    title: 'quit',
    help: 'leave migsh',
    group: 'everywhere',
    footer: 99,
    run: quit,
  },
  {
    id: 'interrupt',
    keys: ['ctrl-c'],
    modes: ['history', 'result', 'written', 'same', ...screens],
    title: 'leave',
    help: 'twice: leave migsh',
    group: 'everywhere',
    run: interruptTwice,
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    modes: ['history', 'result', 'written', 'same', ...screens],
    title: 'shell',
    help: 'back to the shell for a moment; fg returns',
    group: 'everywhere',
    run: state => next(state, { do: 'suspend' }),
  },
  {
    id: 'redraw',
    keys: ['ctrl-l'],
    modes,
    title: 'redraw',
    help: 'draw the screen anew',
    group: 'everywhere',
    run: state => next(state, { do: 'redraw' }),
  },
];

/** Every key of the shell. Help and footer are made from it; a letter keeps its meaning wherever it has one. */
export const keymap: readonly Binding[] = [
  ...historyKeys,
  ...revisionKeys,
  ...planKeys,
  ...runKeys,
  ...wizardKeys,
  ...noteKeys,
  ...mergeKeys,
  ...stampKeys,
  ...logKeys,
  ...paletteKeys,
  ...helpKeys(() => keymap),
  ...everywhere,
];

/** What a key means in a mode. */
export function findBinding(mode: Mode, key: string): Binding | undefined {
  return keymap.find(({ modes: own, keys }) => own.includes(mode) && keys.includes(key));
}
