import type { DialectName } from '../dialect/dialect.ts';
import { apply } from '../operation/apply.ts';
import { describe } from '../operation/describe.ts';
import type { Touched } from '../operation/footprint.ts';
import { footprint } from '../operation/footprint.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import { Origins } from '../operation/origins.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { ancestors } from '../revision/walk.ts';
import type { Schema } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import { locating, revisionLoader } from './recorded.ts';

/** A parent of the merge and its revisions since the fork. */
export interface MergeSide {
  readonly head: string;
  readonly revisions: readonly string[];
}

/** One operation of a side, with what it touches by the names at the fork. */
export interface Touch extends RecordedOperation {
  readonly revision: string;
  readonly head: string;
  /** The file, from the project's root. */
  readonly path: string;
  readonly what: string;
  readonly reads: readonly Touched[];
  readonly changes: readonly Touched[];
  readonly unknown: boolean;
}

/** Everything that a side does, in order. */
export interface Trace {
  readonly head: string;
  readonly touches: readonly Touch[];
}

/** An object that two revisions touch of which neither stands on the other, and one changes it. */
export interface TouchedBySides {
  readonly object: Touched;
  readonly kind: 'both change' | 'one reads';
  readonly touches: readonly Touch[];
}

interface TraceRequest {
  readonly sides: readonly MergeSide[];
  /** The schema at the fork. */
  readonly start: Schema;
  readonly dialect: DialectName;
}

/** Records the sides' files and follows each side from the fork on. */
export async function traceSides(
  context: AppContext,
  { sides, start, dialect }: TraceRequest,
): Promise<readonly Trace[]> {
  const load = revisionLoader(context, dialect);
  const traces: Trace[] = [];
  for (const { head, revisions } of sides) {
    const trace = new Tracing(head, start);
    for (const revision of revisions) {
      const { recorded, file } = await load(revision);
      for (const each of recorded.up) trace.add(each, { revision, path: file.revision.path });
    }
    traces.push(trace);
  }
  return traces;
}

/** A side on its way: schema and names move along. */
class Tracing implements Trace {
  readonly head: string;
  readonly touches: Touch[] = [];
  readonly #origins = new Origins();
  #schema: Schema;

  constructor(head: string, start: Schema) {
    this.head = head;
    this.#schema = start;
  }

  add(recorded: RecordedOperation, place: { revision: string; path: string }): void {
    const { operation, line } = recorded;
    const { reads, changes, unknown } = footprint(operation, this.#schema);
    const original = (each: Touched): Touched => this.#origins.of(each);
    const touched = { reads: reads.map(original), changes: changes.map(original), unknown };
    const what = describe(operation);
    this.touches.push({ ...recorded, ...place, ...touched, head: this.head, what });
    this.#origins.follow(operation);
    this.#schema = locating(place.path, line, () => apply(this.#schema, operation));
  }
}

/** What the sides touch in common. Revisions that stand on each other have their order already. */
export function overlapsOf(
  graph: RevisionGraph,
  traces: readonly Trace[],
): readonly TouchedBySides[] {
  const touches = eachOnce(traces);
  const below = new Map(
    [...new Set(touches.map(({ revision }) => revision))].map(
      id => [id, ancestors(graph, [id])] as const,
    ),
  );
  const apart = (one: Touch, other: Touch): boolean =>
    below.get(one.revision)?.has(other.revision) === false &&
    below.get(other.revision)?.has(one.revision) === false;
  const objects = new Map(touches.flatMap(({ changes }) => changes.map(it => [keyOf(it), it])));
  return [...objects.values()].flatMap(object => overlapAt(object, touches, apart));
}

function overlapAt(
  object: Touched,
  touches: readonly Touch[],
  apart: (one: Touch, other: Touch) => boolean,
): readonly TouchedBySides[] {
  const changing = touches.filter(({ changes }) => holds(changes, object));
  const touching = touches.filter(
    ({ changes, reads }) => holds(changes, object) || holds(reads, object),
  );
  const met = touching.filter(touch =>
    (changing.includes(touch) ? touching : changing).some(other => apart(touch, other)),
  );
  if (met.length === 0) return [];
  const both = changing.some(one => changing.some(other => apart(one, other)));
  return [{ object, kind: both ? 'both change' : 'one reads', touches: met }];
}

/** A revision above an earlier fork is on several sides: it stands for the first. */
function eachOnce(traces: readonly Trace[]): readonly Touch[] {
  const seen = new Set<string>();
  return traces.flatMap(({ touches }) => {
    const fresh = touches.filter(({ revision }) => !seen.has(revision));
    for (const { revision } of fresh) seen.add(revision);
    return fresh;
  });
}

/** An object as a person names it. */
export function labelOf({ sort, table, name }: Touched): string {
  if (sort === 'table') return table;
  if (table === '') return `${sort} ${name}`;
  return sort === 'column' ? `${table}.${name}` : `${sort} ${name} of ${table}`;
}

function holds(list: readonly Touched[], object: Touched): boolean {
  return list.some(each => keyOf(each) === keyOf(object));
}

function keyOf({ sort, table, name }: Touched): string {
  return JSON.stringify([sort, table, name]);
}
