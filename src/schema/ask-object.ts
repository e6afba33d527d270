import { enumerate } from './enumerate.ts';
import { nameLikeness } from './name-likeness.ts';
import type { EnumType, Routine } from './objects.ts';
import type { Candidates } from './pair-up.ts';
import { quotedName, quotedTable } from './question-id.ts';
import type { Question, QuestionOption } from './question.ts';
import { type Candidate, reasonsOf } from './rename.ts';
import { stop } from './stop.ts';

/** Something that no entity and no config declares any more, but a revision made. */
export interface Gone {
  readonly id: string;
  readonly subject: string;
  /** `view`, `trigger`, `function`, … */
  readonly sort: string;
  /** What dropping it does besides, in words. */
  readonly loses?: string;
  readonly evidence?: readonly string[];
}

/** Asks what becomes of something that holds no rows of its own and that no entity declares. */
export function dropObjectQuestion({ id, subject, sort, loses, evidence = [] }: Gone): Question {
  return {
    id,
    kind: 'drop',
    subject,
    message: `No entity declares ${sort} ${subject} any more; or a revision made it by hand. What becomes of it?`,
    options: [
      { value: 'drop', label: `drop ${subject}`, ...(loses !== undefined && { loses }) },
      { value: 'keep', label: `keep ${subject}, and leave it out of comparisons from now on` },
      stop,
    ],
    evidence,
  };
}

/** Asks whether something that came is something that went under a new name. */
export function renameObjectQuestion(
  { id, subject, sort }: Gone,
  name: string,
  { ranked, likely }: Candidates,
): Question {
  const quote = sort === 'value' ? quotedName : quotedTable;
  const renames = ranked.map(({ from }): QuestionOption => ({
    value: `rename:${quote(from)}`,
    label: `renamed: ${from} → ${name}`,
  }));
  const gone = enumerate(ranked.map(({ from }) => from));
  const capital = sort.charAt(0).toUpperCase() + sort.slice(1);
  return {
    id,
    kind: 'rename',
    subject,
    message: `${capital} ${subject} is new, ${gone} ${ranked.length === 1 ? 'is' : 'are'} gone. Is it the same ${sort} under a new name?`,
    options: [
      ...renames,
      { value: 'replace', label: `${name} is new; what becomes of the old is asked next` },
      stop,
    ],
    ...(likely && { likely: `rename:${quote(likely.from)}` }),
    evidence: reasonsOf(ranked),
  };
}

/** How much a value's name, and its place among the others, speak for a rename. */
export function valueCandidate(
  old: { readonly value: string; readonly at: number },
  fresh: { readonly value: string; readonly at: number },
): Candidate {
  const { score, reason } = nameLikeness(old.value, fresh.value);
  const samePlace = old.at === fresh.at;
  return {
    from: old.value,
    score: score * 0.6 + (samePlace ? 0.3 : 0),
    reasons: [
      ...(reason === undefined ? [] : [reason]),
      ...(samePlace ? [`both stand at place ${old.at + 1}`] : []),
    ],
  };
}

/** How much two enum types share. */
export function enumCandidate(old: EnumType, fresh: EnumType): Candidate {
  const shared = fresh.values.filter(value => old.values.includes(value)).length;
  const most = Math.max(old.values.length, fresh.values.length, 1);
  const { score, reason } = nameLikeness(old.name, fresh.name);
  return {
    from: old.name,
    score: score * 0.35 + (0.65 * shared) / most,
    reasons: [
      ...(reason === undefined ? [] : [reason]),
      ...(shared === 0 ? [] : [`${shared} of ${most} values are the same`]),
    ],
  };
}

/** `slug(text, int)`: what tells a routine from others of its name. */
export function signatureOf({ name, parameters }: Routine): string {
  const given = parameters.filter(({ direction }) => direction !== 'out');
  return `${name}(${given.map(({ type }) => type).join(', ')})`;
}
