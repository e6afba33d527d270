import { MigshError } from '../error.ts';
import { bestMatching } from './best-matching.ts';
import type { Interview } from './interview.ts';
import type { Question, QuestionOption } from './question.ts';
import { type Candidate, ranked, withReason } from './rename.ts';

/** What came and what went, of one sort: the tables of a schema or the columns of a table. */
export interface Arrivals {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** A name as it stands in an answer. */
  readonly quote: (name: string) => string;
  readonly id: (added: string) => string;
  /** undefined where the one cannot become the other. */
  readonly candidate: (removed: string, added: string) => Candidate | undefined;
  /** Ways besides a rename in which it may have come from what was there. */
  readonly offers?: (added: string) => readonly Offer[];
  readonly question: (added: string, candidates: Candidates) => Question;
  /** Why an answer that is not offered cannot be taken, where there is more to say than that. */
  readonly whyNot?: (added: string, answer: string) => string | undefined;
}

/** A way in which something that came may hold what was there before: joined from several, a piece of one, a copy. */
export interface Offer {
  readonly option: QuestionOption;
  /** Which of what went it takes: nothing else can have them. */
  readonly takes: readonly string[];
  /** Others may have a part of the same, by the same answer. */
  readonly shared?: true;
  /** Seldom meant: stands behind the other options. */
  readonly seldom?: true;
  /** Marked as likely, unless a rename is. */
  readonly likely?: true;
  /** What speaks for it, one sentence each. */
  readonly reasons: readonly string[];
}

/** What a new thing may have been called, the most likely first, and what else it may be. */
export interface Candidates {
  readonly ranked: readonly Candidate[];
  readonly likely?: Candidate;
  readonly offers?: readonly Offer[];
}

/** What is new, what is gone, and what is the same under another name. */
export interface Pairs {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** New things that an offer's answer fills, by the answer. They are among `added`, what they take is not among `removed`. */
  readonly offered: readonly { readonly to: string; readonly value: string }[];
  /** Those of `added` whose question is open: whether they are new is not known yet. */
  readonly open: readonly string[];
}

/**
 * Asks of everything that came whether it is something that went. An old name can be taken once; what has no old name left
 * to choose is new without a question.
 * @throws MigshError `bad-answer` where two answers take one old name
 */
export function pairUp(interview: Interview, given: Arrivals): Pairs {
  const arrivals = withHints(interview, given);
  const claims = claimsOf(interview, arrivals);
  const likely = bestMatching(arrivals);
  const open: string[] = [];
  for (const added of arrivals.added) {
    const isFree = (old: string, offer?: Offer): boolean =>
      claims.every(
        claim => claim.to === added || !claim.takes.includes(old) || isShared(claim, offer),
      );
    const free = arrivals.removed.filter(old => isFree(old));
    const list = ranked(free.flatMap(old => arrivals.candidate(old, added) ?? []));
    const offers = offersFor(arrivals, added)
      .filter(offer => offer.takes.every(old => isFree(old, offer)))
      .filter(offer => mayBeShared(offer, added, { interview, arrivals, claims }));
    if (arrivals.removed.length === 0 && offers.length === 0) continue;
    const best = list.find(candidate => likely.get(added) === candidate.from);
    const candidates = { ranked: list, offers, ...(best && { likely: best }) };
    const whyNot = (answer: string): string | undefined => arrivals.whyNot?.(added, answer);
    const answer = interview.ask(arrivals.question(added, candidates), () => undefined, whyNot);
    if (answer === undefined) open.push(added);
  }
  return {
    ...settled(claims),
    added: arrivals.added.filter(name => !claims.some(each => each.isRename && each.to === name)),
    removed: arrivals.removed.filter(name => !claims.some(each => each.takes.includes(name))),
    open,
  };
}

function withHints(interview: Interview, arrivals: Arrivals): Arrivals {
  const candidate = (old: string, added: string): Candidate | undefined => {
    const found = arrivals.candidate(old, added);
    const hint = interview.hints(arrivals.id(added)).find(({ from }) => from === old);
    return found && hint ? withReason(found, { score: 0.5, reason: hint.reason }) : found;
  };
  return { ...arrivals, candidate };
}

/** An answer that takes something. */
interface Claim {
  readonly to: string;
  readonly value: string;
  readonly takes: readonly string[];
  readonly isRename: boolean;
  readonly shared?: true;
}

function settled(claims: readonly Claim[]): Pick<Pairs, 'renamed' | 'offered'> {
  return {
    renamed: claims
      .filter(({ isRename }) => isRename)
      .flatMap(({ takes, to }) => takes.map(from => ({ from, to }))),
    offered: claims.filter(({ isRename }) => !isRename).map(({ to, value }) => ({ to, value })),
  };
}

/** What the answers take, in the order of what came. */
function claimsOf(interview: Interview, arrivals: Arrivals): readonly Claim[] {
  const claims: Claim[] = [];
  for (const added of arrivals.added) {
    const claim = claimOf(arrivals, added, interview.given(arrivals.id(added)));
    if (claim === undefined) continue;
    for (const old of claim.takes) {
      const other = claims.find(each => each.takes.includes(old) && !isShared(each, claim));
      if (other !== undefined) throw takenTwice(old, arrivals.id(other.to), arrivals.id(added));
    }
    claims.push(claim);
  }
  return claims;
}

function claimOf(arrivals: Arrivals, to: string, value: string | undefined): Claim | undefined {
  if (value === undefined) return undefined;
  const old = arrivals.removed.find(name => value === `rename:${arrivals.quote(name)}`);
  if (old !== undefined && arrivals.candidate(old, to) !== undefined) {
    return { to, value, takes: [old], isRename: true };
  }
  const offer = offersFor(arrivals, to).find(({ option }) => option.value === value);
  if (offer === undefined) return undefined;
  const { takes, shared } = offer;
  return { to, value, takes, isRename: false, ...(shared && { shared }) };
}

function offersFor({ offers }: Arrivals, added: string): readonly Offer[] {
  return offers?.(added) ?? [];
}

interface Asking {
  readonly interview: Interview;
  readonly arrivals: Arrivals;
  readonly claims: readonly Claim[];
}

/** Whether another has a part of the same, or may still take one: a part is nothing to ask for where nobody has the rest. */
function mayBeShared(
  offer: Offer,
  added: string,
  { interview, arrivals, claims }: Asking,
): boolean {
  const isGiven = (name: string): boolean => interview.given(arrivals.id(name)) !== undefined;
  if (offer.shared !== true || isGiven(added)) return true;
  const { value } = offer.option;
  return (
    claims.some(claim => claim.value === value) ||
    arrivals.added.some(
      name =>
        name !== added &&
        !isGiven(name) &&
        offersFor(arrivals, name).some(({ option }) => option.value === value),
    )
  );
}

/** Whether two take the same together. */
function isShared(claim: Claim, other: Claim | Offer | undefined): boolean {
  if (claim.shared !== true || other?.shared !== true) return false;
  return claim.value === ('value' in other ? other.value : other.option.value);
}

function takenTwice(old: string, first: string, second: string): MigshError {
  return new MigshError('bad-answer', `${first} and ${second} both take ${old}`, {
    hint: `answer one of them replace, or with another name`,
    details: { ids: [first, second], old },
  });
}
