import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { MigshError } from '../error.ts';
import { exitCodeOf } from './print-error.ts';

/** What code of the project does to the whole process: errors that nobody waits for, `process.exit`, and never coming back. */
export interface Strays {
  /** Says an error; the command line knows how. */
  report: (error: unknown) => void;
  /** Asks what runs to stop, so that it ends well; false where nothing runs. */
  stop: () => boolean;
  /** The command has ended: what is left over does not keep the process. */
  leave(code: number): void;
}

/** Watches the process until `leave`: each of these ends as one message with its place, and exit code 1. */
export function watchStrays(): Strays {
  const exit = process.exit.bind(process);
  let over = false;
  let failed: number | undefined;
  const told: string[] = [];
  const strays: Strays = {
    report: error => void process.stderr.write(`${String(error)}\n`),
    stop: () => false,
    leave(code) {
      over = true;
      process.exitCode = failed ?? code;
      setInterval(() => {
        if (process.stdout.writableLength + process.stderr.writableLength === 0) exit();
      }, 500).unref();
    },
  };
  const endWith = (error: unknown): void => {
    failed = exitCodeOf(error);
    if (over) return;
    over = true;
    // Last of all: a full screen has given the terminal back by then.
    process.once('exit', () => strays.report(error));
    exit(failed);
  };
  process.on('uncaughtException', error => {
    const said = located(error);
    if (!strays.stop()) return endWith(said);
    failed = exitCodeOf(said);
    const words = said instanceof Error ? said.message : String(said);
    // up() is called for each dialect, and for one of them without its place.
    if (!told.some(text => text.endsWith(words))) strays.report(said);
    told.push(words);
  });
  process.exit = code => {
    const caller = callerIn(new Error('exit').stack);
    if (caller?.isProject === true) throw new Error(`process.exit(${code ?? ''}) was called`);
    over ||= caller === undefined;
    return exit(code);
  };
  process.on('exit', () => {
    if (over) return;
    process.exitCode = 1;
    strays.report(neverEnded());
  });
  return strays;
}

/** An error of the project's own code with its place in front; one of migsh stays the bug that it is. */
function located(error: unknown): unknown {
  if (error instanceof MigshError || !(error instanceof Error)) return error;
  const caller = callerIn(error.stack);
  if (caller === undefined) return error;
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  return new MigshError('code-failed', `${caller.place}: ${name}${error.message}`, {
    hint: 'nobody waits for this code: take it out, or wait for it; migsh current says what is applied',
    cause: error,
  });
}

interface Caller {
  /** `migrations/x.ts:12`. */
  readonly place: string;
  /** A file of the project itself, none of a package. */
  readonly isProject: boolean;
}

const own = dirname(import.meta.dirname);

/** Whose code stands nearest in a stack; undefined where that is migsh's own. */
function callerIn(stack = ''): Caller | undefined {
  const frames = stack.split('\n').flatMap(line => frameIn(line));
  const [first] = frames[0]?.path === import.meta.filename ? frames.slice(1) : frames;
  if (first === undefined || first.path.startsWith(own)) return undefined;
  const { path, line } = first;
  return {
    place: `${relative(process.cwd(), path)}:${line}`,
    isProject: !path.includes('/node_modules/'),
  };
}

function frameIn(line: string): readonly { path: string; line: string }[] {
  const [, url, path, at] =
    /^\s+at .*?(?:(file:\/\/[^\s?)]+?)|\(?(\/[^\s?)]+?))(?:\?[^:)]*)?:(\d+):\d+\)?$/.exec(line) ??
    [];
  const file = url === undefined ? path : fileURLToPath(url);
  return file === undefined || at === undefined ? [] : [{ path: file, line: at }];
}

function neverEnded(): MigshError {
  return new MigshError(
    'code-failed',
    'code of the project ended the command, or waits for what never comes',
    {
      hint: 'look for process.exit and for an await without end in the revisions and in the MikroORM config; nothing more was run, and what was open is rolled back: migsh current says what is applied',
    },
  );
}
