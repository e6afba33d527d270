import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

import { MigshError } from '../error.ts';
import type { MikroOrmSettings } from './project-packages.ts';
import { prefersTypeScript } from './ts-loader.ts';

/** How a config is asked for; what is left out is looked for as MikroORM's command line looks. */
export interface ConfigRequest {
  /** `--config`: a file, from the project's root. */
  readonly config?: string | undefined;
  /** `--context`: MikroORM's `contextName`. */
  readonly context?: string | undefined;
}

/** The config file's absolute path, or undefined where there is none at any of the usual places. */
export function findConfig(
  root: string,
  settings: MikroOrmSettings,
  request: ConfigRequest,
): string | undefined {
  const paths = configPaths(root, settings, request).map(path => absolute(root, path));
  const found = paths.filter(path => existsSync(path));
  if (found.length === 0 && request.config !== undefined) throw configMissing(request.config);
  // Without TypeScript the compiled config comes first; Node strips types where only a .ts one is there.
  const compiled = prefersTypeScript(settings.preferTs) === false;
  return (compiled ? found.find(path => !isTypeScript(path)) : undefined) ?? found[0];
}

/** The places where a config may be, from the project's root, in the order in which they are tried. */
export function configPaths(
  root: string,
  settings: MikroOrmSettings,
  request: ConfigRequest,
): readonly string[] {
  if (request.config !== undefined) return [request.config];
  const named = process.env['MIKRO_ORM_CLI_CONFIG'];
  const compiled = ['dist', 'build'].find(folder => existsSync(join(root, folder))) ?? 'src';
  return [
    ...(named === undefined ? [] : [named]),
    ...(settings.configPaths ?? []),
    './.mikro-orm.config.ts',
    './src/mikro-orm.config.ts',
    './mikro-orm.config.ts',
    `./${compiled}/mikro-orm.config.js`,
    './mikro-orm.config.js',
  ];
}

/** True for a file that Node cannot run without stripping types. */
export function isTypeScript(path: string): boolean {
  return /\.[mc]?ts$/.test(path);
}

function absolute(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

function configMissing(path: string): MigshError {
  return new MigshError('no-config', `There is no MikroORM config at ${path}.`, {
    hint: 'Name the file as it is seen from the project’s root, or leave --config out.',
    details: { path },
  });
}
