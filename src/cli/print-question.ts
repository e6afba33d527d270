import type { MigshError } from '../error.ts';
import { levelWords } from '../hazard/hazard.ts';
import { answerLoss, type Alike } from '../schema/alike.ts';
import type { Question, QuestionOption } from '../schema/question.ts';
import { stop } from '../schema/stop.ts';
import { spellAnswer } from './answers.ts';
import { counted } from './print-show.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** A question's options; `stop` among them, last where it was not. */
export function optionsOf(question: Question): readonly QuestionOption[] {
  const has = question.options.some(({ value }) => value === stop.value);
  return has ? question.options : [...question.options, stop];
}

/** What a question is about and why it is asked, as it stands above the prompt. `samples`: some rows, masked, for a person alone. */
export function printQuestion(
  question: Question,
  style: Style,
  samples: readonly string[] = [],
): string {
  const { width } = style;
  const lines = [
    style.paint('heading', sanitizeLine(question.subject)),
    ...wrap(sanitize(question.message), { width, first: '  ' }),
    ...[...masked(samples), ...question.evidence].flatMap(fact =>
      wrap(sanitize(fact), { width, first: '  - ' }),
    ),
  ];
  return `\n${lines.join('\n')}\n`;
}

function masked(samples: readonly string[]): readonly string[] {
  return samples.length === 0 ? [] : [`masked: ${samples.join(' · ')}`];
}

/** An option in words: what it does, whether it is likely, what it loses. */
export function describeOption(option: QuestionOption, likely: string | undefined): string {
  const mark = option.value === likely ? ' (likely)' : '';
  const loses =
    option.loses === undefined ? '' : ` (${levelWords.loss}: ${sanitizeLine(option.loses)})`;
  return `${sanitizeLine(option.label)}${mark}${loses}`;
}

/** The other questions that may take the answer that was just given, with what each loses by it. */
export function printAlike(others: readonly Alike[], style: Style): string {
  const lines = others.flatMap(each => {
    const loss = answerLoss(each);
    const words = loss === undefined ? '' : ` (${levelWords.loss}: ${sanitizeLine(loss)})`;
    return wrap(`${each.question.subject} = ${each.value}${words}`, {
      width: style.width,
      first: '  - ',
    });
  });
  return `  alike:\n${lines.join('\n')}\n`;
}

/** An answer will not do: why, above the question that comes again. */
export function printRefusal(
  { message, hint = '', details }: MigshError,
  { width }: Style,
): string {
  // Whoever is asked types no flag.
  const { problem } = details;
  const said = typeof problem === 'string' && problem !== '' ? [problem] : [message, hint];
  const lines = said.flatMap(each => wrap(sanitize(each), { width, first: '  ' }));
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Open questions where nobody can be asked: each with the flags that answer it. */
export function printOpenQuestions(questions: readonly Question[], style: Style): string {
  return questions
    .map(question => printQuestion(question, style) + flagLines(question, style))
    .join('');
}

function flagLines(question: Question, style: Style): string {
  const shown = optionsOf(question).filter(({ value }) => value !== stop.value);
  return shown.map(option => flagLine(question, option, style)).join('');
}

function flagLine(question: Question, option: QuestionOption, style: Style): string {
  const flag = style.paint('id', spellChoice(question, option));
  const words = wrap(describeOption(option, question.likely), {
    width: style.width,
    first: ' '.repeat(8),
  });
  return `    ${flag}\n${words.join('\n')}\n`;
}

/** The flag that chooses an option; one that wants text behind it shows the word for it. */
function spellChoice(question: Question, { value }: QuestionOption): string {
  if (question.kind === 'head') return `--head ${value}`;
  const own = question.kind === 'violators' && value === 'sql:' ? 'STATEMENT' : undefined;
  const placeholder = own ?? placeholders[value] ?? (value.endsWith(':') ? 'TEXT' : '');
  return spellAnswer(question.id, value + placeholder);
}

const placeholders: Readonly<Record<string, string>> = {
  'default:': 'VALUE',
  'sql:': 'EXPRESSION',
  'as-is:': 'REASON',
};

/** `2 questions have no answer` */
export function openQuestionsMessage(questions: readonly Question[]): string {
  const { length } = questions;
  return `${counted(length, 'question')} ${length === 1 ? 'has' : 'have'} no answer`;
}
