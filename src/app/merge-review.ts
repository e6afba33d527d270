import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import { describe } from '../operation/describe.ts';
import type { Touched } from '../operation/footprint.ts';
import { footprint } from '../operation/footprint.ts';
import type { Operation } from '../operation/operation.ts';
import { planUp } from '../revision/plan-walk.ts';
import { ancestors } from '../revision/walk.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Schema } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import { replay, revisionLoader } from './recorded.ts';
import type { Names } from './rename-tracking.ts';
import { followRename, noRenames, originalOf } from './rename-tracking.ts';

/** What merging some heads means for the objects that their branches touch. */
export interface MergeReview {
  readonly parents: readonly string[];
  /** The newest revisions that all parents stand on; none for branches with bases of their own. */
  readonly forks: readonly string[];
  /** Revisions of each parent since the fork, oldest first. */
  readonly sides: readonly MergeSide[];
  /** Objects that more than one side touches, by the names that they had at the fork. */
  readonly overlaps: readonly Overlap[];
  /** Whether every order of the branches gives the same schema: some databases have applied one first, some the other. */
  readonly verdict: 'independent' | 'agrees' | 'disagrees';
  /** Where an order fails or gives another schema: which, and why. */
  readonly trouble: readonly string[];
}

export interface MergeSide {
  readonly head: string;
  readonly revisions: readonly string[];
}

export interface Overlap {
  /** `order`, `order.currency`, … */
  readonly object: string;
  /** `both change`: each side makes it different. `one reads`: one side relies on what the other changes. */
  readonly kind: 'both change' | 'one reads';
  readonly touches: readonly {
    readonly revision: string;
    readonly head: string;
    readonly what: string;
  }[];
}

/** Compares what the branches under some heads do since they parted. Loads their files; needs no database. */
export async function reviewMerge(
  context: AppContext,
  parents: readonly string[],
  dialect: DialectName,
): Promise<MergeReview> {
  const { graph } = context.history();
  const closures = parents.map(id => ancestors(graph, [id]));
  const [first = new Set<string>(), ...others] = closures;
  const shared = new Set([...first].filter(id => others.every(other => other.has(id))));
  const sides = parents.map((head, at) => ({
    head,
    revisions: planUp(graph, shared, head).filter(id => closures[at]?.has(id)),
  }));
  const order = planUp(graph, new Set(), 'heads').filter(id => shared.has(id));
  const start = await replay(context, order, dialect);
  const traces = await Promise.all(sides.map(side => traceSide(context, { side, start, dialect })));
  const overlaps = overlapsOf(traces);
  const trouble = overlaps.length === 0 ? [] : troubleOf(start, traces);
  return {
    parents,
    forks: [...shared].filter(id => !graph.children(id).some(child => shared.has(child))),
    sides,
    overlaps,
    verdict: overlaps.length === 0 ? 'independent' : trouble.length === 0 ? 'agrees' : 'disagrees',
    trouble,
  };
}

interface Touch {
  readonly revision: string;
  readonly operation: Operation;
  readonly reads: readonly Touched[];
  readonly changes: readonly Touched[];
}

interface Trace {
  readonly head: string;
  readonly operations: readonly Operation[];
  readonly touches: readonly Touch[];
}

interface TraceRequest {
  readonly side: MergeSide;
  readonly start: Schema;
  readonly dialect: DialectName;
}

async function traceSide(
  context: AppContext,
  { side, start, dialect }: TraceRequest,
): Promise<Trace> {
  const load = revisionLoader(context, dialect);
  let schema = start;
  let names: Names = noRenames;
  const touches: Touch[] = [];
  for (const revision of side.revisions) {
    const { recorded } = await load(revision);
    for (const { operation } of recorded.up) {
      const { reads, changes } = footprint(operation, schema);
      const original = (each: Touched): Touched => originalOf(names, each);
      touches.push({
        revision,
        operation,
        reads: reads.map(original),
        changes: changes.map(original),
      });
      names = followRename(names, operation);
      schema = apply(schema, operation);
    }
  }
  return { head: side.head, touches, operations: touches.map(({ operation }) => operation) };
}

function overlapsOf(traces: readonly Trace[]): readonly Overlap[] {
  const objects = new Map<string, Touched>();
  for (const { touches } of traces) {
    for (const { changes } of touches) {
      for (const each of changes) objects.set(label(each), each);
    }
  }
  return [...objects.values()].flatMap(object => overlapAt(object, traces));
}

function overlapAt(object: Touched, traces: readonly Trace[]): readonly Overlap[] {
  const changing = traces.filter(trace =>
    trace.touches.some(touch => holds(touch.changes, object)),
  );
  const touching = traces.filter(trace =>
    trace.touches.some(touch => holds(touch.changes, object) || meets(touch.reads, object)),
  );
  if (touching.length < 2) return [];
  return [
    {
      object: label(object),
      kind: changing.length > 1 ? 'both change' : 'one reads',
      touches: touching.flatMap(({ head, touches }) =>
        touches
          .filter(touch => holds(touch.changes, object) || meets(touch.reads, object))
          .map(({ revision, operation }) => ({ head, revision, what: describe(operation) })),
      ),
    },
  ];
}

function holds(list: readonly Touched[], object: Touched): boolean {
  return list.some(each => label(each) === label(object));
}

/** To read a table is to rely on its name; changing one of its columns does not disturb that. */
function meets(list: readonly Touched[], object: Touched): boolean {
  return holds(list, object);
}

function label({ table, name }: Touched): string {
  return name === '' ? table : `${table}.${name}`;
}

/** Both orders of every two sides, replayed: what fails, and what ends differently. */
function troubleOf(start: Schema, traces: readonly Trace[]): readonly string[] {
  return traces.flatMap((one, at) =>
    traces.slice(at + 1).flatMap(other => {
      const there = tryOrder(start, [one, other]);
      const back = tryOrder(start, [other, one]);
      if (typeof there === 'string' || typeof back === 'string') {
        return [there, back].filter(result => typeof result === 'string');
      }
      const { changes } = compareSchemas(there, back, {});
      return changes.length === 0
        ? []
        : [`${one.head} before ${other.head} gives another schema than after it`];
    }),
  );
}

function tryOrder(start: Schema, traces: readonly Trace[]): Schema | string {
  let schema = start;
  for (const { head, operations } of traces) {
    for (const operation of operations) {
      try {
        schema = apply(schema, operation);
      } catch (error) {
        if (!(error instanceof MigshError)) throw error;
        const first = traces[0]?.head ?? head;
        return `${head} cannot run after ${first}: ${error.message}`;
      }
    }
  }
  return schema;
}
