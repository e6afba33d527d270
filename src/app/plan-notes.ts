import { ancestors } from '../revision/walk.ts';
import type { AppliedState } from './applied.ts';
import type { AppContext } from './context.ts';

/** What a person should know about a plan beside its statements: one sentence each. */
export function planNotes(
  context: AppContext,
  ids: readonly string[],
  applied: AppliedState,
): readonly string[] {
  const { graph } = context.history();
  const below = ancestors(graph, [...applied.known]);
  const late = ids.filter(id => !applied.known.has(id) && below.has(id));
  return [
    ...late.map(id => `${id} is late: revisions above it are applied already`),
    ...applied.edited.map(id => `${id} is applied, but its file was edited since`),
    ...applied.missing.map(id => `${id} is applied, but its file is gone`),
    ...applied.partial.map(id => `${id} was cut off half-way and goes on where it stopped`),
  ];
}
