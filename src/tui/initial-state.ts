import { firstScreen } from './history/update.ts';
import type { Size } from './layout.ts';
import type { Grammar } from './palette/grammar.ts';
import type { State } from './state.ts';

/** What the shell starts from. */
export interface Beginning {
  readonly size: Size;
  readonly ascii: boolean;
  readonly grammar: Grammar;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** The state before anything was read. */
export function initialState({ size, ascii, grammar, startedAt }: Beginning): State {
  return {
    size,
    ascii,
    grammar,
    startedAt,
    now: 0,
    project: {
      history: { is: 'loading', since: 0 },
      database: { is: 'loading', since: 0 },
      shown: {},
    },
    screens: [firstScreen],
    overlay: null,
    toast: null,
    lastSerial: firstScreen.serial,
    typed: [],
    deeds: [],
    interruptedAt: null,
  };
}
