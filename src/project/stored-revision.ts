import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Revision } from '../revision/revision.ts';
import type { Project } from './project.ts';
import type { RevisionFile } from './revision-files.ts';
import { stripTypes } from './strip-types.ts';

/**
 * A revision's text from the journal, written where it can be loaded like a file: among the project's packages, which it may
 * import. There Node strips no types (https://nodejs.org/api/typescript.html#type-stripping-in-dependencies), so that it
 * stands without them, each line where it was.
 */
export function keepStored(
  project: Project,
  revision: Revision,
  row: { readonly source: string; readonly checksum: string },
): RevisionFile {
  const code = withoutTypes(row.source);
  // .mjs is an ES module wherever it lies; the checksum keeps runs apart that are at different texts.
  const name = `${revision.id}-${row.checksum.slice(0, 12)}.mjs`;
  // Node names a module by its real path: node_modules may be a link.
  const path = realpathSync(write(project, name, code));
  return { revision, path, text: row.source, code, checksum: row.checksum };
}

function withoutTypes(source: string): string {
  try {
    return stripTypes(source);
  } catch {
    // Loading it says what is wrong, with the line.
    return source;
  }
}

function write(project: Project, name: string, code: string): string {
  const folder = join(project.root, 'node_modules/.cache/migsh/stored');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), code);
    return join(folder, name);
  } catch {
    // A read-only image: what imports no package can be loaded from anywhere.
    const path = join(mkdtempSync(join(tmpdir(), 'migsh-stored-')), name);
    writeFileSync(path, code);
    return path;
  }
}
