import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { MigshError } from '../error.ts';

/**
 * Replaces a file's text in one step: a reader sees the old text or the new one.
 * @throws MigshError `not-writable`
 */
export function replaceFile(path: string, shown: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.draft`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new MigshError('not-writable', `${shown} cannot be written: ${String(error)}`, {
      hint: 'make the file writable, then run the same command again',
      cause: error,
    });
  }
}
