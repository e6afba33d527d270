import type { AppContext } from '../../app/context.ts';
import type { Effect } from '../effect.ts';
import type { Message } from '../message.ts';

type Handler<Do extends Effect['do']> = (
  effect: Extract<Effect, { do: Do }>,
  signal: AbortSignal,
) => Promise<void>;

type StampEffects = { readonly [Do in 'prepareStamp' | 'stamp']: Handler<Do> };

/** What the stamp screen asks of the commands. */
export function stampHandlers(context: AppContext, tell: (message: Message) => void): StampEffects {
  return {
    async prepareStamp({ for: serial, request }, signal) {
      const { prepareStamp } = await import('../../app/stamp.ts');
      const prepared = await prepareStamp(context, request);
      if (!signal.aborted) tell({ type: 'stampPrepared', for: serial, prepared });
    },
    async stamp({ for: serial, prepared }, signal) {
      const { runStamp } = await import('../../app/stamp.ts');
      await runStamp(context, prepared, { onEvent: () => {}, signal });
      // Also for a screen that was left meanwhile: what is written is read again.
      tell({ type: 'stamped', for: serial, prepared });
    },
  };
}
