import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { MigshError } from '../error.ts';
import { parseHeader } from '../revision/header.ts';
import type { Revision } from '../revision/revision.ts';
import type { Project } from './project.ts';
import { shownPath } from './project.ts';

/** A revision file as it was read, without being run. */
export interface RevisionFile {
  readonly revision: Revision;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
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
 * @throws MigshError what `parseHeader` throws, `bad-settings` for a directory that cannot be read
 */
export function readRevisionFiles(project: Project): RevisionFiles {
  const files: RevisionFile[] = [];
  const strays: string[] = [];
  for (const directory of project.directories) {
    for (const name of candidates(directory)) {
      const path = join(directory, name);
      const text = readFileSync(path, 'utf8');
      if (isRevision(text)) files.push(readFile(project, path, text));
      else if (!isMigrationClass(text)) strays.push(shownPath(project, path));
    }
  }
  return { files, strays };
}

function readFile(project: Project, path: string, text: string): RevisionFile {
  const revision = parseHeader(text, shownPath(project, path));
  return { revision, path, text, checksum: checksumOf(text) };
}

/** SHA-256 of a text whose line ends are `\n`, so that a checkout with other line ends is the same file. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** Names in a directory that Node would load as a module; `.d.ts` and maps are not, `.` and `_` hide a file. */
function candidates(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory)
      .filter(name => /\.m?[jt]s$/.test(name) && !/\.d\.m?ts$/.test(name) && !/^[._]/.test(name))
      .toSorted((one, other) => (one < other ? -1 : 1));
  } catch (error) {
    throw new MigshError('bad-settings', `${directory} cannot be read: ${String(error)}`, {
      hint: 'is "migsh.migrations" in package.json a directory?',
      cause: error,
    });
  }
}

/** Cheap: whether there is any `@revision` tag line. The header reader says what is wrong with one. */
function isRevision(text: string): boolean {
  return /^\s*(?:\/\*)?\**\s*@revision\b/m.test(text);
}

/** A migration class of MikroORM's own migrator may lie in the same folder; it is neither a revision nor a mistake. */
function isMigrationClass(text: string): boolean {
  return /\bclass\s+\w+\s+extends\s+Migration\b/.test(text);
}
