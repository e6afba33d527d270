import { existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { MigshError } from '../error.ts';
import type { Project } from './project.ts';
import { shownPath } from './project.ts';

/** A new file's place and text. */
export interface NewRevisionFile {
  readonly id: string;
  readonly message: string;
  readonly createdAt: Date;
  readonly text: string;
}

/**
 * Writes a new revision file, whole or not at all, and never over another.
 * @returns its path from the project's root
 * @throws MigshError `already-exists`, `not-writable`
 */
export function writeRevision(project: Project, file: NewRevisionFile): string {
  const shown = revisionPath(project, file);
  const path = join(project.root, shown);
  const draft = join(dirname(path), `.${file.id}.draft`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, file.text, { flag: 'wx' });
    // A link fails where the name is taken; a rename would replace it.
    linkSync(draft, path);
  } catch (error) {
    throw failure(error, shown);
  } finally {
    rmSync(draft, { force: true });
  }
  return shown;
}

/** Where the file would be written, from the project's root. */
export function revisionPath(project: Project, file: Omit<NewRevisionFile, 'text'>): string {
  const { fileName, timezone } = project.settings;
  const { date, time } = localTime(file.createdAt, timezone);
  const values = new Map([
    ['date', date],
    ['time', time],
    ['id', file.id],
    ['slug', slug(file.message)],
  ]);
  const name = fileName.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values.get(key) ?? whole);
  const [directory = project.root] = project.directories;
  return shownPath(project, join(directory, `${name}${project.extension}`));
}

/** `20261120` and `1432` in the settings' time zone. */
function localTime(at: Date, timeZone: string): { readonly date: string; readonly time: string } {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  const [date = '', time = ''] = text.split(' ');
  return { date: date.replaceAll('-', ''), time: time.replaceAll(':', '') };
}

function slug(message: string): string {
  const title = message.split('\n')[0] ?? '';
  const words = title.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? ['revision'];
  return words.join('_').slice(0, 40).replace(/_+$/, '');
}

function failure(error: unknown, shown: string): MigshError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST' && existsSync(shown)) {
    return new MigshError('already-exists', `${shown} is there already`, {
      hint: 'give another message, or --rev-id',
      cause: error,
    });
  }
  return new MigshError('not-writable', `${shown} cannot be written: ${String(error)}`, {
    hint: 'make the folder writable, or name another with -d',
    cause: error,
  });
}
