import { resolve } from 'node:path';

import type { AppContext, ContextOptions } from '../app/context.ts';
import type { CommandName } from './commands.ts';
import type { Interruption } from './interruption.ts';
import type { Mode } from './mode.ts';
import type { Output } from './output.ts';
import type { Invocation } from './parse.ts';
import { textOf } from './parse.ts';
import { usage } from './usage.ts';

/** One command on its way: what was typed, how migsh talks, and where words go. */
export interface Call {
  readonly command: CommandName;
  readonly invocation: Invocation;
  readonly mode: Mode;
  readonly output: Output;
  readonly interruption: Interruption;
}

/** What each file of command/ exports; the number is the exit code. */
export interface CommandModule {
  readonly run: (call: Call) => Promise<number>;
}

/**
 * Opens the project that the flags name, and closes it whatever happens. From then on the process stands in the project's root,
 * so that the paths of a config (a SQLite file, globs of entities) mean the same wherever migsh was called.
 */
export async function withContext(
  invocation: Invocation,
  work: (context: AppContext) => Promise<number>,
): Promise<number> {
  const { openContext } = await import('../app/context.ts');
  const context = openContext(contextOptions(invocation));
  process.chdir(context.project.root);
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** Where the project is and which of its parts are meant, as the flags say. */
export function contextOptions(invocation: Invocation): ContextOptions {
  const directory = textOf(invocation, 'directory');
  const config = textOf(invocation, 'config');
  const context = textOf(invocation, 'context');
  const dialect = dialectOf(textOf(invocation, 'dialect'));
  const opensNew = invocation.command === undefined && directory === undefined;
  return {
    cwd: resolve(textOf(invocation, 'cwd') ?? '.'),
    ...(directory !== undefined && { directory }),
    ...(config !== undefined && { config }),
    ...(context !== undefined && { context }),
    ...(dialect !== undefined && { dialect }),
    // The shell's wizard writes a first revision too; a mistyped -d shows there as an error.
    ...((makers.has(invocation.command) || opensNew) && { makesDirectory: true }),
  };
}

const makers: ReadonlySet<CommandName | undefined> = new Set([
  'init',
  'revision',
  'migrate',
] as const);

function dialectOf(name: string | undefined): ContextOptions['dialect'] {
  if (name === undefined || name === 'postgresql' || name === 'sqlite') return name;
  throw usage(`there is no dialect ${name}`, '--dialect postgresql, or --dialect sqlite');
}
