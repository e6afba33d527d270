import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { MigshError } from '../error.ts';
import { parseHeader } from '../revision/header.ts';
import type { Revision } from '../revision/revision.ts';
import { nearest } from '../schema/nearest.ts';
import type { Project } from './project.ts';
import { isModuleFolder, shownPath } from './project.ts';

/** A revision file as it was read, without being run. */
export interface RevisionFile {
  readonly revision: Revision;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** What stands at `path` where that is not the text: a revision from the journal, without its types. */
  readonly code?: string;
  /** SHA-256 of the text with line ends normalised, hexadecimal. */
  readonly checksum: string;
}

export interface RevisionFiles {
  /** In load order: directory by directory, file names sorted. */
  readonly files: readonly RevisionFile[];
  /** Files that are no revision although they lie here, from the project's root. */
  readonly strays: readonly string[];
}

/**
 * Reads the headers of all revision files. Synchronous: reading thousands takes milliseconds.
 * @throws MigshError what `parseHeader` throws, `no-directory`, `bad-settings` for a directory or an ending that cannot be
 */
export function readRevisionFiles(project: Project): RevisionFiles {
  const files: RevisionFile[] = [];
  const strays: string[] = [];
  for (const directory of project.directories) {
    const isModule = isModuleFolder(directory);
    const shownDirectory = shownPath(project, directory);
    for (const name of candidates(project, directory)) {
      const path = join(directory, name);
      const shown = shownDirectory === '' ? name : `${shownDirectory}/${name}`;
      const text = readText(project, path);
      const revision = readHeader(text, shown);
      if (revision === undefined) {
        if (!isMigrationClass(text)) strays.push(shown);
      } else if (isModule || /\.m[jt]s$/.test(name)) {
        files.push({ revision, path, text, checksum: checksumOf(text) });
      } else throw noModule(shown);
    }
  }
  return { files, strays };
}

/** SHA-256 of a text whose line ends are `\n`, so that a checkout with other line ends is the same file. */
export function checksumOf(text: string): string {
  const normal = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  return createHash('sha256').update(normal).digest('hex');
}

/** The header, or undefined where no line of the text is a `@revision` tag. */
function readHeader(text: string, path: string): Revision | undefined {
  // Most of the time of a large history goes here: the search is cheaper than the reader.
  return /^[ \t/*]*@revision\b/m.test(text) ? parseHeader(text, path) : undefined;
}

/** Names in a directory that Node would load as a module; `.d.ts` and maps are not, `.` and `_` hide a file. */
function candidates(project: Project, directory: string): readonly string[] {
  if (!existsSync(directory)) {
    if (project.makesDirectory === true) return [];
    throw noDirectory(project, directory);
  }
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter(entry => !entry.isDirectory() && isCandidate(entry.name))
      .map(entry => entry.name)
      .toSorted((one, other) => (one < other ? -1 : 1));
  } catch (error) {
    throw unreadable(project, directory, error);
  }
}

function isCandidate(name: string): boolean {
  return /\.m?[jt]s$/.test(name) && !/\.d\.m?ts$/.test(name) && !/^[._]/.test(name);
}

function readText(project: Project, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(project, path, error);
  }
}

/** A migration class of MikroORM's own migrator may lie in the same folder; it is neither a revision nor a mistake. */
function isMigrationClass(text: string): boolean {
  return /\bclass\b[^{]*\bextends\s+(?:[\w$]+\.)*\w*Migration\b/.test(text);
}

/** The directory of the settings, or the one that was typed behind `-d`. */
function noDirectory(project: Project, directory: string): MigshError {
  const shown = shownPath(project, directory);
  const near = nearest(basename(directory), foldersBeside(directory));
  const other = near === undefined ? undefined : shownPath(project, join(dirname(directory), near));
  const make = 'migsh init makes it, and so does the first migsh revision -m "…"';
  const isSetting = project.settings.migrations.some(
    path => resolve(project.root, path) === directory,
  );
  const mean = isSetting ? '"migsh.migrations" in package.json' : '-d';
  return new MigshError('no-directory', `there is no directory ${shown}`, {
    hint:
      other === undefined ? `${make}; or mend ${mean}` : `did you mean ${other}? Then mend ${mean}`,
    details: { directory: shown },
  });
}

function foldersBeside(directory: string): readonly string[] {
  const folder = dirname(directory);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
}

function unreadable(project: Project, path: string, error: unknown): MigshError {
  const shown = shownPath(project, path);
  const said = error instanceof Error ? error.message : String(error);
  return new MigshError('bad-settings', `${shown} cannot be read: ${said}`, {
    hint: 'may it be read, and is "migsh.migrations" in package.json a directory?',
    details: { file: shown },
    cause: error,
  });
}

function noModule(shown: string): MigshError {
  const renamed = shown.replace(/([jt]s)$/, 'm$1');
  return new MigshError(
    'bad-settings',
    `${shown} is a revision, but Node takes it for CommonJS: the nearest package.json does not say "type": "module"`,
    { hint: `rename it to ${renamed}`, details: { file: shown } },
  );
}
