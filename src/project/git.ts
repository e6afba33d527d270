import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

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
 * the branch has left that commit's line, it is where the two parted: what others did since is no change of ours.
 * @throws MigshError `usage` where there is no git, no repository or no such commit
 */
export function filesSince(project: Project, since: string): readonly FormerFile[] {
  const git = (...args: readonly string[]): string | undefined => run(project, args);
  const top = git('rev-parse', '--show-toplevel')?.trimEnd();
  if (top === undefined) throw noRepository(project);
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${since}^{commit}`);
  if (commit === undefined) throw noCommit(since);
  const base = (git('merge-base', commit.trim(), 'HEAD') ?? commit).trim();
  const options = ['--name-only', '--no-renames', '--diff-filter=MDT', '-z'];
  const names = git('diff', ...options, base, '--', ...project.directories);
  return (names ?? '').split('\0').flatMap(name => {
    const text = name === '' ? undefined : git('show', `${base}:${name}`);
    const path = join(realpathSync(top), name);
    const here = { ...project, root: realpathSync(project.root) };
    return text === undefined ? [] : [{ path: shownPath(here, path), text }];
  });
}

function run(project: Project, args: readonly string[]): string | undefined {
  const { status, stdout, error } = spawnSync('git', args, {
    cwd: project.root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw noGit(error);
  return status === 0 ? stdout : undefined;
}

function noGit(error: Error): MigshError {
  return new MigshError('usage', `--since asks git, which cannot be run: ${error.message}`, {
    hint: 'install git, or leave --since out',
    cause: error,
  });
}

function noRepository(project: Project): MigshError {
  return new MigshError(
    'usage',
    `--since asks git, and ${project.root} is in no repository of it`,
    {
      hint: 'git init, or leave --since out',
    },
  );
}

function noCommit(since: string): MigshError {
  return new MigshError('usage', `git knows no commit ${since}`, {
    hint: 'git fetch origin, where it is on a branch of others; a pipeline that checks out one commit alone needs the history (fetch-depth: 0)',
    details: { since },
  });
}
