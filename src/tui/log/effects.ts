import type { AppContext } from '../../app/context.ts';
import type { Effect } from '../effect.ts';
import type { Message } from '../message.ts';

interface LogEffects {
  readonly readLog: (
    effect: Extract<Effect, { do: 'readLog' }>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** What the log's screen asks of the commands. */
export function logHandlers(context: AppContext, tell: (message: Message) => void): LogEffects {
  return {
    async readLog({ for: serial }, signal) {
      const { log } = await import('../../app/log.ts');
      const read = await log(context, { limit: 1000 });
      if (!signal.aborted) tell({ type: 'logRead', for: serial, log: read.log });
    },
  };
}
