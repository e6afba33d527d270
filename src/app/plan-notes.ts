import type { RevisionGraph } from '../revision/graph.ts';
import { ancestors } from '../revision/walk.ts';
import type { AppliedState } from './applied.ts';
import type { AppContext } from './context.ts';

/** What a person should know about a plan beside its statements: one sentence each. */
export function planNotes(
  context: AppContext,
  { direction, ids }: { readonly direction: 'up' | 'down'; readonly ids: readonly string[] },
  applied: AppliedState,
): readonly string[] {
  const { graph } = context.history();
  const below = ancestors(graph, [...applied.known]);
  const late =
    direction === 'down' ? [] : ids.filter(id => !applied.known.has(id) && below.has(id));
  return [
    ...(direction === 'down' ? ids.flatMap(id => takenAlong(graph, id, ids)) : []),
    ...late.map(id => `${id} is late: revisions above it are applied already`),
    ...applied.edited.map(id => `${id} is applied, but its file was edited since`),
    ...applied.missing.map(id => `${id} is applied, but its file is gone`),
    ...applied.partial.map(id =>
      direction === 'down' && applied.halfUp.includes(id)
        ? `${id} was cut off half-way: ${ids.includes(id) ? 'what is done of it is taken back' : 'it stays so'}`
        : `${id} was cut off half-way and goes on where it stopped`,
    ),
  ];
}

/** Why a revision goes that was not named: it depends on one that goes. That it stands on one is what going down means. */
function takenAlong(graph: RevisionGraph, id: string, going: readonly string[]): readonly string[] {
  const needed = graph.dependencies(id).filter(dependency => going.includes(dependency));
  return needed.length === 0 ? [] : [`takes ${id} down too: it depends on ${needed.join(', ')}`];
}
