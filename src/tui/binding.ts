import type { Mode } from './mode.ts';
import type { Next, State } from './state.ts';

/**
 * A key and what it does, as data: footer, help and the tests are made from it. `run` is pure; what is to be done outside comes
 * back as effects.
 */
export interface Binding {
  readonly id: string;
  readonly keys: readonly string[];
  readonly modes: readonly Mode[];
  /** In the footer and the help, a few words. */
  readonly title: string | ((state: State) => string);
  /** In the help, a sentence without a full stop. */
  readonly help: string;
  readonly group: BindingGroup;
  /** Its place in the footer, the lowest first; absent: only in the help. */
  readonly footer?: number;
  /** Why it does nothing at the moment. */
  readonly when?: (state: State) => true | string;
  readonly run: (state: State, key: string) => Next;
}

/** Where the help lists a key. */
export type BindingGroup = 'here' | 'move' | 'everywhere';

/** The title of a binding in this state. */
export function titleOf({ title }: Binding, state: State): string {
  return typeof title === 'string' ? title : title(state);
}

/** Whether a binding does something in this state, or why not. */
export function aliveIn({ when }: Binding, state: State): true | string {
  return when === undefined ? true : when(state);
}

/** A key as people call it: `enter`, `esc`, `PgDn`. */
export function spellKey(key: string): string {
  return spellings[key] ?? key;
}

const spellings: Readonly<Record<string, string>> = {
  return: 'enter',
  escape: 'esc',
  'page-down': 'PgDn',
  'page-up': 'PgUp',
  home: 'Home',
  end: 'End',
  ' ': 'space',
};
