import { MigshError } from '../error.ts';

/** Somebody at a terminal who can be asked. */
export interface Asker {
  /** One of several; gives its value. The cursor of a list begins at the likely one. */
  choose(message: string, choices: readonly Choice[], likely?: string): Promise<string>;
  /** A line of text; `complain` says what is wrong with it, or nothing. */
  text(message: string, complain: (text: string) => string | undefined): Promise<string>;
  /** Yes or no; Enter alone is no. */
  confirm(message: string): Promise<boolean>;
}

export interface Choice {
  readonly value: string;
  readonly name: string;
}

/** Asks on stderr, so that stdout holds only what was asked for. Numbered lists with `plain`. */
export async function openAsker({ plain }: { readonly plain: boolean }): Promise<Asker> {
  const { createPromptModule } = await import('inquirer');
  const ask = (question: Prompt): Promise<unknown> =>
    untilClosed(async signal => {
      const prompt = createPromptModule({ output: process.stderr, signal });
      const answers: { answer?: unknown } = await prompt([{ ...question, name: 'answer' }]);
      return answers.answer;
    });
  return {
    async choose(message, choices, likely) {
      const list = choices.map(({ value, name }) => ({ value, name, short: name }));
      const prompt = { message, choices: list, loop: false };
      if (plain) return String(await ask({ type: 'rawlist', ...prompt }));
      const begins = likely === undefined ? {} : { default: likely };
      return String(await ask({ type: 'select', ...prompt, ...begins }));
    },
    text: async (message, complain) =>
      String(
        await ask({ type: 'input', message, validate: (text: string) => complain(text) ?? true }),
      ),
    confirm: async message => (await ask({ type: 'confirm', message, default: false })) === true,
  };
}

type Prompt = Readonly<Record<string, unknown>> & {
  readonly type: 'select' | 'rawlist' | 'input' | 'confirm';
  readonly message: string;
};

/** Ctrl-C rejects a prompt, Ctrl-D only closes its input: then nothing is left to wait for, and the prompt is given up. */
async function untilClosed<T>(prompt: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort();
  // An Ink program that ran before has unref()ed stdin: nothing would keep the process alive for the answer.
  process.stdin.ref();
  process.once('beforeExit', giveUp);
  try {
    return await prompt(controller.signal);
  } catch (error) {
    throw isLeft(error) ? left(error) : error;
  } finally {
    process.off('beforeExit', giveUp);
  }
}

function isLeft(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
}

function left(cause: unknown): MigshError {
  return new MigshError('interrupted', 'stopped: nothing was changed', { cause });
}
