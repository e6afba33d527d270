import type { Arrivals } from './pair-up.ts';

/** From this score on, a candidate may be marked as likely. */
const likelyFrom = 0.6;
/** … if everything together would be less likely by as much as this without it. */
const margin = 0.1;
/** Up to so many old names every way to pair them is weighed; beyond, the best pairs are taken one after the other. */
const weighedUpTo = 10;

/**
 * New name → the old one that is likely its own: all names are paired at once so that as much as possible speaks for it, and
 * a pair is likely where enough speaks for itself and no other way to pair them comes near.
 */
export function bestMatching(arrivals: Arrivals): ReadonlyMap<string, string> {
  const scores = scoresOf(arrivals);
  const best = match(scores);
  const likely = [...best.pairs].filter(([name, old]) => {
    if ((scores.get(name)?.get(old) ?? 0) < likelyFrom) return false;
    return best.total - match(without(scores, name, old)).total >= margin;
  });
  return new Map(likely);
}

/** New name → old name → how much speaks for it. */
type Scores = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Matching {
  readonly total: number;
  readonly pairs: ReadonlyMap<string, string>;
}

function scoresOf({ added, removed, candidate }: Arrivals): Scores {
  return new Map(
    added.map(name => [
      name,
      new Map(
        removed.flatMap(old => {
          const found = candidate(old, name);
          return found === undefined ? [] : [[old, found.score] as const];
        }),
      ),
    ]),
  );
}

function without(scores: Scores, name: string, old: string): Scores {
  const rest = [...(scores.get(name) ?? [])].filter(([other]) => other !== old);
  return new Map([...scores, [name, new Map(rest)]]);
}

function match(scores: Scores): Matching {
  const old = [...new Set([...scores.values()].flatMap(row => Array.from(row.keys())))];
  return old.length <= weighedUpTo ? weigh(scores, old) : takeBest(scores);
}

/** Every way: for each set of old names that are taken, the best way to have taken them, one new name after the other. */
function weigh(scores: Scores, old: readonly string[]): Matching {
  let ways = new Map<number, Matching>([[0, nothing]]);
  for (const [name, row] of scores) {
    const next = new Map(ways);
    for (const [taken, way] of ways) {
      for (const [from, score] of row) {
        const bit = 1 << old.indexOf(from);
        if ((taken & bit) === 0) keepBetter(next, taken | bit, joined(way, [name, from], score));
      }
    }
    ways = next;
  }
  return [...ways.values()].reduce((best, way) => (way.total > best.total ? way : best), nothing);
}

const nothing: Matching = { total: 0, pairs: new Map() };

function keepBetter(ways: Map<number, Matching>, taken: number, way: Matching): void {
  const before = ways.get(taken);
  if (before === undefined || way.total > before.total) ways.set(taken, way);
}

function takeBest(scores: Scores): Matching {
  const all = [...scores].flatMap(([name, row]) =>
    [...row].map(([from, score]) => ({ name, from, score })),
  );
  let best = nothing;
  for (const { name, from, score } of all.toSorted((a, b) => b.score - a.score)) {
    const isFree = !best.pairs.has(name) && ![...best.pairs.values()].includes(from);
    if (isFree) best = joined(best, [name, from], score);
  }
  return best;
}

function joined(way: Matching, pair: readonly [string, string], score: number): Matching {
  return { total: way.total + score, pairs: new Map([...way.pairs, pair]) };
}
