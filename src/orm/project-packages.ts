import { existsSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { MigshError } from '../error.ts';
import { readJson } from '../project/package-json.ts';
import { foreign } from './foreign.ts';

/** The folder that a project's packages, config and relative paths start from. */
export interface ProjectRoot {
  readonly root: string;
}

/** The parts of a package.json that say how its code is loaded. */
export interface PackageJson {
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly 'mikro-orm'?: MikroOrmSettings;
  readonly exports?: unknown;
}

/** The `mikro-orm` key of package.json, as MikroORM's own command line reads it. */
export interface MikroOrmSettings {
  readonly configPaths?: readonly string[];
  readonly preferTs?: boolean;
  readonly tsLoader?: string;
  readonly tsConfigPath?: string;
}

/** The project's package.json, or nothing where there is none. */
export function readPackageJson(root: string): PackageJson {
  const path = join(root, 'package.json');
  return existsSync(path) ? foreign<PackageJson>(readJson(path)) : {};
}

/** Imports a package as a module of the project would; the copy that migsh itself would find is never used. */
export async function importFromProject<Module>(root: string, specifier: string): Promise<Module> {
  const url = resolveFromProject(root, specifier);
  if (url === undefined) throw notInstalled(root, specifier);
  return foreign<Module>(await import(url));
}

/** The URL that `import specifier` gives in a module of the project, or undefined where the package is not installed. */
export function resolveFromProject(root: string, specifier: string): string | undefined {
  if (isBuiltin(specifier)) return specifier;
  const require = createRequire(join(root, 'package.json'));
  try {
    return pathToFileURL(require.resolve(specifier)).href;
  } catch (error) {
    // A package whose exports have only an `import` condition cannot be resolved by require.
    if (foreign<NodeJS.ErrnoException>(error).code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED')
      return undefined;
    return resolveByImportCondition(require.resolve.paths(specifier) ?? [], specifier);
  }
}

function resolveByImportCondition(
  folders: readonly string[],
  specifier: string,
): string | undefined {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const manifest = folders
    .map(folder => join(folder, name, 'package.json'))
    .find(path => existsSync(path));
  if (manifest === undefined) return undefined;
  const { exports } = foreign<PackageJson>(readJson(manifest));
  const entry = exportedEntry(exports, `.${specifier.slice(name.length)}`);
  return entry === undefined ? undefined : pathToFileURL(join(dirname(manifest), entry)).href;
}

function exportedEntry(exports: unknown, subpath: string): string | undefined {
  if (typeof exports !== 'object' || exports === null) return undefined;
  return conditionalEntry(foreign<Record<string, unknown>>(exports)[subpath]);
}

function conditionalEntry(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, next] of Object.entries(target)) {
    if (!['node', 'import', 'module-sync', 'default'].includes(condition)) continue;
    const entry = conditionalEntry(next);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function notInstalled(root: string, specifier: string): MigshError {
  return new MigshError('config-failed', `${specifier} is not installed in ${root}.`, {
    hint: `npm install ${specifier}`,
    details: { package: specifier },
  });
}
