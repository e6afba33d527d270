import type { PreparedPlan } from '../../app/plan.ts';
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
    /** Of a protected database. */
    readonly name?: string;
  },
): string {
  const { direction, target, losses = [], name } = plan;
  const command = direction === 'up' ? 'upgrade' : 'downgrade';
  const confirm = name === undefined ? '' : ` --confirm ${quoteWord(name)}`;
  const loss = losses.length > 0 ? ' --allow-data-loss' : '';
  return `${command} ${quoteWord(shortTarget(state, target))}${loss}${confirm}`;
}

/** The same for a plan that is there, with all that it asks for. */
export function preparedCommand(state: State, prepared: PreparedPlan): string {
  const { isProtected, database } = prepared;
  return planCommand(state, { ...prepared, ...(isProtected && { name: database.name }) });
}

/** A target as it is typed: an id as short as it may be. */
export function shortTarget(state: State, target: string): string {
  const [, id = target, step = ''] = /^(\w+?)(@?[+-]\d+)$/.exec(target) ?? [];
  return revisionOf(state, id) === undefined ? target : shortId(state, id) + step;
}
