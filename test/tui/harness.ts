import { PassThrough, Writable } from 'node:stream';

import xterm from '@xterm/headless';

import type { AppContext } from '../../src/app/context.ts';
import { commands } from '../../src/cli/commands.ts';
import { flags } from '../../src/cli/flags.ts';
import { parse } from '../../src/cli/parse.ts';
import { startShell } from '../../src/tui/start.ts';

/** The shell in a terminal of its own, in this process: what is typed, and what stands on the screen. */
export interface TestShell {
  /** Types keys one after the other: `u`, `enter`, `esc`, `ctrl-c`, `down`; `text:…` types letters. */
  press(...keys: readonly string[]): Promise<void>;
  paste(text: string): Promise<void>;
  /** The screen, without blanks at the ends. */
  screen(): string;
  /** Waits until the screen holds it; fails with the screen. */
  until(expected: string | RegExp): Promise<string>;
  /** Lets time go by for the shell: what is typed too early after a question is not heard. */
  wait(milliseconds: number): void;
  resize(columns: number, rows: number): Promise<void>;
  /** Everything that was written to the terminal. */
  written(): string;
  /** Whether the alternate screen is open, and whether the terminal is in raw mode. */
  terminal(): { readonly alternate: boolean; readonly raw: boolean };
  /** The look of one cell. */
  cell(column: number, row: number): { readonly inverse: boolean; readonly bold: boolean };
  /** The exit code, once it was left. */
  readonly exit: Promise<number>;
}

export interface TestShellOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly ascii?: boolean;
}

/** Opens the shell on a project. */
export async function openShell(
  context: AppContext,
  { columns = 80, rows = 24, ascii = false }: TestShellOptions = {},
): Promise<TestShell> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    convertEol: true,
  });
  let written = '';
  let listeners: (() => void)[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written += chunk.toString();
      terminal.write(chunk, () => {
        done();
        for (const listener of listeners) listener();
      });
    },
  });
  const stdout = Object.assign(stream, { isTTY: true, columns, rows });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      stdin.isRaw = raw;
      return stdin;
    },
    ref: () => stdin,
    unref: () => stdin,
  });
  let passed = 0;
  const exit = startShell(context, {
    ascii,
    noColor: false,
    grammar: { commands, flags, parse },
    streams: { stdin, stdout, stderr: stdout },
    // Time passes when a test says so: nothing depends on how fast the machine is.
    now: () => Date.UTC(2026, 10, 20, 12) + passed,
  });

  const screen = (): string => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, at) =>
      (active.getLine(active.viewportY + at)?.translateToString(true) ?? '').trimEnd(),
    )
      .join('\n')
      .trimEnd();
  };
  const until = (expected: string | RegExp): Promise<string> =>
    new Promise((found, fail) => {
      const timeout = setTimeout(() => {
        listeners = listeners.filter(each => each !== check);
        fail(new Error(`the screen does not come to hold ${String(expected)}:\n${screen()}`));
      }, 30_000);
      const check = (): void => {
        if (!holds(screen(), expected)) return;
        clearTimeout(timeout);
        listeners = listeners.filter(each => each !== check);
        found(screen());
      };
      listeners.push(check);
      check();
    });
  const type = async (text: string): Promise<void> => {
    stdin.write(text);
    // One turn for the stream, one for Ink: a lone escape is held back until it is sure that nothing follows.
    await new Promise(resolve => setTimeout(resolve, text === '\u001B' ? 30 : 0));
    await new Promise(resolve => setImmediate(resolve));
  };

  return {
    async press(...keys) {
      for (const key of keys) await type(sequences[key] ?? key.replace(/^text:/, ''));
    },
    paste: text => type(`\u001B[200~${text}\u001B[201~`),
    screen,
    until,
    wait(milliseconds) {
      passed += milliseconds;
    },
    async resize(width, height) {
      terminal.resize(width, height);
      Object.assign(stdout, { columns: width, rows: height });
      stdout.emit('resize');
      await new Promise(resolve => setImmediate(resolve));
    },
    written: () => written,
    terminal: () => ({
      alternate: terminal.buffer.active.type === 'alternate',
      raw: stdin.isRaw,
    }),
    cell(column, row) {
      const cell = terminal.buffer.active.getLine(row)!.getCell(column)!;
      return { inverse: cell.isInverse() !== 0, bold: cell.isBold() !== 0 };
    },
    exit,
  };
}

function holds(screen: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? screen.includes(expected) : expected.test(screen);
}

const sequences: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  'shift-tab': '\u001B[Z',
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  home: '\u001B[H',
  end: '\u001B[F',
  'page-up': '\u001B[5~',
  'page-down': '\u001B[6~',
  backspace: '\u007F',
  delete: '\u001B[3~',
  'ctrl-a': '\u0001',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
  'ctrl-e': '\u0005',
  'ctrl-k': '\u000B',
  'ctrl-l': '\u000C',
  'ctrl-n': '\u000E',
  'ctrl-p': '\u0010',
  'ctrl-r': '\u0012',
  'ctrl-u': '\u0015',
  'ctrl-w': '\u0017',
  'alt-b': '\u001Bb',
  'alt-f': '\u001Bf',
};
