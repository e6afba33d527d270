import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Project } from './project.ts';

/**
 * What was kept under `name`, or undefined. Whoever reads it checks its shape: another version may have written it.
 * Never fails; a cache that cannot be read is an empty one.
 */
export function readCache(project: Project, name: string): unknown {
  try {
    return JSON.parse(readFileSync(cachePath(project, name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Keeps a value that survives JSON under `node_modules/.cache/migsh`. Never fails: what cannot be kept is not kept. */
export function writeCache(project: Project, name: string, value: unknown): void {
  const path = cachePath(project, name);
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, JSON.stringify(value));
    // Another run that reads at this moment sees the old value or the new one, never half of it.
    renameSync(draft, path);
  } catch {
    // A read-only image has no cache.
  }
}

/** Forgets what was kept under `name`. Never fails. */
export function removeCache(project: Project, name: string): void {
  try {
    rmSync(cachePath(project, name), { force: true });
  } catch {
    // What cannot be forgotten is checked by whoever reads it.
  }
}

function cachePath(project: Project, name: string): string {
  return join(project.root, 'node_modules/.cache/migsh', `${name}.json`);
}
