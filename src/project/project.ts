// project/: the files: settings, revision files, checksums. The only place with node:fs.
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { MigshError } from '../error.ts';
import { readJson } from './package-json.ts';
import { isRecord } from './settings-read.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';

export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly settings: Settings;
  /** Directories of revision files, absolute, in load order. */
  readonly directories: readonly string[];
  /** One that is not there holds no revision yet; otherwise that is an error. */
  readonly makesDirectory?: boolean;
}

export interface ProjectRequest {
  readonly cwd: string;
  /** Another directory of revision files than the settings name. */
  readonly directory?: string;
  /** MikroORM's context, where each has a directory of its own. */
  readonly context?: string;
  /** What is written next makes a directory that is not there. */
  readonly makesDirectory?: boolean;
}

/**
 * The project of a folder: the nearest one upwards whose package.json has `migsh` or `mikro-orm`.
 * @throws MigshError `no-project`, `bad-settings`
 */
export function findProject(request: ProjectRequest): Project {
  const { cwd } = request;
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const manifest = readManifest(folder);
    if (manifest !== undefined && ('migsh' in manifest || 'mikro-orm' in manifest)) {
      return makeProject(folder, manifest, request);
    }
    if (folder === dirname(folder)) throw noProject(cwd);
  }
}

type Manifest = Readonly<Record<string, unknown>>;

function makeProject(root: string, manifest: Manifest, request: ProjectRequest): Project {
  const { cwd, directory, context, makesDirectory } = request;
  const settings = readSettings(manifest['migsh'], context);
  const directories =
    directory === undefined
      ? settings.migrations.map(path => resolve(root, path))
      : [resolve(cwd, directory)];
  if (directories.length === 0) throw noDirectory();
  return {
    root,
    settings,
    directories: [...new Set(directories)],
    ...(makesDirectory === undefined ? {} : { makesDirectory }),
  };
}

/** The ending of a new file there: an ES module. */
export function extensionIn(folder: string): '.ts' | '.mts' {
  return isModuleFolder(folder) ? '.ts' : '.mts';
}

/** A path as it is shown: from the project's root, with `/`. */
export function shownPath(project: Project, path: string): string {
  return relative(project.root, path).replaceAll('\\', '/');
}

/** Whether Node takes `.ts` in the folder for an ES module: the nearest package.json says `"type": "module"`. */
export function isModuleFolder(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const manifest = readManifest(at);
    if (manifest !== undefined) return manifest['type'] === 'module';
    if (at === dirname(at)) return false;
  }
}

function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  try {
    const value = readJson(path);
    return isRecord(value) ? value : {};
  } catch (error) {
    throw new MigshError('bad-settings', `${path} cannot be read: ${String(error)}`, {
      hint: 'mend package.json',
      cause: error,
    });
  }
}

function noProject(cwd: string): MigshError {
  return new MigshError(
    'no-project',
    `no package.json with "migsh" or "mikro-orm" in ${cwd} or above it`,
    { hint: 'migsh init makes one' },
  );
}

function noDirectory(): MigshError {
  return new MigshError('bad-settings', 'package.json: "migsh.migrations" names no directory', {
    hint: 'mend the "migsh" part of package.json',
  });
}
