import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { nearestNames } from '../revision/nearest.ts';

/** What package.json says under `migsh`: read without loading MikroORM. */
export interface Settings {
  /** Directories of revision files, from the project's root. */
  readonly migrations: readonly string[];
  /** What is compiled when no database is named. */
  readonly dialect?: DialectName;
  /** Name of a new file, with `{date}` `{time}` `{id}` `{slug}`. */
  readonly fileName: string;
  /** The journal's table, `name` or `schema.name`. */
  readonly table: string;
  /** IANA name; in it the date and time of a file's name are told. */
  readonly timezone: string;
  /** Patterns `table`, `table.column`, `schema.*` that no comparison looks at. */
  readonly ignore: readonly string[];
}

const defaults: Settings = {
  migrations: ['./migrations'],
  fileName: '{date}_{time}_{id}_{slug}',
  table: 'migsh_revisions',
  timezone: 'UTC',
  ignore: [],
};

/**
 * The settings in `migsh` of a package.json, checked.
 * @throws MigshError `bad-settings` naming the key, and the nearest one that exists
 */
export function readSettings(value: unknown): Settings {
  if (value === undefined) return defaults;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badSettings('"migsh" has to be an object');
  }
  const settings = new Map<string, unknown>(Object.entries(value));
  for (const key of settings.keys()) {
    if (!known.has(key)) throw unknownKey(key);
  }
  const text = (key: keyof Settings, fallback: string): string =>
    readText(key, settings.get(key) ?? fallback);
  const dialect = settings.get('dialect');
  return {
    migrations: readTexts('migrations', settings.get('migrations') ?? defaults.migrations),
    ...(dialect === undefined ? {} : { dialect: readDialect(dialect) }),
    fileName: readFileName(text('fileName', defaults.fileName)),
    table: text('table', defaults.table),
    timezone: readTimezone(text('timezone', defaults.timezone)),
    ignore: readTexts('ignore', settings.get('ignore') ?? defaults.ignore),
  };
}

const known = new Set(['migrations', 'dialect', 'fileName', 'table', 'timezone', 'ignore']);

function readText(key: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw badSettings(`"migsh.${key}" has to be a text`);
}

function readTexts(key: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [readText(key, value)];
  if (!Array.isArray(value))
    throw badSettings(`"migsh.${key}" has to be a text or a list of texts`);
  return value.map(item => readText(key, item));
}

function readDialect(value: unknown): DialectName {
  if (value === 'postgresql' || value === 'sqlite') return value;
  throw badSettings('"migsh.dialect" has to be "postgresql" or "sqlite"');
}

function readFileName(pattern: string): string {
  if (pattern.includes('{id}') && !/[\\/]/.test(pattern)) return pattern;
  throw badSettings('"migsh.fileName" has to hold {id}, and no slash');
}

function readTimezone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw badSettings(`"migsh.timezone": there is no time zone ${JSON.stringify(name)}`);
  }
}

function unknownKey(key: string): MigshError {
  const [near] = nearestNames(key, known);
  const hint =
    near === undefined ? `known are ${[...known].join(', ')}` : `did you mean "${near}"?`;
  return badSettings(`"migsh.${key}" is no setting`, hint);
}

function badSettings(message: string, hint = 'mend the "migsh" part of package.json'): MigshError {
  return new MigshError('bad-settings', `package.json: ${message}`, { hint });
}
