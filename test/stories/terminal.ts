import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import type { IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

import { openTerminal } from '../cli/terminal.ts';

/** Columns and rows. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A character as the terminal draws it; the cell after a wide one is empty. */
export interface Cell {
  readonly text: string;
  /** Of the palette, or null for the terminal's own colour. */
  readonly color: number | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

export interface ShellOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: Size;
  /** Runs in the same terminal when the shell has ended. */
  readonly after?: string;
}

/** The binary as users run it: what `npm run build` made, or the one that MIGSH_TEST_BINARY names. */
const binary = resolve(process.env['MIGSH_TEST_BINARY'] ?? 'dist/main.js');
const patience = 30_000;

/** The real program in a real terminal, and somebody who looks at the screen and presses keys. */
export class Shell {
  readonly #terminal: Terminal;
  readonly #program: IPty;
  readonly #watchers = new Set<() => void>();
  readonly #modes = new Set([cursorMode]);
  #exitCode: number | undefined;

  /** Opens `migsh` in a terminal, by default of 120×40. */
  constructor({ cwd, env, size = { columns: 120, rows: 40 }, after }: ShellOptions) {
    if (!existsSync(binary)) throw new Error(`there is no ${binary}: npm run build`);
    const cells = { cols: size.columns, rows: size.rows };
    this.#terminal = new xterm.Terminal({ ...cells, allowProposedApi: true });
    this.#watchModes();
    const run = [process.execPath, binary];
    const script = `"$0" "$1"; code=$?; ${after}; exit $code`;
    const command = after === undefined ? run : ['/bin/sh', '-c', script, ...run];
    this.#program = openTerminal(command, { cwd, size, env: { TZ: 'UTC', ...env } });
    this.#terminal.onData(reply => this.#program.write(reply));
    this.#program.onData(data => this.#terminal.write(data, () => this.#look()));
    this.#program.onExit(({ exitCode, signal }) => {
      this.#terminal.write('', () => {
        this.#exitCode = signal === undefined || signal === 0 ? exitCode : 128 + signal;
        this.#look();
      });
    });
  }

  /** Presses keys one after the other: `press('a')`, `press('down', 'enter')`. */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.#program.write(sequences[key] ?? key);
  }

  /** Types a text. */
  type(text: string): void {
    this.#program.write(text);
  }

  /** Waits until the text is on the screen, or a line that matches. */
  async sees(...wanted: readonly (string | RegExp)[]): Promise<void> {
    for (const each of wanted) await this.#until(`${each} is not seen`, () => this.shows(each));
  }

  /** Waits until it is on the screen no more. */
  async seesNoMore(unwanted: string | RegExp): Promise<void> {
    await this.#until(`${unwanted} is still seen`, () => !this.shows(unwanted));
  }

  /** Presses a key until the screen shows what it leads to: a question hears no key that comes before it could be read. */
  async insists(key: string, wanted: string | RegExp): Promise<void> {
    const again = setInterval(() => this.press(key), 100);
    await this.#until(`${key} leads to no ${wanted}`, () => this.shows(wanted)).finally(() =>
      clearInterval(again),
    );
  }

  /** Waits for the end; answers with the exit code, as a shell counts it. */
  async ended(): Promise<number> {
    await this.#until('it did not end', () => this.#exitCode !== undefined);
    return this.#exitCode ?? 0;
  }

  resize({ columns, rows }: Size): void {
    this.#terminal.resize(columns, rows);
    this.#program.resize(columns, rows);
  }

  kill(signal: string): void {
    this.#program.kill(signal);
  }

  /** Ends it, whatever it does: for the end of a test. */
  close(): void {
    if (this.#exitCode === undefined) this.kill('SIGKILL');
    this.#terminal.dispose();
  }

  shows(wanted: string | RegExp): boolean {
    if (typeof wanted === 'string') return this.screen().includes(wanted);
    return this.lines().some(line => wanted.test(line));
  }

  /** What is on the screen. */
  screen(): string {
    return this.lines().join('\n').trimEnd();
  }

  lines(): readonly string[] {
    return this.#rows().map(row => row.translateToString(true));
  }

  /** Every cell of the screen, row by row. */
  cells(): readonly (readonly Cell[])[] {
    return this.#rows().map(row =>
      Array.from({ length: this.#terminal.cols }, (_, column) => cellOf(row.getCell(column))),
    );
  }

  /** Whether the program has the screen for itself: the alternate screen is on. */
  isFullScreen(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  isCursorShown(): boolean {
    return this.#modes.has(cursorMode);
  }

  #rows(): readonly IBufferLine[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, row) => row + active.baseY).flatMap(
      row => active.getLine(row) ?? [],
    );
  }

  #look(): void {
    if (this.#modes.has(synchronizedMode)) return;
    for (const watch of this.#watchers) watch();
  }

  #until(complaint: string, holds: () => boolean): Promise<void> {
    const seen = Promise.withResolvers<void>();
    const fail = (when: string): void =>
      seen.reject(new Error(`${complaint} ${when}:\n${this.screen()}`));
    const watch = (): void => {
      if (holds()) seen.resolve();
      else if (this.#exitCode !== undefined) fail(`although it ended with ${this.#exitCode}`);
    };
    const deadline = setTimeout(() => fail(`after ${patience / 1000} seconds`), patience);
    this.#watchers.add(watch);
    watch();
    return seen.promise.finally(() => {
      clearTimeout(deadline);
      this.#watchers.delete(watch);
    });
  }

  /** `CSI ? n h` sets a mode, `CSI ? n l` takes it back. */
  #watchModes(): void {
    const watch = (final: string, change: (mode: number) => void): void => {
      this.#terminal.parser.registerCsiHandler({ prefix: '?', final }, params => {
        for (const mode of params.flat()) change(mode);
        return false;
      });
    };
    watch('h', mode => this.#modes.add(mode));
    watch('l', mode => this.#modes.delete(mode));
  }
}

/** DECTCEM. */
const cursorMode = 25;
/** Between its begin and its end a frame is half drawn: a terminal shows nothing of it. */
const synchronizedMode = 2026;

/** What terminals send for keys without a character. */
const sequences: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  PgDn: '\u001B[6~',
  PgUp: '\u001B[5~',
  'ctrl-c': '\u0003',
  'ctrl-l': '\u000C',
  'ctrl-r': '\u0012',
  'ctrl-u': '\u0015',
};

function cellOf(cell: IBufferCell | undefined): Cell {
  return {
    text: cell?.getChars() ?? '',
    color: cell !== undefined && cell.isFgPalette() ? cell.getFgColor() : null,
    bold: isOn(cell?.isBold()),
    dim: isOn(cell?.isDim()),
    inverse: isOn(cell?.isInverse()),
  };
}

/** An attribute is a bit of the cell's, or 0. */
function isOn(attribute: number | undefined): boolean {
  return attribute !== undefined && attribute !== 0;
}
