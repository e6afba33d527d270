import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MigshError } from '../error.ts';
import type { RevisionFile } from './revision-files.ts';

interface Place {
  readonly line: number;
  /** The source line and the caret below it. */
  readonly excerpt: string;
}

/** What is wrong, with file, line, source line and caret. */
export async function syntaxError(
  error: SyntaxError,
  path: string,
  file: RevisionFile,
): Promise<MigshError> {
  const place = placeIn(error.stack ?? '') ?? (await checkedPlace(file));
  const at = place === undefined ? path : `${path}:${place.line}`;
  const excerpt = place === undefined ? '' : `\n${place.excerpt}`;
  return new MigshError('syntax-error', `${at}: ${error.message}${excerpt}`, {
    hint: 'mend the file; nothing of it was run',
    details: { file: path, ...(place === undefined ? {} : { line: place.line }) },
    cause: error,
  });
}

/** Node's type stripping puts `file:line`, some source and the caret on top of the stack. */
function placeIn(stack: string): Place | undefined {
  const lines = stack.split('\n');
  const first = lines.findIndex(line => /:\d+$/.test(line));
  const caret = lines.findIndex(line => /^\s*\^+\s*$/.test(line));
  if (first === -1 || caret <= first) return undefined;
  const start = Number(/:(\d+)$/.exec(lines[first] ?? '')?.[1]);
  return { line: start, excerpt: lines.slice(caret - 1, caret + 1).join('\n') };
}

/** What only V8 finds has no place when imported; `node --check` on the stripped text alone says it. */
async function checkedPlace(file: RevisionFile): Promise<Place | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'migsh-check-'));
  try {
    const path = join(folder, 'revision.mjs');
    writeFileSync(path, await strippedText(file));
    const { stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8' });
    return placeIn(stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function strippedText({ path, text }: RevisionFile): Promise<string> {
  if (!/\.m?ts$/.test(path)) return text;
  const { stripTypeScriptTypes } = await import('node:module');
  return quietly(() => stripTypeScriptTypes(text, { mode: 'strip' }));
}

/** Node warns once that stripping is experimental; the user did not ask for it. */
function quietly<Result>(run: () => Result): Result {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return run();
  } finally {
    process.emitWarning = emitWarning;
  }
}
