import { doAtOnce, isSomethingLeft } from '../app/at-the-end.ts';

/** Ctrl-C, SIGTERM and SIGHUP: end the process at once, or, while something runs that must end well, ask it to stop. */
export interface Interruption {
  /** Runs `work`; until it is over a first signal aborts it, a second one ends the process. */
  during<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Aborts what runs as a signal does, to end with this exit code; false where nothing runs. */
  stop(code: number): boolean;
  /** 129, 130 or 143 after a signal, 128 and its number as shells count it. */
  exitCode(): number | undefined;
}

/** Takes over SIGINT, SIGTERM and SIGHUP of the process. */
export function watchSignals(): Interruption {
  let received: number | undefined;
  let running: AbortController | undefined;
  const onSignal = (code: number): void => {
    const again = received !== undefined;
    received ??= code;
    if (running !== undefined && !again) return running.abort();
    if (again || !isSomethingLeft()) process.exit(code);
    void doAtOnce().then(() => process.exit(code));
  };
  process.on('SIGINT', () => onSignal(130));
  process.on('SIGTERM', () => onSignal(143));
  process.on('SIGHUP', () => onSignal(129));
  return {
    async during(work) {
      running = new AbortController();
      try {
        return await work(running.signal);
      } finally {
        running = undefined;
      }
    },
    stop(code) {
      if (running === undefined) return false;
      received ??= code;
      running.abort();
      return true;
    },
    exitCode: () => received,
  };
}
