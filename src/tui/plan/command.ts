import { revisionOf, shortId } from '../history/rows.ts';
import { quoteWord } from '../palette/grammar.ts';
import type { State } from '../state.ts';

/** The command, without the program's name, that makes and runs the same plan in a shell. */
export function planCommand(
  state: State,
  plan: {
    readonly direction: 'up' | 'down';
    readonly target: string;
    readonly losses?: readonly unknown[];
  },
): string {
  const { direction, target, losses = [] } = plan;
  const name = direction === 'up' ? 'upgrade' : 'downgrade';
  const loss = losses.length > 0 ? ' --allow-data-loss' : '';
  return `${name} ${quoteWord(shortTarget(state, target))}${loss}`;
}

/** A target as it is typed: an id as short as it may be. */
export function shortTarget(state: State, target: string): string {
  const [, id = target, step = ''] = /^(\w+?)([+-]\d+)$/.exec(target) ?? [];
  return revisionOf(state, id) === undefined ? target : shortId(state, id) + step;
}
