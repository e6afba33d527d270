import { spawnSync } from 'node:child_process';

import { MigshError } from '../error.ts';
import { lineIn } from './line-in.ts';
import type { RevisionFile } from './revision-files.ts';
import { stripTypes } from './strip-types.ts';

/** Whether an import failed because the file is no valid module, not because its code threw a SyntaxError (JSON.parse). */
export function isSyntaxError(error: unknown, path: string): error is SyntaxError {
  return error instanceof SyntaxError && lineIn(error, path) === undefined;
}

/** What is wrong, with file, line, source line and caret. */
export function syntaxError(error: SyntaxError, file: RevisionFile): MigshError {
  const found = placeIn(error.stack ?? '', error.message) ?? checkText(file);
  const { path } = file.revision;
  const message = found?.message ?? error.message;
  const where = found === undefined ? path : `${path}:${found.line}`;
  const excerpt = found === undefined ? '' : `\n${found.excerpt}`;
  return new MigshError('syntax-error', `${where}: ${message}${excerpt}`, {
    hint: hintFor(message),
    details: { file: path, ...(found === undefined ? {} : { line: found.line }) },
    cause: error,
  });
}

interface Place {
  readonly line: number;
  /** The source line and the caret below it. */
  readonly excerpt: string;
  readonly message: string;
}

/** Node puts `file:line`, some source lines with a caret below one, and the error behind them. */
function placeIn(stack: string, message: string): Place | undefined {
  const lines = stack.split('\n');
  const first = lines.findIndex(line => /^\S.*:\d+$/.test(line));
  const caret = lines.findIndex((line, at) => at > first && /^\s*\^+\s*$/.test(line));
  if (first === -1 || caret === -1) return undefined;
  const start = Number(/:(\d+)$/.exec(lines[first] ?? '')?.[1]);
  return { line: start, excerpt: lines.slice(caret - 1, caret + 1).join('\n'), message };
}

/** What only V8 finds has no place when it is imported; `node --check` on the stripped text alone tells it. */
function checkText(file: RevisionFile): Place | undefined {
  const text = strippedText(file);
  if (typeof text !== 'string') return text;
  const { stderr } = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], {
    input: text,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const message = /^SyntaxError: (.*)$/m.exec(stderr)?.[1];
  return message === undefined ? undefined : placeIn(stderr, message);
}

/** The text as JavaScript, its lines and columns unchanged; the place where even that fails. */
function strippedText({ path, text, code }: RevisionFile): string | Place | undefined {
  if (!/\.m?ts$/.test(path)) return code ?? text;
  try {
    return stripTypes(text, path);
  } catch (error) {
    return error instanceof Error ? placeIn(error.stack ?? '', error.message) : undefined;
  }
}

function hintFor(message: string): string {
  return message.includes('does not provide an export named')
    ? "types are imported with import type: import type { Op } from 'migsh'"
    : 'mend the file; nothing of it was run';
}
