// tui/: the full screen. Keys and answers of effects change one state, views draw it; reaches commands through effects alone.
import process from 'node:process';

import type { AppContext } from '../app/context.ts';
import type { Grammar } from './palette/grammar.ts';
import type { Streams } from './terminal.ts';

/** How the shell is to look, and what it is handed. */
export interface ShellOptions {
  /** No character outside ASCII is drawn. */
  readonly ascii: boolean;
  /** `--no-color`; NO_COLOR is heeded besides. */
  readonly noColor: boolean;
  /** What the palette understands: the command line's own grammar. */
  readonly grammar: Grammar;
  /** Default: the process's own. */
  readonly streams?: Streams;
  /** Default: the clock, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** Opens the shell on a project and answers with the exit code when it is left. Only here Ink is imported. */
export async function startShell(context: AppContext, options: ShellOptions): Promise<number> {
  const { stdin } = process;
  // What is typed while Ink is being imported would be echoed onto the first screen; unread, it waits for the shell.
  if (options.streams === undefined && stdin.isTTY) stdin.setRawMode(true);
  try {
    return await open(context, options);
  } finally {
    if (options.streams === undefined && stdin.isTTY) stdin.setRawMode(false);
  }
}

async function open(context: AppContext, options: ShellOptions): Promise<number> {
  // React reads it when it is imported; its development build takes twice the time a frame.
  const { NODE_ENV: given } = process.env;
  process.env['NODE_ENV'] ??= 'production';
  const { runShell } = await import('./run-shell.tsx');
  // The project's config may read it too, and has to find what it finds on the command line.
  if (given === undefined) delete process.env['NODE_ENV'];
  return runShell(context, options);
}
