import { MigshError } from '../error.ts';
import type { Database } from '../runner/ports.ts';
import type { Answers } from '../schema/question.ts';
import type { Stepper } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { draftStatements } from './draft-statements.ts';
import { operationsFor, unwritten } from './preview-answer.ts';
import { playInScratch } from './proof.ts';
import type { ScratchOptions } from './scratch.ts';
import { openScratch } from './scratch.ts';
import type { Sides } from './sides.ts';

interface Inputs extends Sides {
  readonly context: AppContext;
  readonly stepper: Stepper;
  readonly database: Database | null;
  readonly identity: { readonly id: string; readonly createdAt: Date };
}

/**
 * Has the database read SQL that is an answer as soon as it is given, among all else that is known by then, and each once.
 * Where there is no place to try it, the proof says so.
 * @throws MigshError `bad-answer` for SQL that it does not understand
 */
export function sqlTrier(
  inputs: Inputs,
  options: ScratchOptions,
): (answers: Answers) => Promise<void> {
  const read = new Set<string>();
  return async answers => {
    const fresh = Object.entries(answers).filter(
      ([id, value]) => value.startsWith(sqlPrefix) && !read.has(`${id}=${value}`),
    );
    if (fresh.length === 0) return;
    const failure = await failureOf(inputs, answers, options);
    if (failure === undefined) {
      for (const [id, value] of fresh) read.add(`${id}=${value}`);
      return;
    }
    for (const [id, value] of fresh) {
      const { [id]: _, ...others } = answers;
      // What fails without it as well is not its fault.
      if ((await failureOf(inputs, others, options)) === undefined)
        throw badSql(id, value, failure);
    }
  };
}

const sqlPrefix = 'sql:';

async function failureOf(
  inputs: Inputs,
  answers: Answers,
  options: ScratchOptions,
): Promise<MigshError | undefined> {
  const both = operationsFor(inputs, answers);
  if (both.up.length === 0) return undefined;
  const drafts = [unwritten(inputs, both)];
  const { context, stepper, database } = inputs;
  try {
    await draftStatements(context, { stepper, database: null }, drafts);
    if (stepper.dialect.abilities.stepsOnCopy) return undefined;
    const scratch = await openScratch(context, stepper.dialect.name, options);
    if ('undecided' in scratch) return undefined;
    try {
      await playInScratch(context, scratch, { sides: inputs, database, drafts });
    } finally {
      await scratch.close();
    }
    return undefined;
  } catch (error) {
    if (error instanceof MigshError) return error;
    throw error;
  }
}

function badSql(id: string, value: string, failure: MigshError): MigshError {
  const text = value.slice(sqlPrefix.length);
  const [said = ''] = failure.message.split('\n');
  const problem = [said, ...excerpt(text, said)].join('\n');
  return new MigshError('bad-answer', `${id} cannot be answered ${value}: ${problem}`, {
    hint:
      failure.hint ??
      'give sql: and what the database understands; names are those after the revision',
    details: { id, value, problem },
    cause: failure,
  });
}

/** The SQL with a caret under the word that the database names. */
function excerpt(text: string, said: string): readonly string[] {
  const word = /"([^"]+)"/.exec(said)?.[1] ?? /: (\S+)$/.exec(said)?.[1];
  const at = word === undefined ? -1 : text.indexOf(word);
  if (at === -1 || text.includes('\n')) return [];
  return [`  ${text}`, `  ${' '.repeat(at)}^`];
}
