import { stripVTControlCharacters } from 'node:util';

import { spawn } from '@lydell/node-pty';
import type { IPty } from '@lydell/node-pty';

/** A program in a real terminal, for as long as the test talks with it. */
export interface TerminalProgram {
  /** Waits until the text was printed since the last call. */
  see(text: string): Promise<void>;
  type(text: string): void;
  /** The exit code, when it has ended. */
  readonly ended: Promise<number>;
  /** Everything printed so far, without escape sequences. */
  text(): string;
  /** Everything printed so far, as the terminal got it. */
  raw(): string;
}

export interface TerminalOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 80 columns, 24 rows. */
  readonly size?: { readonly columns: number; readonly rows: number };
}

/** A command in a terminal, without what test runners say to programs: CI, colours, which database. */
export function openTerminal(
  [file = '', ...args]: readonly string[],
  { cwd = process.cwd(), env = {}, size = { columns: 80, rows: 24 } }: TerminalOptions,
): IPty {
  const { CI: _ci, FORCE_COLOR: _force, NO_COLOR: _no, COLORTERM: _depth, ...some } = process.env;
  const { NODE_ENV: _mode, DATABASE_URL: _url, ...inherited } = some;
  return spawn(file, args, {
    cols: size.columns,
    rows: size.rows,
    cwd,
    env: { ...inherited, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  });
}

/** Starts Node in a terminal. */
export function startInTerminal(
  args: readonly string[],
  options: TerminalOptions = {},
): TerminalProgram {
  const env = { NO_COLOR: '1', ...options.env };
  const program = openTerminal([process.execPath, ...args], { ...options, env });
  let printed = '';
  let seen = 0;
  let exitCode: number | undefined;
  const watchers = new Set<() => void>();
  const exited = Promise.withResolvers<number>();
  program.onData(data => {
    printed += data;
    for (const watch of watchers) watch();
  });
  program.onExit(ended => {
    exitCode = ended.exitCode;
    exited.resolve(ended.exitCode);
    for (const watch of watchers) watch();
  });
  const text = (): string => plain(printed);
  return {
    type: keys => program.write(keys),
    text,
    raw: () => printed,
    ended: exited.promise,
    see(wanted) {
      const found = Promise.withResolvers<void>();
      const give = (why: string): void =>
        found.reject(new Error(`${why} before "${wanted}" was seen:\n${text()}`));
      const deadline = setTimeout(() => give('30 seconds went by'), 30_000);
      const watch = (): void => {
        const at = text().indexOf(wanted, seen);
        if (at !== -1) seen = at + wanted.length;
        else if (exitCode === undefined) return;
        else give(`it ended with ${exitCode}`);
        clearTimeout(deadline);
        watchers.delete(watch);
        found.resolve();
      };
      watchers.add(watch);
      watch();
      return found.promise;
    },
  };
}

/** Terminal output as text: escape sequences and carriage returns taken out. */
function plain(output: string): string {
  return stripVTControlCharacters(output).replaceAll('\r', '');
}
