import { MigshError } from '../error.ts';
import type { ErrorShape } from '../runner/events.ts';
import { hidePasswords, sanitize } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** An error as people read it: what is wrong with its code, then what to type next. */
export function printError(error: unknown, style: Style): string {
  const { code, message, hint } = errorShape(error);
  const [title = '', ...more] = hidePasswords(sanitize(message)).split('\n');
  const lines = wrap(`${title} [${code}]`, { width: style.width, first: 'error: ' });
  const hints =
    hint === undefined
      ? []
      : wrap(hidePasswords(sanitize(hint)), { width: style.width, first: 'hint: ' });
  // What follows the first line is a piece of a file with its caret: not wrapped, it would point elsewhere.
  const text = [...lines, ...more, ...hints].join('\n');
  return `${text
    .replace(/^error:/, style.paint('error', 'error:'))
    .replace(/^hint:/m, style.paint('hint', 'hint:'))}\n`;
}

/** An error as programs read it. What no part of migsh foresaw is a bug, code `internal`. */
export function errorShape(error: unknown): ErrorShape {
  if (!(error instanceof MigshError)) {
    return {
      code: 'internal',
      message: `this is a bug in migsh: ${hidePasswords(nameAndMessage(error))}`,
      hint: 'the same command with -v shows where; please report both, README.md says where to',
      details: {},
    };
  }
  const { code, message, hint, details } = error;
  return { code, message, ...(hint !== undefined && { hint }), details };
}

/** The process exit code that goes with an error. */
export function exitCodeOf(error: unknown): number {
  return error instanceof MigshError ? error.exitCode : 70;
}

/** Where an unexpected error came from, with everything that caused it. */
export function printStack(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const cause =
    error instanceof Error && error.cause !== undefined
      ? `caused by ${printStack(error.cause)}`
      : '';
  const own = stack === '' ? `${nameAndMessage(error)}\n` : `${stack}\n`;
  return hidePasswords(sanitize(own)) + cause;
}

function nameAndMessage(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
