import type { Answers, Question } from '../schema/question.ts';
import { describeOption, optionsOf, printQuestion } from './print-question.ts';
import type { Asker } from './prompts.ts';
import type { Style } from './style.ts';

/** What asking a person needs. */
export interface AskOptions {
  readonly asker: Asker;
  readonly style: Style;
  readonly say: (text: string) => void;
}

/** Asks one question and gives the answer as `--answer` would: `default:EUR`, `rename:mail`, `stop`. */
async function askQuestion(question: Question, { asker, style, say }: AskOptions): Promise<string> {
  say(printQuestion(question, style));
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
}

/**
 * Asks until nothing is open: one question after the other, since an answer may raise or settle others.
 * Gives null where the answer is `stop`.
 */
export async function askUntilComplete<T extends Askable>(
  evaluate: (answers: Answers) => Promise<T>,
  given: Answers,
  options: AskOptions,
): Promise<T | null> {
  const answers = new Map(Object.entries(given));
  while (![...answers.values()].includes('stop')) {
    const evaluation = await evaluate(Object.fromEntries(answers));
    const [question] = evaluation.questions;
    if (question === undefined) return evaluation;
    answers.set(question.id, await askQuestion(question, options));
  }
  return null;
}
