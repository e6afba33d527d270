/** The name that a mistyped one most likely meant: at most a third of its letters differ. Undefined where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map(candidate => ({
      candidate,
      distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(name.length / 3)));
  return near.toSorted((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** How many letters have to be put in, taken out or replaced to make one text of the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  const letters = Array.from(to);
  let row = [0, ...letters.map((_, at) => at + 1)];
  for (const [index, letter] of Array.from(from).entries()) {
    const above = row;
    row = [index + 1];
    for (const [at, other] of letters.entries()) {
      const replaced = (above[at] ?? 0) + (letter === other ? 0 : 1);
      row.push(Math.min(replaced, (above[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}
