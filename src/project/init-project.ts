import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { MigshError } from '../error.ts';
import { editPackageJson, readJson } from './package-json.ts';

/** What `init` is to set up. */
export interface InitRequest {
  readonly cwd: string;
  readonly dialect?: 'postgresql' | 'sqlite';
}

export interface InitResult {
  /** Files and folders that were made or changed, from the project's root. */
  readonly created: readonly string[];
  /** What is left for the person to do, one sentence each. */
  readonly notes: readonly string[];
}

const moduleConfig = '.mikro-orm.config.ts';
/** An ES module where package.json does not say `"type": "module"`. */
const plainConfig = '.mikro-orm.config.mts';
/** MikroORM's own default places, `getConfigPaths` of @mikro-orm/core 7. */
const knownConfigs = [
  moduleConfig,
  plainConfig,
  './src/mikro-orm.config.ts',
  './mikro-orm.config.ts',
  './dist/mikro-orm.config.js',
  './build/mikro-orm.config.js',
  './src/mikro-orm.config.js',
  './mikro-orm.config.js',
];
const skipLine = 'schemaGenerator: { skipTables: [/^migsh_/] }';

/**
 * Makes a project ready: the migrations folder, the keys in package.json, a config where MikroORM finds none.
 * Never overwrites; called again it makes what is missing.
 * @throws MigshError `no-project` where there is no package.json, `not-writable`
 */
export function initProject({ cwd, dialect }: InitRequest): InitResult {
  const root = packageRoot(cwd);
  const found = readPackage(root);
  const chosen = dialect ?? installedDialect(found) ?? 'sqlite';
  const config = existingConfig(root, found);
  const configName = found['type'] === 'module' ? moduleConfig : plainConfig;
  const created: string[] = [];

  const folder = migrationsOf(found);
  if (!existsSync(join(root, folder))) {
    writing(folder, () => mkdirSync(join(root, folder), { recursive: true }));
    created.push(`${folder}/`);
  }
  if (found['migsh'] === undefined || (config === null && found['mikro-orm'] === undefined)) {
    writing('package.json', () =>
      editPackageJson(root, content =>
        withKeys(content, { dialect: chosen, newConfig: config === null ? configName : null }),
      ),
    );
    created.push('package.json');
  }
  if (config === null) {
    writing(configName, () =>
      writeFileSync(join(root, configName), configText(chosen), { flag: 'wx' }),
    );
    created.push(configName);
  }
  return {
    created,
    notes: [
      ...configNotes({ config, configName, dialect: chosen }, found),
      ...tsconfigNotes(root, folder),
    ],
  };
}

type Package = Readonly<Record<string, unknown>>;

function packageRoot(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new MigshError('no-project', `there is no package.json in ${cwd} or above it`, {
    hint: 'npm init -y, then migsh init',
  });
}

function readPackage(root: string): Package {
  const path = join(root, 'package.json');
  try {
    const content = readJson(path);
    if (isRecord(content)) return content;
  } catch (error) {
    throw new MigshError('bad-settings', `package.json cannot be read: ${String(error)}`, {
      hint: 'mend package.json, then migsh init',
      cause: error,
    });
  }
  throw new MigshError('bad-settings', 'package.json is not an object', {
    hint: 'mend package.json, then migsh init',
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function installedDialect(found: Package): 'postgresql' | 'sqlite' | undefined {
  const installed = new Set(
    ['dependencies', 'devDependencies'].flatMap(key => {
      const part = found[key];
      return isRecord(part) ? Object.keys(part) : [];
    }),
  );
  if (installed.has('@mikro-orm/postgresql')) return 'postgresql';
  return installed.has('@mikro-orm/sqlite') ? 'sqlite' : undefined;
}

function existingConfig(root: string, found: Package): string | null {
  const orm = found['mikro-orm'];
  const named = isRecord(orm) && Array.isArray(orm['configPaths']) ? orm['configPaths'] : [];
  const paths = [...named.filter(path => typeof path === 'string'), ...knownConfigs];
  return paths.find(path => existsSync(join(root, path))) ?? null;
}

function migrationsOf(found: Package): string {
  const settings = found['migsh'];
  const named = isRecord(settings) ? settings['migrations'] : undefined;
  return typeof named === 'string' ? named : './migrations';
}

function withKeys(
  content: Package,
  { dialect, newConfig }: { readonly dialect: string; readonly newConfig: string | null },
): Package {
  const orm = newConfig !== null && content['mikro-orm'] === undefined;
  return {
    ...content,
    ...(orm ? { 'mikro-orm': { configPaths: [`./${newConfig}`] } } : {}),
    ...(content['migsh'] === undefined ? { migsh: { migrations: './migrations', dialect } } : {}),
  };
}

function configText(dialect: 'postgresql' | 'sqlite'): string {
  const connection =
    dialect === 'sqlite'
      ? `  dbName: './app.sqlite',`
      : `  clientUrl: process.env['DATABASE_URL'] ?? 'postgresql://localhost/app',`;
  return `import { defineConfig } from '@mikro-orm/${dialect}';

export default defineConfig({
${connection}
  // Your entities, or globs of their files.
  entities: ['./src/**/*.entity.ts'],
  // Without it schema:update and migration:create would drop migsh's journal and archives.
  ${skipLine},
});
`;
}

interface ConfigFacts {
  /** The config that was there before, from the root. */
  readonly config: string | null;
  readonly configName: string;
  readonly dialect: string;
}

function configNotes(
  { config, configName, dialect }: ConfigFacts,
  found: Package,
): readonly string[] {
  if (config === null) {
    const missing = installedDialect(found) === undefined;
    const install = missing ? [`npm install @mikro-orm/core @mikro-orm/${dialect}`] : [];
    return [...install, `name your entities in ${configName}, then migsh migrate -m "first"`];
  }
  return [
    `unless it does already, ${config} should hold ${skipLine}: MikroORM's schema:update and migration:create drop the journal and the archives otherwise (migsh status tells)`,
    'migsh migrate -m "first" writes the first revision',
  ];
}

/** A revision is run as it is written; a compiled copy would be another file. */
function tsconfigNotes(root: string, folder: string): readonly string[] {
  const path = join(root, 'tsconfig.json');
  if (!existsSync(path)) return [];
  const excluded = readFileSync(path, 'utf8').includes(relative('.', folder));
  if (excluded) return [];
  return [
    `if tsconfig.json compiles ${folder}, add "exclude": ["${relative('.', folder)}"]: revisions are never compiled`,
  ];
}

function writing(path: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new MigshError('not-writable', `${path} cannot be written: ${String(error)}`, {
      hint: 'make the folder writable, then migsh init',
      cause: error,
    });
  }
}
