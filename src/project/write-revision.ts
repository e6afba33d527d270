import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { MigshError } from '../error.ts';
import type { Project } from './project.ts';
import { extensionIn, shownPath } from './project.ts';

/** A new file's place and text. */
export interface NewRevisionFile {
  readonly id: string;
  readonly message: string;
  readonly createdAt: Date;
  readonly text: string;
  /** Absolute, one of the project's; its first where absent. */
  readonly directory?: string;
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
    writeFileSync(draft, file.text);
    publish(draft, path);
  } catch (error) {
    throw isTaken(error, path) ? alreadyExists(shown, error) : notWritable(shown, error);
  } finally {
    removeDraft(draft);
  }
  return shown;
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // Where nothing could be written nothing can be removed; the write has said why.
  }
}

/** Gives the draft its name in one step; where the name is taken this fails, while a rename would replace the file. */
function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (isTaken(error, path)) throw error;
    // File systems without hard links (FAT, some network and container mounts).
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

function isTaken(error: unknown, path: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST' && existsSync(path);
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
  const directory = file.directory ?? project.directories[0] ?? project.root;
  return shownPath(project, join(directory, `${name}${extensionIn(directory)}`));
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

/** The title's words, at most 40 characters of whole words. */
function slug(message: string): string {
  const title = message.trim().split('\n')[0] ?? '';
  const words = title.toLowerCase().match(/[\p{Letter}\p{Mark}\p{Number}]+/gu) ?? ['revision'];
  const [first = '', ...others] = words;
  const start = /^.{0,40}/u.exec(first)?.[0] ?? '';
  return others.reduce(addWord, { text: start, full: first !== start }).text;
}

function addWord(slugged: { text: string; full: boolean }, word: string): typeof slugged {
  const longer = `${slugged.text}_${word}`;
  const full = slugged.full || longer.length > 40;
  return { text: full ? slugged.text : longer, full };
}

function alreadyExists(shown: string, cause: unknown): MigshError {
  return new MigshError('already-exists', `${shown} is there already`, {
    hint: 'give another message, or another id with --rev-id',
    details: { file: shown },
    cause,
  });
}

function notWritable(shown: string, cause: unknown): MigshError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new MigshError('not-writable', `${shown} cannot be written: ${said}`, {
    hint: `make the folder writable (chmod u+w ${dirname(shown)}), or name another with -d`,
    details: { file: shown },
    cause,
  });
}
