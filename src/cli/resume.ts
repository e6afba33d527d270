import type { AppContext } from '../app/context.ts';
import {
  forgetUnfinished,
  type KeptAnswer,
  keepUnfinished,
  readUnfinished,
  recall,
  type Recalled,
  type Unfinished,
} from '../app/unfinished.ts';
import type { Answers } from '../schema/question.ts';
import type { Askable, AskOptions } from './ask-questions.ts';
import { askUntilComplete } from './ask-questions.ts';
import { counted } from './print-show.ts';
import { sanitizeLine } from './sanitize.ts';
import { wrap } from './wrap.ts';

/** What is asked with which answers given beforehand. */
export interface Asking<T> {
  readonly evaluate: (answers: Answers) => Promise<T>;
  readonly given: Answers;
  /** Kept beside the answers, for whoever goes on in the shell. */
  readonly message: string;
}

/** Asks until nothing is open. Answers are put by one after the other: a run that is left is gone on with, or started over. */
export async function askOrResume<T extends Askable>(
  context: AppContext,
  { evaluate, given, message }: Asking<T>,
  options: AskOptions,
): Promise<T | null> {
  const resumed = await offerResume(context, { evaluate, given, message }, options);
  let kept = resumed.length;
  const keep = (answers: readonly KeptAnswer[]): void => {
    kept = answers.length;
    keepUnfinished(context, { answers, message });
  };
  const sayKept = (): void => {
    if (kept > 0) options.say('the answers are kept: the same command goes on with them\n');
  };
  try {
    const evaluation = await askUntilComplete(evaluate, { given, resumed }, { ...options, keep });
    if (evaluation === null) sayKept();
    return evaluation;
  } catch (error) {
    sayKept();
    throw error;
  }
}

async function offerResume<T extends Askable>(
  context: AppContext,
  { evaluate, given }: Asking<T>,
  { asker, say, style }: AskOptions,
): Promise<readonly KeptAnswer[]> {
  const unfinished = readUnfinished(context);
  if (unfinished === null) return [];
  const recalled = await recall(evaluate, unfinished.answers, given);
  const lines = resumeLines(unfinished, recalled).flatMap(each =>
    wrap(each, { width: style.width }),
  );
  if (lines.length > 0) say(`${lines.join('\n')}\n`);
  if (recalled.taken.length === 0) return [];
  const { length } = recalled.evaluation.questions;
  const left = length === 0 ? 'no question is left' : `${counted(length, 'question')} left`;
  const choice = await asker.choose('Go on or start over?', [
    { value: 'on', name: `go on with them: ${left}` },
    { value: 'over', name: 'start over: they are forgotten' },
  ]);
  if (choice === 'on') return recalled.taken;
  forgetUnfinished(context);
  return [];
}

function resumeLines<T>({ at }: Unfinished, { taken, stale }: Recalled<T>): readonly string[] {
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  const found = `of a run that was left (${when})`;
  return [
    ...listed(`${counted(taken.length, 'answer')} ${found}:`, taken),
    ...listed(
      `${counted(stale.length, 'answer')} ${found} ${stale.length === 1 ? 'is' : 'are'} not taken, for what was asked is gone or changed:`,
      stale,
    ),
  ];
}

function listed(title: string, answers: readonly KeptAnswer[]): readonly string[] {
  if (answers.length === 0) return [];
  return [
    title,
    ...answers.map(({ id, value }) => `  - ${sanitizeLine(id)} = ${sanitizeLine(value)}`),
  ];
}
