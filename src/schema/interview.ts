import { MigshError } from '../error.ts';
import type { Answers, Hint, Hints, Question } from './question.ts';

/** A question together with the answer it was given. */
export interface Answered {
  readonly question: Question;
  readonly value: string;
}

/** Puts questions to answers that were given beforehand and keeps book: what is open, what was answered, what was not needed. */
export class Interview {
  readonly open: Question[] = [];
  readonly answered: Answered[] = [];
  readonly #answers: Answers;
  readonly #known = new Set<string>();

  readonly #hints: Hints;

  constructor(answers: Answers, hints: Hints = {}) {
    this.#answers = answers;
    this.#hints = hints;
  }

  /** What speaks for an answer besides the schemas. */
  hints(id: string): readonly Hint[] {
    return Object.hasOwn(this.#hints, id) ? (this.#hints[id] ?? []) : [];
  }

  /** The answer for an id, if one was given, whether or not its question comes up. */
  given(id: string): string | undefined {
    return Object.hasOwn(this.#answers, id) ? this.#answers[id] : undefined;
  }

  /**
   * The value chosen, or undefined where the question is open. One option besides `stop` is taken without asking.
   * @throws MigshError `bad-answer` for a value that is no option, `unanswered-questions` for `stop`
   */
  ask(
    question: Question,
    check?: (value: string) => string | undefined,
    whyNot?: (value: string) => string | undefined,
  ): string | undefined {
    this.#known.add(question.id);
    const value = this.given(question.id);
    const [only, ...more] = question.options.filter(option => option.value !== 'stop');
    if (value === undefined) {
      if (more.length === 0) return only?.value;
      this.open.push(question);
      return undefined;
    }
    if (value === 'stop') throw stopped(question);
    const problem = isOption(question, value) ? check?.(value) : (whyNot?.(value) ?? '');
    if (problem !== undefined) throw badAnswer(question, value, problem);
    this.answered.push({ question, value });
    return value;
  }

  /** Says that a question of this id may come up once others are answered: an answer for it is not stray yet. */
  mayAsk(id: string): void {
    this.#known.add(id);
  }

  /** Ids of answers that no question took. */
  get unused(): readonly string[] {
    return Object.keys(this.#answers).filter(id => !this.#known.has(id));
  }
}

/** Refuses an answer in words, with every answer that is allowed. */
export function badAnswer(question: Question, value: string, problem: string): MigshError {
  const allowed = question.options.map(option => withPlaceholder(option.value));
  return new MigshError(
    'bad-answer',
    `${question.id} cannot be answered ${value}${problem === '' ? '' : `: ${problem}`}`,
    {
      hint: `allowed: ${allowed.join(', ')}`,
      details: { id: question.id, value, allowed, problem },
    },
  );
}

function isOption(question: Question, value: string): boolean {
  return question.options.some(
    option =>
      option.value === value || (option.value.endsWith(':') && value.startsWith(option.value)),
  );
}

function withPlaceholder(value: string): string {
  if (value === 'default:') return 'default:LITERAL';
  if (value === 'as-is:') return 'as-is:REASON';
  return value.endsWith(':') ? `${value}EXPRESSION` : value;
}

function stopped(question: Question): MigshError {
  return new MigshError(
    'unanswered-questions',
    `${question.id} was answered stop: nothing is written`,
    { hint: `answer it: --answer ${question.id}=…`, details: { questions: [question] } },
  );
}
