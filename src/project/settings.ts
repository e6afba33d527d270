import type { DialectName } from '../dialect/dialect.ts';
import { given } from '../operation/record-check.ts';
import { nearestNames } from '../revision/nearest.ts';
import type { Read } from './settings-read.ts';
import {
  badSettings,
  isRecord,
  readDialect,
  readFileName,
  readScratch,
  readTable,
  readText,
  readTexts,
  readTimezone,
} from './settings-read.ts';

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
  /** A file, from the project's root, with `{header}` `{up}` `{down}`: what a new file looks like. */
  readonly template?: string;
  /** Command run on a new file. */
  readonly format?: string;
  /** Patterns `table`, `table.column`, `schema.*` that no comparison looks at. */
  readonly ignore: readonly string[];
  /** Patterns of tables that are large elsewhere, although this database's copy is small. */
  readonly large: readonly string[];
  /** Patterns over `host/database` or the file that ask for more before a change. */
  readonly protected: readonly string[];
  /** Where things are tried out: `same-server`, `in-process`, or the URL of a PostgreSQL database that is empty. */
  readonly scratch?: string;
}

const known = [
  'migrations',
  'dialect',
  'fileName',
  'table',
  'timezone',
  'template',
  'format',
  'ignore',
  'large',
  'protected',
  'scratch',
] as const satisfies (keyof Settings)[];

/**
 * The settings in `migsh` of a package.json, checked. Where `migrations` names directories by context, `context` chooses.
 * @throws MigshError `bad-settings` naming the key, and the nearest one that exists
 */
export function readSettings(value: unknown, context?: string): Settings {
  const found = value ?? {};
  if (!isRecord(found)) throw badSettings('"migsh" has to be an object');
  refuseUnknown(found);
  const read = <Value>(key: keyof Settings, reader: Read<Value>): Value | undefined =>
    found[key] === undefined ? undefined : reader(key, found[key]);
  return {
    migrations: read('migrations', migrationsOf(context)) ?? ['./migrations'],
    fileName: read('fileName', readFileName) ?? '{date}_{time}_{id}_{slug}',
    table: read('table', readTable) ?? 'migsh_revisions',
    timezone: read('timezone', readTimezone) ?? 'UTC',
    ignore: read('ignore', readTexts) ?? [],
    large: read('large', readTexts) ?? [],
    protected: read('protected', readTexts) ?? [],
    ...given('dialect', read('dialect', readDialect)),
    ...given('template', read('template', readText)),
    ...given('format', read('format', readText)),
    ...given('scratch', read('scratch', readScratch)),
  };
}

/** `"./migrations"`, several of them, or an object context → directory. */
function migrationsOf(context: string | undefined): Read<readonly string[]> {
  return (key, value) => {
    if (!isRecord(value)) return readTexts(key, value);
    const contexts = Object.keys(value);
    const chosen = context ?? 'default';
    if (value[chosen] !== undefined) return readTexts(`${key}.${chosen}`, value[chosen]);
    throw badSettings(
      context === undefined
        ? '"migsh.migrations" names a directory for each context'
        : `"migsh.migrations" names no directory for the context ${context}`,
      `--context chooses one of ${contexts.join(', ')}`,
    );
  };
}

function refuseUnknown(found: Readonly<Record<string, unknown>>): void {
  const key = Object.keys(found).find(each => !known.some(name => name === each));
  if (key === undefined) return;
  const [near] = nearestNames(key, known);
  const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean "${near}"?`;
  throw badSettings(`"migsh.${key}" is no setting`, hint);
}
