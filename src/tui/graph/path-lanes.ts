import type { GraphRow } from './graph.ts';

/**
 * For each row the lanes that lead from one revision of a path to the next one below it. A lane may be on the path in one
 * row and beside it in the next: it goes on past the revision where the path turned off.
 */
export function pathLanes(
  rows: readonly GraphRow[],
  path: ReadonlySet<string>,
): readonly ReadonlySet<number>[] {
  /** Lanes that are on their way, with the revision that they lead to. */
  const leading = new Map<number, string>();
  return rows.map(row => {
    const lanes = new Set(leading.keys());
    for (const [lane, id] of leading) if (id === row.node.id) leading.delete(lane);
    if (path.has(row.node.id)) {
      const drawn = row.node.parents.filter(id => !row.missing.includes(id));
      for (const [at, parent] of drawn.entries()) {
        const strand = row.parents[at];
        if (strand === undefined || !path.has(parent)) continue;
        leading.set(strand.lane, parent);
        lanes.add(strand.lane);
      }
    }
    return lanes;
  });
}
