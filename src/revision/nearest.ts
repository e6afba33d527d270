/** Names that look like `name`, the likeliest first: misspelt, begun alike, or containing it. */
export function nearestNames(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of candidates) {
    const score = likeness(name.toLowerCase(), candidate.toLowerCase());
    if (score <= Math.max(1, name.length / 3)) scored.push({ candidate, score });
  }
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(entry => entry.candidate);
}

/** Letters to insert, delete, replace or swap to make `a` of `b` (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, j - 2) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

/** Below 1 for what begins with or holds the name; a typed prefix is compared with a prefix of the same length. */
function likeness(name: string, candidate: string): number {
  if (candidate.startsWith(name)) return 0.1;
  if (name.length > 1 && candidate.includes(name)) return 0.5;
  const prefix = editDistance(name, candidate.slice(0, name.length)) + 0.5;
  if (Math.abs(name.length - candidate.length) > name.length / 3) return prefix;
  return Math.min(prefix, editDistance(name, candidate));
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
