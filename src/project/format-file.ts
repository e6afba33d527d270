import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { parseHeader } from '../revision/header.ts';
import type { Project } from './project.ts';

/** A file after the project's format command. */
export interface Formatted {
  readonly text: string;
  /** Why it is not as the command wanted it; null: it is, or there is no command. */
  readonly failed: string | null;
}

/**
 * Runs the settings' `format` command on a new file: its path, from the project's root, comes last, as with `prettier --write`.
 * Where the command fails the file stays; where it takes the header away the file gets its text back.
 */
export function formatFile(project: Project, path: string, text: string): Formatted {
  const { format } = project.settings;
  if (format === undefined) return { text, failed: null };
  const failed = runFormat(project, format, path);
  const place = join(project.root, path);
  const now = readFileSync(place, 'utf8');
  if (hasSameHeader(text, now, path)) return { text: now, failed };
  writeFileSync(place, text);
  const lost = `the format command (${format}) took the header away: the file is as it was`;
  return { text, failed: failed ?? lost };
}

function runFormat(project: Project, format: string, path: string): string | null {
  const file = process.platform === 'win32' ? '"%MIGSH_FILE%"' : '"$MIGSH_FILE"';
  const own = join(project.root, 'node_modules', '.bin');
  const { status, stdout, stderr, error } = spawnSync(`${format} ${file}`, {
    cwd: project.root,
    shell: true,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [own, process.env['PATH'] ?? ''].join(delimiter),
      MIGSH_FILE: path,
    },
  });
  if (status === 0) return null;
  const lines = [error?.message, ...stderr.split('\n'), ...stdout.split('\n')];
  const said = lines.find(line => line !== undefined && line.trim() !== '') ?? `exit ${status}`;
  return `the format command failed (${format}): ${said.trim()}`;
}

function hasSameHeader(before: string, after: string, path: string): boolean {
  try {
    const [was, is] = [parseHeader(before, path), parseHeader(after, path)];
    return was.id === is.id && was.parents.join() === is.parents.join();
  } catch {
    return false;
  }
}
