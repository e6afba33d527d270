import type { AppContext } from '../../app/context.ts';
import type { Effect } from '../effect.ts';
import type { Message } from '../message.ts';

type Handler<Do extends Effect['do']> = (
  effect: Extract<Effect, { do: Do }>,
  signal: AbortSignal,
) => Promise<void>;

type MergeEffects = {
  readonly [Do in 'reviewMerge' | 'merge' | 'prepareRebase' | 'rebase']: Handler<Do>;
};

/** What the merge screen asks of the commands. */
export function mergeHandlers(context: AppContext, tell: (message: Message) => void): MergeEffects {
  return {
    async reviewMerge({ for: serial, names, splice }, signal) {
      const { prepareMerge } = await import('../../app/merge.ts');
      const review = await prepareMerge(context, { names, splice });
      if (!signal.aborted) tell({ type: 'reviewed', for: serial, review });
    },
    async merge({ for: serial, review, request }) {
      const { merge } = await import('../../app/merge.ts');
      tell({ type: 'written', for: serial, result: merge(context, review, request) });
    },
    async prepareRebase({ for: serial, request }, signal) {
      const { prepareRebase } = await import('../../app/rebase.ts');
      const prepared = await prepareRebase(context, request);
      if (!signal.aborted) tell({ type: 'rebasePrepared', for: serial, prepared });
    },
    async rebase({ for: serial, prepared }) {
      const { rebase } = await import('../../app/rebase.ts');
      rebase(context, prepared);
      tell({ type: 'rebased', for: serial, prepared });
    },
  };
}
