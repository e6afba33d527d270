import { MigshError } from '../error.ts';
import type { RevisionGraph } from './graph.ts';
import { parseRange } from './name.ts';
import { planDown, planUp } from './plan-walk.ts';
import { selectRevisions } from './select.ts';
import { ancestors } from './walk.ts';

/** What a script without a database starts from, and what it runs. */
export interface ScriptWalk {
  readonly applied: ReadonlySet<string>;
  readonly ids: readonly string[];
}

/**
 * The revisions of `upgrade FROM:TO --sql` or `downgrade FROM:TO --sql`, as if everything up to FROM were applied. Steps
 * in TO count from FROM. Unlike Alembic, a range that leads the other way is refused instead of giving an empty script.
 */
export function planScript(
  graph: RevisionGraph,
  range: string,
  direction: 'up' | 'down',
): ScriptWalk {
  const ends = parseRange(range);
  if (ends === undefined) throw scriptWantsRange(range, direction);
  const from = selectRevisions(graph, ends.from ?? 'base');
  const applied = ancestors(graph, from);
  if (direction === 'down') return { applied, ids: planDown(graph, applied, ends.to ?? 'base') };
  const ids = planUp(graph, applied, ends.to ?? 'heads');
  const isNamed = ends.to !== undefined && !/^[+-]/.test(ends.to);
  const target = isNamed ? selectRevisions(graph, ends.to) : [];
  const isBelow = target.length === 0 ? from.length > 0 : target.some(id => !from.includes(id));
  if (ids.length === 0 && isNamed && isBelow) throw leadsDown(range);
  return { applied, ids };
}

function scriptWantsRange(range: string, direction: 'up' | 'down'): MigshError {
  const example = direction === 'up' ? `base:${range}` : `${range}:-1`;
  return new MigshError('usage', `a script without a database wants FROM:TO, and reads ${range}`, {
    hint: `migsh ${direction}grade ${example} --sql`,
    details: { range },
  });
}

function leadsDown(range: string): MigshError {
  return new MigshError('bad-target', `${range} leads down: its end is applied where it begins`, {
    hint: `migsh downgrade ${range} --sql`,
    details: { range },
  });
}
