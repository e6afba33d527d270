import { currentOf, readApplied } from './applied.ts';
import type { AppContext } from './context.ts';

/** The applied revisions that no other applied one has as parent or dependency; those without a file stand last. */
export async function current(context: AppContext): Promise<{ current: readonly string[] }> {
  const { graph } = context.history();
  const applied = await readApplied(context);
  return { current: currentOf(graph, applied) };
}
