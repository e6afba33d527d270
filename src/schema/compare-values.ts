import { enumValueQuestion, type Holder, valueTrial } from './ask-enum-value.ts';
import { renameObjectQuestion, valueCandidate } from './ask-object.ts';
import type { Interview } from './interview.ts';
import { pairUp } from './pair-up.ts';
import { quotedName } from './question-id.ts';
import type { Question } from './question.ts';

/** The values of a native enum, or those of one column with a list of values, before and after. */
export interface ValuesStep {
  /** What stands before a value in ids: `mood`, `author.state`. */
  readonly place: string;
  /** The same for people. */
  readonly subject: string;
  readonly sort: 'enum' | 'column';
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  /** The columns that hold them, as they are to be and as they were. */
  readonly holders: readonly Holder[];
  readonly stored: readonly Holder[];
}

export interface ValuesComparison {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly added: readonly string[];
  readonly removed: readonly RemovedValue[];
}

export interface RemovedValue {
  readonly value: string;
  /** What rows that hold it get; null empties them; absent: no row may hold it. */
  readonly replacement?: string | null;
}

/** Asks which values were renamed and, once that is known, what rows get that hold a value which goes. */
export function compareValues(interview: Interview, step: ValuesStep): ValuesComparison {
  const { old, fresh, stored } = step;
  const id = (value: string): string => `rename:value:${step.place}.${quotedName(value)}`;
  const found = pairUp(interview, {
    added: fresh.filter(value => !old.includes(value)),
    removed: old.filter(value => !fresh.includes(value)),
    quote: quotedName,
    id,
    candidate: (from, to) => valueCandidate(placeIn(old, from), placeIn(fresh, to)),
    question: (value, candidates): Question => ({
      ...renameObjectQuestion(
        { id: id(value), subject: `${step.subject}.${value}`, sort: 'value' },
        value,
        candidates,
      ),
      ...valueTrial(
        stored,
        candidates.ranked.map(({ from }) => from),
      ),
    }),
  });
  if (found.open.length > 0) {
    for (const value of found.removed) interview.mayAsk(valueQuestionId(step, value));
  }
  const gone = found.open.length > 0 ? [] : found.removed;
  return {
    renamed: found.renamed,
    added: found.added,
    removed: gone.map(value => removed(interview, step, value)),
  };
}

function removed(interview: Interview, step: ValuesStep, value: string): RemovedValue {
  if (step.holders.length === 0) return { value };
  const id = valueQuestionId(step, value);
  const replacement = readReplacement(interview.ask(enumValueQuestion({ ...step, id }, value)));
  return replacement === undefined ? { value } : { value, replacement };
}

/** What an answer to an `enum-value` question gives rows; undefined where it gives none. */
export function readReplacement(answer: string | undefined): string | null | undefined {
  if (answer === 'null') return null;
  return answer?.startsWith('map:') === true ? answer.slice('map:'.length) : undefined;
}

function valueQuestionId({ place }: ValuesStep, value: string): string {
  return `enum-value:value:${place}.${quotedName(value)}`;
}

function placeIn(
  values: readonly string[],
  value: string,
): { readonly value: string; readonly at: number } {
  return { value, at: values.indexOf(value) };
}
