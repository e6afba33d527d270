import type { Effect } from './effect.ts';
import type { Message } from './message.ts';
import type { State } from './state.ts';
import { needsClock, update } from './update.ts';

/** Holds the state; messages change it, subscribers hear of it. */
export interface Store {
  readonly getState: () => State;
  readonly dispatch: (message: Message) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Stops the clock; messages that still come change nothing. */
  readonly close: () => void;
}

export interface StoreOptions {
  readonly initial: State;
  /** Milliseconds since the shell was opened. */
  readonly elapsed: () => number;
  /** Does what updates ask for. */
  readonly perform: (effect: Effect) => void;
}

/** A store whose state changes in `update` alone. */
export function makeStore({ initial, elapsed, perform }: StoreOptions): Store {
  const listeners = new Set<() => void>();
  let state = initial;
  let clock: NodeJS.Timeout | undefined;
  let closed = false;

  const store: Store = {
    getState: () => state,
    dispatch(message) {
      if (closed) return;
      const after = update(state, message, elapsed());
      state = after.state;
      setClock(needsClock(state));
      for (const listener of listeners) listener();
      for (const effect of after.effects) perform(effect);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      setClock(false);
    },
  };
  const setClock = (on: boolean): void => {
    if (on) clock ??= setInterval(() => store.dispatch({ type: 'tick' }), tick);
    else clearInterval(clock);
    if (!on) clock = undefined;
  };
  return store;
}

/** Milliseconds; nothing on the screen moves faster than ten times a second. */
const tick = 200;
