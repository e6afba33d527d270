import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Revision } from '../revision/revision.ts';
import type { Project } from './project.ts';
import type { RevisionFile } from './revision-files.ts';

/** A revision's text from the journal, written where it can be loaded like a file. */
export function keepStored(
  project: Project,
  revision: Revision,
  row: { readonly source: string; readonly checksum: string },
): RevisionFile {
  const folder = join(project.root, 'node_modules/.cache/migsh/stored');
  mkdirSync(folder, { recursive: true });
  // .mts is an ES module wherever it lies.
  const path = join(folder, `${revision.id}.mts`);
  writeFileSync(path, row.source);
  return { revision, path, text: row.source, checksum: row.checksum };
}
