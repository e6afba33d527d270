import { evaluateTogether, refusedBy } from '../app/answer-together.ts';
import { answersIn, type KeptAnswer } from '../app/unfinished.ts';
import { MigshError } from '../error.ts';
import { alike, type Alike } from '../schema/alike.ts';
import { askedOf } from '../schema/asked.ts';
import type { Answers, Question } from '../schema/question.ts';
import {
  describeOption,
  optionsOf,
  printAlike,
  printQuestion,
  printRefusal,
} from './print-question.ts';
import type { Asker } from './prompts.ts';
import type { Style } from './style.ts';

/** What asking a person needs. */
export interface AskOptions {
  readonly asker: Asker;
  readonly style: Style;
  readonly say: (text: string) => void;
  /** Told after each answer what was answered so far, given answers apart: to be put by. */
  readonly keep?: (answers: readonly KeptAnswer[]) => void;
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
  const value = await asker.choose('Answer', choices, question.likely);
  if (!value.endsWith(':')) return value;
  const statement = question.kind === 'violators' && value === 'sql:';
  const [ask, wanted] = statement ? aStatement : (textsOf[value] ?? ['Text', 'a text']);
  return value + (value === 'default:' ? await askValue() : await askText());

  async function askValue(): Promise<string> {
    for (;;) {
      const text = await asker.text(ask, () => undefined);
      if (text !== '' || (await asker.confirm('Take an empty text?'))) return text;
    }
  }

  function askText(): Promise<string> {
    return asker.text(ask, given => (given.trim() === '' ? `type ${wanted}` : undefined));
  }
}

const aStatement = ['SQL statement', 'an SQL statement, such as update …'] as const;

const textsOf: Readonly<Record<string, readonly [ask: string, wanted: string]>> = {
  'default:': ['Value', 'the value, without quotes'],
  'sql:': ['SQL expression', 'an SQL expression'],
  'as-is:': ['Reason', 'the reason'],
};

/** What is open with some answers; an evaluation of a draft, or anything that raises questions. */
export interface Askable {
  readonly questions: readonly Question[];
  /** Question id → rows that it is about, masked. */
  readonly samples?: Readonly<Record<string, readonly string[]>>;
}

/** Answers to begin with: by flags, and put by from a run that was left. */
export interface Begun {
  readonly given: Answers;
  readonly resumed?: readonly KeptAnswer[];
}

/**
 * Asks until nothing is open: one question after the other, since an answer may raise or settle others; one that several
 * questions may take is offered for all of them. Gives null where the answer is `stop`.
 */
export async function askUntilComplete<T extends Askable>(
  evaluate: (answers: Answers) => Promise<T>,
  { given, resumed = [] }: Begun,
  options: AskOptions,
): Promise<T | null> {
  let sure: readonly KeptAnswer[] = resumed;
  let fresh: readonly KeptAnswer[] = [];
  const along = new Set(resumed.map(({ id }) => id));
  for (;;) {
    const answers = { ...given, ...answersIn([...sure, ...fresh]) };
    if (Object.values(answers).includes('stop')) return null;
    const [asked] = fresh;
    const together = await evaluateTogether(evaluate, answers, [...along]).catch((error: unknown) =>
      refusalOf(error, asked, sure),
    );
    if ('message' in together) {
      options.say(printRefusal(together, options.style));
      const refused = refusedBy(together);
      sure = sure.filter(({ id }) => !refused.includes(id));
      fresh = [];
      continue;
    }
    const { evaluation, refused } = together;
    sure = [...sure, ...fresh].filter(({ id }) => !refused.includes(id));
    if (asked !== undefined) options.keep?.(sure);
    const [question] = evaluation.questions;
    if (question === undefined) return evaluation;
    const samples = evaluation.samples?.[question.id] ?? [];
    const value = await askQuestion(question, options, samples);
    if (value === 'stop') return null;
    const others = await askForAll(alike(question, value, evaluation.questions), options);
    for (const other of others) along.add(other.question.id);
    fresh = [{ question, value }, ...others].map(keptAnswer);
  }
}

function keptAnswer({ question, value }: Alike): KeptAnswer {
  return { id: question.id, value, asked: askedOf(question) };
}

/** What is wrong with the answer that was just given, or with an earlier one beside it: these are asked for again. */
function refusalOf(
  error: unknown,
  asked: KeptAnswer | undefined,
  sure: readonly KeptAnswer[],
): MigshError {
  const refused = refusedBy(error);
  const isTheirs = [asked, ...sure].some(each => each !== undefined && refused.includes(each.id));
  if (error instanceof MigshError && asked !== undefined && isTheirs) return error;
  throw error;
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
