import { layoutOf } from '../layout.ts';
import type { MessageOf } from '../message.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push } from '../state.ts';
import { logLines } from './rows.ts';

/** Opens the log, and reads it. */
export function openLog(state: State): Next {
  const opened = push(state, serial => ({
    kind: 'log',
    serial,
    log: { is: 'loading', since: state.now },
    top: 0,
  }));
  return next(opened, { do: 'readLog', for: opened.lastSerial });
}

/** The log is there. */
export function logRead(state: State, { for: serial, log }: MessageOf<'logRead'>): Next {
  return next(
    changeScreen(state, { kind: 'log', serial }, screen => ({
      ...screen,
      log: { is: 'ready', value: log },
    })),
  );
}

/** Scrolls what is longer than the screen. */
export function scrollLog(state: State, key: string): Next {
  const height = (layoutOf(state.size)?.body ?? 2) - 1;
  return next(
    changeTop(state, 'log', screen => {
      const count = logLines(state, screen, state.size.columns).length;
      const by = stepOf(key, height) ?? 0;
      return { ...screen, top: scrollTo(screen.top + by, { count, height }) };
    }),
  );
}
