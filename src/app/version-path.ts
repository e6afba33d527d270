import { dirname, resolve } from 'node:path';

import { MigshError } from '../error.ts';
import { shownPath } from '../project/project.ts';
import type { AppContext } from './context.ts';

/** What decides where a new file goes. */
export interface FilePlace {
  /** `--version-path` */
  readonly versionPath?: string;
  readonly parents: readonly string[];
}

/**
 * The directory of a new file: the one that is named, else – where the project has several – its first parent's, as in
 * Alembic. Absolute.
 * @throws MigshError `usage` for a directory that is not the project's, or where none of several can be told
 */
export function directoryFor(context: AppContext, { versionPath, parents }: FilePlace): string {
  const { root, directories } = context.project;
  if (versionPath !== undefined) {
    // As it was typed where the command was called; as package.json names it from anywhere.
    const meant = [resolve(context.options.cwd, versionPath), resolve(root, versionPath)];
    const found = meant.find(path => directories.includes(path));
    if (found === undefined) throw notOurs(context, versionPath);
    return found;
  }
  const [first = root, ...others] = directories;
  if (others.length === 0) return first;
  const parent = context.history().files.get(parents[0] ?? '');
  if (parent === undefined) throw whichDirectory(context);
  return dirname(parent.path);
}

function notOurs(context: AppContext, versionPath: string): MigshError {
  return new MigshError('usage', `${versionPath} is no directory of this project's revisions`, {
    hint: `${spelled(context)}; others go into "migsh.migrations" of package.json first`,
    details: { versionPath },
  });
}

function whichDirectory(context: AppContext): MigshError {
  return new MigshError('usage', 'a base may go into any of several directories', {
    hint: spelled(context),
  });
}

function spelled({ project }: AppContext): string {
  return project.directories
    .map(directory => `--version-path ${shownPath(project, directory)}`)
    .join(', or ');
}
