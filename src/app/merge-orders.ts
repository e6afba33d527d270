import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import type { Operation } from '../operation/operation.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { ancestors } from '../revision/walk.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Schema } from '../schema/schema.ts';
import type { MergeRemedy } from './merge-review.ts';
import type { Touch, TouchedBySides, Trace } from './merge-touches.ts';
import { labelOf } from './merge-touches.ts';

/** Two sides, one after the other, and what comes of it. */
export interface Order {
  readonly first: string;
  readonly second: string;
  /** What it ends with; where it fails, what failed and why. */
  readonly result: Schema | OrderFailure;
}

interface OrderFailure {
  readonly at: Touch;
  readonly why: string;
}

/** Every two sides in both orders, replayed from the fork. */
export function ordersOf(start: Schema, traces: readonly Trace[]): readonly Order[] {
  return traces.flatMap((one, at) =>
    traces.slice(at + 1).flatMap(other => [
      { first: one.head, second: other.head, result: replayBoth(start, one, other) },
      { first: other.head, second: one.head, result: replayBoth(start, other, one) },
    ]),
  );
}

/** Where the order of two sides matters, and why. */
export interface Trouble {
  readonly heads: readonly string[];
  readonly why: string;
}

/** Every order that fails, every two that end differently, and rows that depend on the order. */
export function troubleIn(
  orders: readonly Order[],
  overlaps: readonly TouchedBySides[],
): readonly Trouble[] {
  const found = [
    ...orders.flatMap((order, at) => orderTrouble(order, orders.slice(at + 1))),
    ...rowTrouble(overlaps),
  ];
  // What two sides share fails for both in the same words.
  return found.filter(({ why }, at) => found.findIndex(other => other.why === why) === at);
}

/** What can be done where the order matters: rebase a side, mend a file, or – where no order fails – keep the heads. */
export function remediesFor(
  graph: RevisionGraph,
  orders: readonly Order[],
  trouble: readonly Trouble[],
): readonly MergeRemedy[] {
  const troubled = orders.filter(({ first, second }) =>
    trouble.some(({ heads }) => heads.includes(first) && heads.includes(second)),
  );
  const working = troubled.filter(({ result }) => !hasFailed(result));
  const failing = troubled.flatMap(({ result }) => (hasFailed(result) ? [result.at.revision] : []));
  const heads = [...new Set(troubled.flatMap(({ first, second }) => [first, second]))];
  return [
    ...working.map(order => inOrder(graph, order)),
    ...[...new Set(failing)].map(mend),
    ...(heads.length > 0 && failing.length === 0 ? [keep(graph, heads)] : []),
  ];
}

/** Revisions of the second side that the first has too are behind already. */
function replayBoth(start: Schema, first: Trace, second: Trace): Schema | OrderFailure {
  const done = new Set(first.touches.map(({ revision }) => revision));
  const rest = second.touches.filter(({ revision }) => !done.has(revision));
  let schema = start;
  for (const touch of [...first.touches, ...rest]) {
    try {
      schema = apply(schema, touch.operation);
    } catch (error) {
      if (!(error instanceof MigshError)) throw error;
      return { at: touch, why: error.message };
    }
  }
  return schema;
}

function hasFailed(result: Schema | OrderFailure): result is OrderFailure {
  return 'why' in result;
}

/** Two orders that end differently are said once, by the one that comes first. */
function orderTrouble(
  { first, second, result }: Order,
  later: readonly Order[],
): readonly Trouble[] {
  if (hasFailed(result)) {
    const { at, why } = result;
    const place = at.line === undefined ? at.path : `${at.path}:${at.line}`;
    const text = `after ${first}, ${at.revision} cannot run (${place}): ${why}`;
    return [{ heads: [first, second], why: text }];
  }
  const back = later.find(other => other.first === second && other.second === first);
  if (back === undefined || hasFailed(back.result) || isSame(result, back.result)) return [];
  const text = `${first} before ${second} gives another schema than ${second} before ${first}`;
  return [{ heads: [first, second], why: text }];
}

/** An open question is a difference too: which of two names is the other one's? */
function isSame(one: Schema, other: Schema): boolean {
  const { changes, questions } = compareSchemas(one, other, {});
  return changes.length === 0 && questions.length === 0;
}

/** The schema is the same whichever side fills a column last; its rows are not. */
function rowTrouble(overlaps: readonly TouchedBySides[]): readonly Trouble[] {
  return overlaps.flatMap(({ object, touches }) => {
    const filling = touches.filter(({ operation }) => fillsRows(operation));
    const heads = [...new Set(filling.map(({ head }) => head))];
    const ids = [...new Set(filling.map(({ revision }) => revision))];
    const why = `what rows have in ${labelOf(object)} depends on which runs last: ${ids.join(' or ')}`;
    return heads.length > 1 ? [{ heads, why }] : [];
  });
}

function fillsRows({ kind }: Operation): boolean {
  return kind === 'backfill' || kind === 'restore';
}

function inOrder(graph: RevisionGraph, { first, second }: Order): MergeRemedy {
  const done = ancestors(graph, [first]);
  const own = new Set([...ancestors(graph, [second])].filter(id => !done.has(id)));
  const roots = graph.revisions
    .map(({ id }) => id)
    .filter(id => own.has(id) && !graph.parents(id).some(parent => own.has(parent)));
  return {
    kind: 'order',
    command: `migsh rebase ${roots.join(' ')} --onto ${first}`,
    text: `runs ${second} after ${first} everywhere; only while no database has applied ${roots.join(' or ')}`,
  };
}

function mend(revision: string): MergeRemedy {
  return {
    kind: 'edit',
    command: `migsh edit ${revision}`,
    text: 'so that both orders give the same; only while no database has applied it',
  };
}

function keep(graph: RevisionGraph, heads: readonly string[]): MergeRemedy {
  const unnamed = heads.filter(id => graph.labels(id).length === 0);
  const label = unnamed.length === 0 ? '' : `; give ${unnamed.join(', ')} a @labels line`;
  return {
    kind: 'keep',
    command: 'migsh upgrade heads',
    text: `keeps the heads apart and applies them all${label}`,
  };
}
