import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

import { MigshError } from '../error.ts';
import type { Project } from './project.ts';
import { shownPath } from './project.ts';

/** A file of a revision directory as git has it. */
export interface FormerFile {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * The files of the revision directories that were there at the commit and are changed or gone now, as they were then. Where
 * the branch has left that commit's line, it is where the two parted: what others did since is no change of ours. A directory
 * that lies in another repository is asked of that one; in a submodule, it is held against what the repository around it
 * had of it at the commit.
 * @throws MigshError `usage` where there is no git, no repository or no such commit, or git does not answer
 */
export function filesSince(project: Project, since: string): readonly FormerFile[] {
  const here = { ...project, root: realpathSync(project.root) };
  return project.directories.flatMap(directory => {
    const isThere = existsSync(directory);
    const path = isThere ? realpathSync(directory) : directory;
    const top = topOf(isThere ? path : here.root);
    const base = baseIn(top, since);
    if (base === undefined) return [];
    const options = ['--name-only', '--no-renames', '--diff-filter=MDT', '-z'];
    const names = answer(top, ['diff', ...options, base, '--', path]).split('\0');
    return names
      .filter(name => name !== '')
      .map(name => ({
        path: shownPath(here, join(top, name)),
        text: answer(top, ['show', `${base}:${name}`]),
      }));
  });
}

function topOf(folder: string): string {
  const { status, stdout } = run(folder, ['rev-parse', '--show-toplevel']);
  if (status !== 0) throw noRepository(folder);
  return realpathSync(stdout.trimEnd());
}

/** The commit to hold a repository against; undefined where it is a submodule that was not there then. */
function baseIn(top: string, since: string): string | undefined {
  const around = answer(top, ['rev-parse', '--show-superproject-working-tree']).trimEnd();
  if (around === '') return partingFrom(top, since);
  const outer = realpathSync(around);
  const base = baseIn(outer, since);
  if (base === undefined) return undefined;
  const place = relative(outer, top);
  const entry = answer(outer, ['ls-tree', base, '--', place]).trim();
  if (entry === '') return undefined;
  const [, type, commit = ''] = entry.split(/\s+/);
  if (type !== 'commit') throw noSubmoduleThen(place, since);
  return commit;
}

function partingFrom(top: string, since: string): string {
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${since}^{commit}`];
  const { status, stdout } = run(top, asked);
  if (status !== 0) throw noCommit(since, top);
  const commit = stdout.trim();
  const parting = run(top, ['merge-base', commit, 'HEAD']);
  // Two lines without a common commit have parted nowhere.
  return parting.status === 0 ? parting.stdout.trim() : commit;
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(folder: string, args: readonly string[]): Ran {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw noGit(error);
  return { status, stdout, stderr };
}

function answer(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr } = run(folder, args);
  if (status !== 0) throw noAnswer(folder, args, stderr);
  return stdout;
}

function noGit(error: Error): MigshError {
  return new MigshError('usage', `--since asks git, which cannot be run: ${error.message}`, {
    hint: 'install git, or leave --since out',
    cause: error,
  });
}

function noAnswer(folder: string, args: readonly string[], stderr: string): MigshError {
  const said = stderr.trim().split('\n')[0] ?? '';
  return new MigshError('usage', `git ${args[0] ?? ''} does not answer in ${folder}: ${said}`, {
    hint: 'a commit that is not here is fetched with git fetch --unshallow, in a submodule with git submodule update --init; or leave --since out',
    details: { folder },
  });
}

function noRepository(folder: string): MigshError {
  return new MigshError('usage', `--since asks git, and ${folder} is in no repository of it`, {
    hint: 'git init, or leave --since out',
  });
}

function noCommit(since: string, top: string): MigshError {
  return new MigshError('usage', `git knows no commit ${since}`, {
    hint: 'git fetch origin, where it is on a branch of others; a pipeline that checks out one commit alone needs the history (fetch-depth: 0)',
    details: { since, repository: top },
  });
}

function noSubmoduleThen(place: string, since: string): MigshError {
  return new MigshError('usage', `${place} is a submodule now and was none at ${since}`, {
    hint: 'name a commit at which it was one',
    details: { since },
  });
}
