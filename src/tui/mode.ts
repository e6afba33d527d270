import type { MergePhase, MergeScreen } from './merge/state.ts';
import type { NoteScreen } from './note/state.ts';
import type { ScreenKind, ScreenOf, State } from './state.ts';
import { topScreen } from './state.ts';
import type { WizardPhase } from './wizard/state.ts';

/** What the keys mean at the moment: one row of the key table's columns. */
export type Mode = (typeof modes)[number];

/** All of them. */
export const modes = [
  'history',
  'filter',
  'revision',
  'plan',
  'confirm',
  'run',
  'stop',
  'result',
  'wait',
  'diff',
  'resume',
  'question',
  'value',
  'preview',
  'message',
  'draft',
  'written',
  'same',
  'failed',
  'note-head',
  'note',
  'merge',
  'merge-message',
  'merge-choose',
  'merge-rebase',
  'merge-done',
  'stamp',
  'stamp-name',
  'log',
  'listing',
  'help',
  'palette',
  'error',
] as const;

/** In these, letters are typed into a field and are no shortcuts. */
export const fieldModes: readonly Mode[] = [
  'filter',
  'confirm',
  'value',
  'message',
  'note',
  'merge-message',
  'stamp-name',
  'help',
  'palette',
];

/** The mode of a state: the overlay's, else the screen's. */
export function modeOf(state: State): Mode {
  return state.overlay?.kind ?? screenMode(state);
}

/** The mode under an overlay. */
function screenMode(state: State): Mode {
  const screen = topScreen(state);
  return modeAs(screen.kind, state, screen);
}

type ForEachScreen = {
  readonly [Kind in ScreenKind]: (screen: ScreenOf<Kind>, state: State) => Mode;
};

const screenModes: ForEachScreen = {
  history: ({ filter }) => (filter?.typing === true ? 'filter' : 'history'),
  revision: ({ id }, { project }) => (project.shown[id]?.is === 'failed' ? 'failed' : 'revision'),
  plan: ({ prepared }) => planModes[prepared.is],
  run: ({ end }) => (end === null ? 'run' : 'result'),
  wizard: ({ phase }) => wizardModes[phase],
  note: ({ phase }) => noteModes[phase],
  merge: mergeMode,
  stamp: ({ phase, prepared }) =>
    prepared.is === 'ready' ? stampModes[phase] : planModes[prepared.is],
  log: ({ log }) => logModes[log.is],
  listing: () => 'listing',
};

function modeAs<Kind extends ScreenKind>(kind: Kind, state: State, screen: ScreenOf<Kind>): Mode {
  return screenModes[kind](screen, state);
}

/** A rebase that is being prepared is waited for. */
function mergeMode({ phase, rebase }: MergeScreen): Mode {
  return phase === 'rebase' && rebase?.prepared.is !== 'ready' ? 'wait' : mergeModes[phase];
}

const planModes = { loading: 'wait', ready: 'plan', failed: 'failed' } as const;

const wizardModes: Readonly<Record<WizardPhase, Mode>> = {
  comparing: 'wait',
  evaluating: 'wait',
  writing: 'wait',
  diff: 'diff',
  resume: 'resume',
  question: 'question',
  value: 'value',
  preview: 'preview',
  message: 'message',
  draft: 'draft',
  written: 'written',
  same: 'same',
  failed: 'failed',
};

const noteModes: Readonly<Record<NoteScreen['phase'], Mode>> = {
  head: 'note-head',
  message: 'note',
  writing: 'wait',
  written: 'written',
};

const mergeModes: Readonly<Record<MergePhase, Mode>> = {
  heads: 'merge',
  message: 'merge-message',
  writing: 'wait',
  choose: 'merge-choose',
  rebase: 'merge-rebase',
  done: 'merge-done',
};

const stampModes = { plan: 'stamp', confirm: 'stamp-name', stamping: 'wait' } as const;

const logModes = { loading: 'wait', ready: 'log', failed: 'failed' } as const;
