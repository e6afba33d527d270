import { MigshError } from '../error.ts';
import { sqlName } from '../schema/expression.ts';
import type { SqlText } from '../schema/objects.ts';
import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { type Dated, dated, dependsOn } from './dated.ts';
import type { Explained } from './explain.ts';
import type { Backfill, Operation } from './operation.ts';
import { stageOf } from './stage-of.ts';

/**
 * The revisions that one difference is spread over: `expand` makes what new code needs, `backfill` fills it while old and new
 * code run, `contract` takes away what only old code needs and forbids what it still does.
 */
export const stages = ['expand', 'backfill', 'contract'] as const;
export type Stage = (typeof stages)[number];

export interface StagePart {
  readonly stage: Stage;
  readonly operations: readonly Explained[];
  /** Those among them that only repeat what an earlier part has done, for rows that came meanwhile. */
  readonly repeated: ReadonlySet<Operation>;
}

/**
 * Spreads operations over stages, each as early as its kind allows and what it stands on is there. Within a stage they keep
 * their order. One part where there is nothing to spread.
 */
export function inStages(
  operations: readonly Explained[],
  recorded: Schema,
  { held, moving }: Known,
): readonly StagePart[] {
  const placed = settled(dated(operations, recorded), recorded, held);
  const parts = stages.map((stage, at) => ({
    stage,
    operations: placed.filter(each => each.stage === at).map(each => each.operation),
  }));
  const filling = (parts[1]?.operations ?? []).filter(each => each.kind === 'backfill');
  return parts
    .filter(part => part.operations.length > 0)
    .map(({ stage, operations: own }) => {
      const again = stage === 'contract' ? repeats(filling, own, moving) : [];
      return { stage, operations: [...again, ...own], repeated: new Set(again) };
    });
}

interface Known {
  /** What waits for the last: what mends rows stays with its constraint, what moves as a whole stays together. */
  readonly held: ReadonlySet<Operation>;
  /** What fills columns from others that old code still writes. */
  readonly moving: ReadonlySet<Operation>;
}

interface Placed extends Dated {
  readonly stage: number;
}

/** Puts off what cannot run where it was put, until all of it can. */
function settled(
  all: readonly Dated[],
  recorded: Schema,
  held: ReadonlySet<Operation>,
): readonly Placed[] {
  const atLeast = new Map<Operation, number>();
  for (;;) {
    const placed = place(all, held, atLeast);
    const failing = firstFailing(placed, recorded);
    if (failing === undefined) return placed;
    // In the last stage everything stands in the order in which it came.
    if (failing.stage >= stages.length - 1) return all.map(each => ({ ...each, stage: 2 }));
    atLeast.set(failing.operation, failing.stage + 1);
  }
}

function place(
  all: readonly Dated[],
  waiting: ReadonlySet<Operation>,
  atLeast: ReadonlyMap<Operation, number>,
): readonly Placed[] {
  const placed: Placed[] = [];
  for (const [at, each] of all.entries()) {
    const { operation } = each;
    const later = all.slice(at + 1).map(other => other.operation);
    const own = waiting.has(operation) ? 2 : stages.indexOf(stageOf(each, later));
    const held = placed.filter(earlier => dependsOn(each, earlier)).map(({ stage }) => stage);
    placed.push({ ...each, stage: Math.max(own, atLeast.get(operation) ?? 0, ...held) });
  }
  return placed;
}

function firstFailing(placed: readonly Placed[], recorded: Schema): Placed | undefined {
  let schema = recorded;
  return placed
    .toSorted((a, b) => a.stage - b.stage)
    .find(({ operation }) => {
      try {
        schema = apply(schema, operation);
        return false;
      } catch (error) {
        if (error instanceof MigshError) return true;
        throw error;
      }
    });
}

/** Rows that old code wrote while both ran have nothing in what is filled: they are filled before they would be refused. */
function repeats(
  filling: readonly (Explained & Backfill)[],
  contract: readonly Operation[],
  moving: ReadonlySet<Operation>,
): readonly Explained[] {
  const touched = new Set(contract.map(each => ('table' in each ? each.table : '')));
  return filling
    .filter(({ table }) => touched.has(table))
    .map(each => {
      const { kind, table, set, where = nothingIn(Object.keys(set)) } = each;
      const left = moving.has(each)
        ? '; what old code changed in rows that were filled before is not taken over'
        : '';
      return {
        kind,
        table,
        set,
        where,
        why: `once more, for rows of ${table} that came meanwhile${left}`,
      };
    });
}

function nothingIn(columns: readonly string[]): SqlText {
  return columns.map(column => `${sqlName(column)} is null`).join(' and ');
}
