import type { DialectName } from '../dialect/dialect.ts';
import { planUp } from '../revision/plan-walk.ts';
import { ancestors } from '../revision/walk.ts';
import type { AppContext, History } from './context.ts';
import { learningWhereNeeded } from './learn.ts';
import { ordersOf, remediesFor, troubleIn } from './merge-orders.ts';
import type { MergeSide } from './merge-touches.ts';
import { labelOf, overlapsOf, traceSides } from './merge-touches.ts';
import { replay } from './recorded.ts';

/** What merging some heads means for the objects that their branches touch. */
export interface MergeReview {
  readonly parents: readonly string[];
  /** The newest revisions that all parents stand on; none for branches with bases of their own. */
  readonly forks: readonly string[];
  /** What each parent has that not all of them stand on, oldest first. A revision may be on several sides. */
  readonly sides: readonly MergeSide[];
  /** Objects that revisions of different sides touch, by the names that they had at the fork. */
  readonly overlaps: readonly Overlap[];
  /** SQL as written and code: what it touches is not known, so it is in no overlap. */
  readonly unknown: readonly MergeTouch[];
  /** Whether every order of the branches gives the same: some databases have applied one first, some the other. */
  readonly verdict: 'independent' | 'agrees' | 'disagrees';
  /** Where an order fails or gives something else: which, and why. */
  readonly trouble: readonly string[];
  /** What can be done about it, the likeliest first. Empty unless the sides disagree. */
  readonly remedies: readonly MergeRemedy[];
}

export interface Overlap {
  /** `order`, `order.currency`, `index order_currency_index` */
  readonly object: string;
  /** `both change`: two sides make it different. `one reads`: a side relies on what another one changes. */
  readonly kind: 'both change' | 'one reads';
  readonly touches: readonly MergeTouch[];
}

/** One operation of one side. */
export interface MergeTouch {
  readonly revision: string;
  /** The side's parent of the merge. */
  readonly head: string;
  readonly what: string;
}

/** A way out of a disagreement. */
export interface MergeRemedy {
  /** `order`: one side after the other. `edit`: mend a file. `keep`: several heads. */
  readonly kind: 'order' | 'edit' | 'keep';
  readonly command: string;
  /** What it does, and when it may be done. */
  readonly text: string;
}

/** Compares what the branches under some heads do since they parted. Loads their files; needs no database. */
export async function reviewMerge(
  context: AppContext,
  parents: readonly string[],
  dialect: DialectName,
): Promise<MergeReview> {
  const history = context.history();
  const shared = sharedBy(history, parents);
  const sides = parents.map(head => ({ head, revisions: planUp(history.graph, shared, head) }));
  const order = planUp(history.graph, new Set(), 'heads').filter(id => shared.has(id));
  const { start, traces } = await learningWhereNeeded(context, dialect, async () => {
    const fork = await replay(context, order, dialect);
    return { start: fork, traces: await traceSides(context, { sides, start: fork, dialect }) };
  });
  const overlaps = overlapsOf(history.graph, traces);
  const orders = ordersOf(start, traces);
  const trouble = troubleIn(orders, overlaps);
  return {
    parents,
    forks: [...shared].filter(id => !history.graph.children(id).some(child => shared.has(child))),
    sides,
    overlaps: overlaps.map(({ object, kind, touches }) => ({
      object: labelOf(object),
      kind,
      touches: touches.map(({ revision, head, what }) => ({ revision, head, what })),
    })),
    unknown: traces.flatMap(({ touches }) =>
      touches
        .filter(touch => touch.unknown)
        .map(({ revision, head, what }) => ({ revision, head, what })),
    ),
    verdict: trouble.length > 0 ? 'disagrees' : overlaps.length > 0 ? 'agrees' : 'independent',
    trouble: trouble.map(({ why }) => why),
    remedies: remediesFor(history.graph, orders, trouble),
  };
}

function sharedBy({ graph }: History, parents: readonly string[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = parents.map(id => ancestors(graph, [id]));
  return new Set([...first].filter(id => others.every(other => other.has(id))));
}
