import type { Style } from './style.ts';
import { styleOf } from './style.ts';

/** Where a command's words go: what was asked for to stdout, everything else to stderr. */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** How text on stdout looks. */
  readonly out: Style;
  /** How text on stderr looks. */
  readonly err: Style;
  /** stderr is a terminal: somebody watches, no timestamps are needed. */
  readonly watched: boolean;
  /** What was asked for. */
  readonly write: (text: string) => void;
  /** Questions, previews that go with them, errors. */
  readonly say: (text: string) => void;
  /** Progress, notes, results in words: not with `--quiet`. */
  readonly mention: (text: string) => void;
  /** A JSON document on stdout. */
  readonly document: (value: unknown) => void;
  /** One line of JSON on stdout. */
  readonly line: (value: unknown) => void;
}

/** What decides how an output looks. */
export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noColor: boolean;
  readonly ascii: boolean;
}

/** The process's own streams as an output. */
export function openOutput({ json, quiet, verbose, noColor, ascii }: OutputOptions): Output {
  const { stdout, stderr } = process;
  const write = (text: string): void => void stdout.write(text);
  const say = (text: string): void => void stderr.write(text);
  return {
    json,
    quiet,
    verbose,
    out: styleOf({ stream: stdout, noColor, ascii }),
    err: styleOf({ stream: stderr, noColor, ascii }),
    watched: stderr.isTTY,
    write,
    say,
    mention: text => (quiet ? undefined : say(text)),
    document: value => write(`${JSON.stringify(value, undefined, 2)}\n`),
    line: value => write(`${JSON.stringify(value)}\n`),
  };
}

/** `migsh history | head` closes the pipe early; that is no error, and what runs goes on. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
