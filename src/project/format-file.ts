import { spawnSync } from 'node:child_process';

import type { Project } from './project.ts';

/**
 * Runs the settings' `format` command on a new file: its path comes last, as with `prettier --write`.
 * @returns why it failed, or null; the file is written and valid either way
 */
export function formatFile(project: Project, path: string): string | null {
  const { format } = project.settings;
  if (format === undefined) return null;
  const { status, stderr, error } = spawnSync(`${format} "$MIGSH_FILE"`, {
    cwd: project.root,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, MIGSH_FILE: path },
  });
  if (status === 0) return null;
  const said = error?.message ?? stderr.trim().split('\n')[0] ?? '';
  return `the format command failed (${format}): ${said}`;
}
