import { evaluateTogether } from '../app/answer-together.ts';
import { alike, type Alike } from '../schema/alike.ts';
import type { Answers, Question } from '../schema/question.ts';
import { describeOption, optionsOf, printAlike, printQuestion } from './print-question.ts';
import type { Asker } from './prompts.ts';
import type { Style } from './style.ts';

/** What asking a person needs. */
export interface AskOptions {
  readonly asker: Asker;
  readonly style: Style;
  readonly say: (text: string) => void;
}

/** Asks one question and gives the answer as `--answer` would: `default:EUR`, `rename:mail`, `stop`. */
async function askQuestion(
  question: Question,
  { asker, style, say }: AskOptions,
  samples: readonly string[],
): Promise<string> {
  say(printQuestion(question, style, samples));
  const choices = optionsOf(question).map(option => ({
    value: option.value,
    name: describeOption(option, question.likely),
  }));
  const value = await asker.choose('Answer', choices);
  if (!value.endsWith(':')) return value;
  const [ask, wanted] = textsOf[value] ?? ['Text', 'a text'];
  const text = await asker.text(ask, given => (given.trim() === '' ? `type ${wanted}` : undefined));
  return value + text;
}

const textsOf: Readonly<Record<string, readonly [ask: string, wanted: string]>> = {
  'default:': ['Value', 'the value, without quotes (an empty one is --answer ID=default:)'],
  'sql:': ['SQL expression', 'an SQL expression'],
};

/** What is open with some answers; an evaluation of a draft, or anything that raises questions. */
export interface Askable {
  readonly questions: readonly Question[];
  /** Question id → rows that it is about, masked. */
  readonly samples?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Asks until nothing is open: one question after the other, since an answer may raise or settle others; one that several
 * questions may take is offered for all of them. Gives null where the answer is `stop`.
 */
export async function askUntilComplete<T extends Askable>(
  evaluate: (answers: Answers) => Promise<T>,
  given: Answers,
  options: AskOptions,
): Promise<T | null> {
  let answers = given;
  const along = new Set<string>();
  while (!Object.values(answers).includes('stop')) {
    const { evaluation, refused } = await evaluateTogether(evaluate, answers, [...along]);
    answers = without(answers, refused);
    const [question] = evaluation.questions;
    if (question === undefined) return evaluation;
    const samples = evaluation.samples?.[question.id] ?? [];
    const value = await askQuestion(question, options, samples);
    const others = await askForAll(alike(question, value, evaluation.questions), options);
    for (const other of others) along.add(other.question.id);
    answers = {
      ...answers,
      [question.id]: value,
      ...Object.fromEntries(others.map(each => [each.question.id, each.value])),
    };
  }
  return null;
}

/** The questions that are answered along with one, where somebody wants that. */
async function askForAll(
  others: readonly Alike[],
  { asker, style, say }: AskOptions,
): Promise<readonly Alike[]> {
  if (others.length === 0) return [];
  say(printAlike(others, style));
  const wants = await asker.confirm(`The same for ${others.length} alike?`);
  return wants ? others : [];
}

function without(answers: Answers, ids: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.includes(id)));
}
