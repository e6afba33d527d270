import type { MergeReview } from '../../app/merge-review.ts';
import { shortId, stateOf } from '../history/rows.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import { ownBeside, proposedMessage, rootsBeside } from './branches.ts';
import type { MergeScreen, RebaseOption } from './state.ts';

/** Every branch that could be put on another one; where the order matters, only the orders that work. */
export function rebaseOptions(state: State, screen: MergeScreen): readonly RebaseOption[] {
  const graph = valueOf(state.project.history)?.graph;
  if (graph === undefined) return [];
  const orders = ordersOf(reviewOf(screen));
  const pairs = screen.chosen.flatMap(onto =>
    screen.chosen.filter(head => head !== onto).map(head => ({ head, onto })),
  );
  return pairs
    .map(({ head, onto }): RebaseOption => {
      const applied = ownBeside(graph, head, onto).filter(id => isApplied(state, id));
      const ids = applied.map(id => shortId(state, id)).join(', ');
      const off = ids === '' ? null : `${ids} ${applied.length === 1 ? 'is' : 'are'} applied here`;
      return { head, onto, names: rootsBeside(graph, head, onto), off };
    })
    .filter(option => orders === null || orders.includes(rebaseCommand(option)));
}

/** Files to mend where the order matters; else the selected head's own. */
export function editOptions(screen: MergeScreen): readonly string[] {
  const mends = (reviewOf(screen)?.remedies ?? []).filter(({ kind }) => kind === 'edit');
  const ids = mends.flatMap(({ command }) => command.split(' ').at(-1) ?? []);
  const selected = screen.heads[screen.selected];
  return ids.length > 0 || selected === undefined ? ids : [selected];
}

/** Whether a branch can be rebased, or why none can. */
export function canRebase(state: State, screen: MergeScreen): true | string {
  if (screen.chosen.length < 2) return chooseTwo;
  const options = rebaseOptions(state, screen);
  if (options.length === 0) return 'no order of the branches works: a file has to be edited';
  const closed = options.find(({ off }) => off !== null)?.off;
  return options.some(({ off }) => off === null) || `${closed}: only a merge joins the branches`;
}

/** `migsh rebase 6bb19e40 --onto 9f31c0ab` */
export function rebaseCommand({ names, onto }: Pick<RebaseOption, 'names' | 'onto'>): string {
  return `migsh rebase ${names.join(' ')} --onto ${onto}`;
}

/** The review of what is chosen, where it is there. */
export function reviewOf({ review }: MergeScreen): MergeReview | undefined {
  return review === null ? undefined : valueOf(review);
}

/** The message as it would be written. */
export function messageOf(state: State, screen: MergeScreen): string {
  if (screen.message !== null) return screen.message.text;
  const graph = valueOf(state.project.history)?.graph;
  if (graph === undefined) return '';
  return proposedMessage(graph, screen.chosen, id => shortId(state, id));
}

/** Said where fewer are chosen. */
export const chooseTwo = 'choose at least two heads: space toggles one';

function ordersOf(review: MergeReview | undefined): readonly string[] | null {
  if (review?.verdict !== 'disagrees') return null;
  return review.remedies.filter(({ kind }) => kind === 'order').map(({ command }) => command);
}

function isApplied(state: State, id: string): boolean {
  const place = stateOf(state, id);
  return place !== undefined && place !== 'pending';
}
