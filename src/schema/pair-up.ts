import { MigshError } from '../error.ts';
import type { Interview } from './interview.ts';
import type { Question } from './question.ts';
import { type Candidate, likelyOne, ranked } from './rename.ts';

/** What came and what went, of one sort: the tables of a schema or the columns of a table. */
export interface Arrivals {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** A name as it stands in an answer. */
  readonly quote: (name: string) => string;
  readonly id: (added: string) => string;
  /** undefined where the one cannot become the other. */
  readonly candidate: (removed: string, added: string) => Candidate | undefined;
  readonly question: (added: string, candidates: Candidates) => Question;
}

/** What a new thing may have been called, the most likely first. */
export interface Candidates {
  readonly ranked: readonly Candidate[];
  readonly likely?: Candidate;
}

/** What is new, what is gone, and what is the same under another name. */
export interface Pairs {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Those of `added` whose question is open: whether they are new is not known yet. */
  readonly open: readonly string[];
}

/**
 * Asks of everything that came whether it is something that went. An old name can be taken once; what has no old name left
 * to choose is new without a question.
 * @throws MigshError `bad-answer` where two answers take one old name
 */
export function pairUp(interview: Interview, arrivals: Arrivals): Pairs {
  if (arrivals.removed.length === 0) return { ...nothing, added: arrivals.added };
  const claims = claimsOf(interview, arrivals);
  const likely = likelyPairs(arrivals);
  const open: string[] = [];
  for (const added of arrivals.added) {
    const free = arrivals.removed.filter(old => (claims.get(old) ?? added) === added);
    const list = ranked(free.flatMap(old => arrivals.candidate(old, added) ?? []));
    const best = list.find(candidate => likely.get(added) === candidate.from);
    const question = arrivals.question(added, { ranked: list, ...(best && { likely: best }) });
    if (interview.ask(question) === undefined) open.push(added);
  }
  return {
    renamed: [...claims].map(([from, to]) => ({ from, to })),
    added: arrivals.added.filter(name => ![...claims.values()].includes(name)),
    removed: arrivals.removed.filter(name => !claims.has(name)),
    open,
  };
}

const nothing: Pairs = { renamed: [], added: [], removed: [], open: [] };

/** Old name → the new thing whose answer takes it, in the order of what came. */
function claimsOf(interview: Interview, arrivals: Arrivals): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const added of arrivals.added) {
    const answer = interview.given(arrivals.id(added));
    const old = arrivals.removed.find(name => answer === `rename:${arrivals.quote(name)}`);
    if (old === undefined || arrivals.candidate(old, added) === undefined) continue;
    const other = claims.get(old);
    if (other !== undefined) throw takenTwice(old, arrivals.id(other), arrivals.id(added));
    claims.set(old, added);
  }
  return claims;
}

/** New name → the old one that stands out for it, and for which it stands out. */
function likelyPairs({ added, removed, candidate }: Arrivals): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const name of added) {
    const best = likelyOne(ranked(removed.flatMap(old => candidate(old, name) ?? [])));
    const rivals = added.filter(
      other => other !== name && best && (candidate(best.from, other)?.score ?? 0) >= best.score,
    );
    if (best !== undefined && rivals.length === 0) pairs.set(name, best.from);
  }
  return pairs;
}

function takenTwice(old: string, first: string, second: string): MigshError {
  return new MigshError('bad-answer', `${first} and ${second} both take ${old}`, {
    hint: `answer one of them replace, or with another name`,
    details: { ids: [first, second], old },
  });
}
