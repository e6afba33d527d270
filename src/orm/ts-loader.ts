import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { foreign } from './foreign.ts';
import { importFromProject, resolveFromProject } from './project-packages.ts';
import type { PackageJson } from './project-packages.ts';

/** What turns TypeScript of the project into JavaScript; `node` is Node's own type stripping. */
export type LoaderName = 'oxc' | 'swc' | 'tsx' | 'jiti' | 'tsimp' | 'node';

interface Loader {
  readonly name: Exclude<LoaderName, 'node'>;
  /** The package that has to be installed. */
  readonly package: string;
  readonly esm?: string;
  readonly cjs: string;
}

/** In the order in which MikroORM's command line tries them. */
const loaders: readonly Loader[] = [
  {
    name: 'oxc',
    package: '@oxc-node/core',
    esm: '@oxc-node/core/register',
    cjs: '@oxc-node/core/register',
  },
  {
    name: 'swc',
    package: '@swc-node/register',
    esm: '@swc-node/register/esm-register',
    cjs: '@swc-node/register',
  },
  { name: 'tsx', package: 'tsx', esm: 'tsx/esm/api', cjs: 'tsx/cjs/api' },
  { name: 'jiti', package: 'jiti', cjs: 'jiti/register' },
  { name: 'tsimp', package: 'tsimp', cjs: 'tsimp/import' },
];

/** Which loaders the project could use, and which one it does. */
export interface LoaderChoice {
  readonly name: LoaderName;
  readonly others: readonly LoaderName[];
}

/** Imports a module of the project the way its loader wants it: the `id` is a file URL. */
export type ProjectImport = (id: string) => Promise<unknown>;

/**
 * The loader named by MIKRO_ORM_CLI_TS_LOADER or `mikro-orm.tsLoader`, else the first one that is installed, else Node itself.
 * jiti counts only where package.json lists it: it comes along with many tools, and takes the named exports from every module.
 */
export function chooseLoader(root: string, manifest: PackageJson): LoaderChoice {
  const settings = manifest['mikro-orm'];
  if (prefersTypeScript(settings?.preferTs) === false) return { name: 'node', others: [] };
  const wanted = process.env['MIKRO_ORM_CLI_TS_LOADER'] ?? settings?.tsLoader ?? 'auto';
  const installed = loaders.filter(
    loader => resolveFromProject(root, entry(loader, manifest)) !== undefined,
  );
  const chosen = installed.find(loader =>
    wanted === 'auto' ? loader.name !== 'jiti' || lists(manifest, 'jiti') : loader.name === wanted,
  );
  const name = chosen?.name ?? 'node';
  return { name, others: installed.map(loader => loader.name).filter(other => other !== name) };
}

/** `mikro-orm.preferTs`, which MIKRO_ORM_CLI_PREFER_TS overrides; undefined where neither says. */
export function prefersTypeScript(setting: boolean | undefined): boolean | undefined {
  const variable = process.env['MIKRO_ORM_CLI_PREFER_TS'];
  return variable === undefined ? setting : ['true', 't', '1'].includes(variable.toLowerCase());
}

/** Registers a loader in this process and answers how modules of the project are imported from then on. */
export async function registerLoader(
  root: string,
  name: LoaderName,
  manifest: PackageJson,
): Promise<ProjectImport> {
  process.env['MIKRO_ORM_CLI_ALWAYS_ALLOW_TS'] ??= '1';
  const loader = loaders.find(candidate => candidate.name === name);
  if (loader === undefined) return importOf(root, manifest);
  const tsConfig =
    process.env['MIKRO_ORM_CLI_TS_CONFIG_PATH'] ?? manifest['mikro-orm']?.tsConfigPath;
  const path = absolute(root, tsConfig ?? 'tsconfig.json');
  process.env['SWC_NODE_PROJECT'] ??= path;
  process.env['TSIMP_PROJECT'] ??= path;
  const module = await importFromProject<Registers>(root, entry(loader, manifest));
  if (loader.name === 'tsx') module.register?.({ tsconfig: path });
  // jiti and tsimp give a module as its default export alone.
  if (loader.name === 'jiti' || loader.name === 'tsimp') return importDefault;
  return importOf(root, manifest);
}

interface Registers {
  readonly register?: (options: { tsconfig: string }) => void;
}

function importOf(root: string, manifest: PackageJson): ProjectImport {
  if (manifest.type === 'module') return async id => import(id) as Promise<unknown>;
  const require = createRequire(join(root, 'package.json'));
  // A CommonJS project: what MikroORM's command line does, so that its entities are loaded once.
  return async id => (/\.m[jt]s$/.test(id) ? import(id) : require(fileURLToPath(id))) as unknown;
}

async function importDefault(id: string): Promise<unknown> {
  const module = foreign<{ readonly default?: unknown }>(await import(id));
  return module.default ?? module;
}

function entry(loader: Loader, manifest: PackageJson): string {
  return manifest.type === 'module' ? (loader.esm ?? loader.cjs) : loader.cjs;
}

function lists(manifest: PackageJson, name: string): boolean {
  return name in { ...manifest.dependencies, ...manifest.devDependencies };
}

function absolute(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path);
}
