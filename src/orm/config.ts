// orm/: MikroORM – config, entities → Schema, connections → the Database port. The only folder that knows its packages.
import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import type * as Core from '@mikro-orm/core';
import type { Configuration, Options } from '@mikro-orm/core';
import type * as Sql from '@mikro-orm/sql';

import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { selectContext } from './config-context.ts';
import { findConfig, isTypeScript } from './find-config.ts';
import type { ConfigRequest } from './find-config.ts';
import { foreign } from './foreign.ts';
import { databaseFile, environmentOptions, startOptions } from './options.ts';
import { withProjectConsole } from './project-console.ts';
import { importFromProject, readPackageJson } from './project-packages.ts';
import type { PackageJson, ProjectRoot } from './project-packages.ts';
import { withoutSecrets } from './secrets.ts';
import { chooseLoader, registerLoader } from './ts-loader.ts';
import type { LoaderChoice, LoaderName } from './ts-loader.ts';

/** A project's MikroORM options, ready to start with. Holds the password: never printed, never serialized. */
export interface LoadedConfig {
  readonly root: string;
  /** The file, from the root with `/`; null where MIKRO_ORM_* variables are all there is. */
  readonly path: string | null;
  readonly contextName: string;
  readonly dialect: DialectName;
  /** What turns the project's TypeScript into JavaScript. */
  readonly loader: LoaderName;
  readonly options: Options;
  /** How it was asked for: another process asks the same. */
  readonly request: ConfigRequest;
}

/** Finds and loads the ORM config as MikroORM's own command line does; MIKRO_ORM_* variables override the file. */
export async function loadConfig(
  project: ProjectRoot,
  request: ConfigRequest = {},
): Promise<LoadedConfig> {
  const manifest = readPackageJson(project.root);
  const path = findConfig(project.root, manifest['mikro-orm'] ?? {}, request);
  const context = request.context ?? process.env['MIKRO_ORM_CONTEXT_NAME'] ?? 'default';
  const choice = loaderFor(project.root, manifest, path);
  const file = await fileOptions({ root: project.root, manifest, path, context, choice });
  const environment = await environmentOptions(project.root);
  if (file === undefined && Object.keys(environment).length === 0) throw noConfig();
  const options = await startOptions({
    root: project.root,
    file: file ?? foreign<Options>({ contextName: context }),
    environment,
    preferTs: path !== undefined && isTypeScript(path),
  });
  const { dialect, name } = await facts(project.root, options);
  return {
    root: project.root,
    path: path === undefined ? null : shown(project.root, path),
    contextName: context,
    dialect,
    loader: choice.name,
    options:
      dialect === 'sqlite' ? { ...options, dbName: databaseFile(project.root, name) } : options,
    request,
  };
}

/** Whether MikroORM's schema:update and migration:create would leave migsh's tables alone: `skipTables: [/^migsh_/]`. */
export function protectsJournal(config: LoadedConfig, table = 'migsh_revisions'): boolean {
  const patterns = config.options.schemaGenerator?.skipTables ?? [];
  const journal = table.split('.').at(-1) ?? table;
  return [journal, 'migsh_log', 'migsh_archive_order_1ab27c0d93fe'].every(name =>
    patterns.some(pattern =>
      typeof pattern === 'string'
        ? pattern.toLowerCase() === name.toLowerCase()
        : pattern.test(name),
    ),
  );
}

interface FileRequest {
  readonly root: string;
  readonly manifest: PackageJson;
  readonly path: string | undefined;
  readonly context: string;
  readonly choice: LoaderChoice;
}

async function fileOptions(request: FileRequest): Promise<Options | undefined> {
  const { root, manifest, path, context, choice } = request;
  if (path === undefined) return undefined;
  return withProjectConsole(async () => {
    try {
      const load = await registerLoader(root, choice.name, manifest);
      const exported = await exportedConfig(await load(pathToFileURL(path).href));
      return await selectContext(exported, context, shown(root, path));
    } catch (error) {
      throw error instanceof MigshError ? error : loadingFailed(shown(root, path), choice, error);
    }
  });
}

/** The default export; a compiled CommonJS module hides it one level deeper. */
async function exportedConfig(module: unknown): Promise<unknown> {
  const outer = foreign<{ readonly default?: unknown }>(module).default ?? module;
  const hidden = typeof outer === 'object' && outer !== null && '__esModule' in outer;
  return hidden ? (foreign<{ readonly default?: unknown }>(outer).default ?? outer) : outer;
}

function loaderFor(root: string, manifest: PackageJson, path: string | undefined): LoaderChoice {
  if (path === undefined || !isTypeScript(path)) return { name: 'node', others: [] };
  return chooseLoader(root, manifest);
}

interface Facts {
  readonly dialect: DialectName;
  /** The database's name, which may stand in `clientUrl`. */
  readonly name: string;
}

async function facts(root: string, options: Options): Promise<Facts> {
  const core = await importFromProject<typeof Core>(root, '@mikro-orm/core');
  const sql = await importFromProject<typeof Sql>(root, '@mikro-orm/sql');
  const configuration = startConfiguration(core, options);
  const platform = configuration.getPlatform();
  const name = configuration.get('dbName') ?? '';
  if (platform instanceof sql.BasePostgreSqlPlatform) return { dialect: 'postgresql', name };
  if (platform instanceof sql.SqlitePlatform) return { dialect: 'sqlite', name };
  throw wrongDriver(options.driver?.name ?? 'no driver');
}

function startConfiguration(core: typeof Core, options: Options): Configuration {
  try {
    return new core.Configuration({ ...options, entities: [], entitiesTs: [] });
  } catch (error) {
    throw badOptions(error);
  }
}

function shown(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

function noConfig(): MigshError {
  return new MigshError('no-config', 'There is no MikroORM config here.', {
    hint: 'migsh init writes one; --config FILE names one that is somewhere else.',
  });
}

function badOptions(error: unknown): MigshError {
  return new MigshError('config-failed', withoutSecrets(words(error)), {
    hint: 'Mend the MikroORM config, or set MIKRO_ORM_* variables.',
    cause: error,
  });
}

function wrongDriver(driver: string): MigshError {
  return new MigshError('wrong-dialect', `The MikroORM config uses ${driver}.`, {
    hint: 'migsh speaks PostgreSQL and SQLite: @mikro-orm/postgresql or @mikro-orm/sqlite.',
    details: { driver },
  });
}

function loadingFailed(path: string, choice: LoaderChoice, error: unknown): MigshError {
  const said = withoutSecrets(words(error));
  return new MigshError('config-failed', `${path} could not be loaded: ${said}`, {
    hint: missingPackage(said) ?? (isTypeScript(path) ? loaderHint(choice) : plainHint),
    details: { path, loader: choice.name, others: choice.others },
    cause: error,
  });
}

const plainHint = 'Mend the file, or name another with --config.';

function missingPackage(said: string): string | undefined {
  const name = /Cannot find package '([^']+)'/.exec(said)?.[1];
  return name === undefined ? undefined : `npm install ${name}`;
}

function loaderHint({ name, others }: LoaderChoice): string {
  const used = `It was loaded by ${name === 'node' ? 'Node’s own type stripping' : name}.`;
  return others.length > 0
    ? `${used} Installed as well: ${others.join(', ')}; set "mikro-orm": { "tsLoader": … } in package.json.`
    : `${used} ES decorators need tsx, legacy decorators with metadata oxc (@oxc-node/core) or swc (@swc-node/register).`;
}

/** Node puts file, line and caret of a syntax error in front of the stack, not into the message. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split('\n    at ')[0] ?? '';
  return error instanceof SyntaxError && place.includes(error.message)
    ? place.trim()
    : error.message;
}
