import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { MigshError } from '../error.ts';
import type { Op } from '../operation/record-op.ts';
import { lineIn } from './line-in.ts';
import { consoleToStderr } from './project-console.ts';
import type { RevisionFile } from './revision-files.ts';
import { isSyntaxError, syntaxError } from './syntax-error.ts';

/** `up` or `down` of a revision file. */
export type Direction = (op: Op) => unknown;

/** What a revision file exports. */
export interface RevisionModule {
  readonly up: Direction;
  /** null: there is no way back. */
  readonly down: Direction | null;
  /** Why, in the file's words. */
  readonly irreversible: string | null;
}

let imports = 0;
const imported = new Map<string, { readonly text: string; readonly module: RevisionModule }>();

/**
 * Imports a revision file as the ES module that it is; a text that was imported before is not imported again.
 * @throws MigshError `syntax-error`, `load-failed`
 */
export async function importRevision(file: RevisionFile): Promise<RevisionModule> {
  const known = imported.get(file.path);
  if (known?.text === file.text) return known.module;
  if (readFileSync(file.path, 'utf8') !== (file.code ?? file.text)) throw changedMeanwhile(file);
  const module = checkExports(await importModule(file), file);
  imported.set(file.path, { text: file.text, module });
  return module;
}

type Exports = Readonly<Record<string, unknown>>;

async function importModule(file: RevisionFile): Promise<Exports> {
  const restore = consoleToStderr();
  try {
    // Node keeps a module, and one that failed, under its URL for ever: the counter makes it another one.
    imports += 1;
    const loaded: Exports = await import(`${pathToFileURL(file.path).href}?v=${imports}`);
    return loaded;
  } catch (error) {
    throw isSyntaxError(error, file.path) ? syntaxError(error, file) : loadFailed(error, file);
  } finally {
    restore();
  }
}

function checkExports({ up, down, irreversible }: Exports, file: RevisionFile): RevisionModule {
  if (!isDirection(up)) {
    throw badExport(file, 'exports no function up', 'write export function up(op: Op) { … }');
  }
  if (down !== undefined && !isDirection(down)) {
    throw badExport(file, 'down is no function', 'write export function down(op: Op) { … }');
  }
  if (irreversible !== undefined && (typeof irreversible !== 'string' || irreversible === '')) {
    throw badExport(
      file,
      'irreversible is no text',
      "say why there is no way back: export const irreversible = 'why'",
    );
  }
  if (down !== undefined && irreversible !== undefined) {
    throw badExport(file, 'has a down and says that it is irreversible', 'take one of them out');
  }
  return { up, down: down ?? null, irreversible: irreversible ?? null };
}

function isDirection(value: unknown): value is Direction {
  return typeof value === 'function';
}

/** What the file's own code threw, with the line where it did. */
export function loadFailed(error: unknown, file: RevisionFile, during = ''): MigshError {
  const { path } = file.revision;
  const line = lineIn(error, file.path);
  const place = line === undefined ? path : `${path}:${line}`;
  // Node adds from where a package was imported: the whole path of this file.
  const said = (error instanceof Error ? error.message : String(error)).replace(
    / imported from \S+$/,
    '',
  );
  return new MigshError('load-failed', `${place}: ${during}${said}`, {
    hint: during === '' ? hintFor(said) : 'mend the file; nothing was run: up and down only record',
    details: { file: path, ...(line === undefined ? {} : { line }) },
    cause: error,
  });
}

function hintFor(said: string): string {
  return said.includes("Cannot find package 'migsh'")
    ? "npm install --save-dev migsh, or import types alone: import type { Op } from 'migsh'"
    : 'mend the file; a revision imports types and packages, no file of the project';
}

function badExport(file: RevisionFile, what: string, hint: string): MigshError {
  const { path } = file.revision;
  return new MigshError('load-failed', `${path}: ${what}`, { hint, details: { file: path } });
}

function changedMeanwhile(file: RevisionFile): MigshError {
  return badExport(file, 'has changed since it was read', 'run the command again');
}
