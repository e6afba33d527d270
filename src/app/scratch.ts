import type { Dialect, DialectName, Row } from '../dialect/dialect.ts';
import { fileWatch } from '../dialect/sqlite/other-files.ts';
import { MigshError } from '../error.ts';
import type { ScratchPlace } from '../orm/scratch-place.ts';
import type { Database } from '../runner/ports.ts';
import type { Schema } from '../schema/schema.ts';
import { readActualSchema } from './actual-schema.ts';
import { orStop } from './at-the-end.ts';
import type { AppContext } from './context.ts';
import { findPlace } from './find-scratch.ts';
import { serverWatch } from './reaches-server.ts';
import { keep, remove, takeKept, watch } from './scratch-kept.ts';
import { dialects } from './stepper.ts';

/** A database that is thrown away: what cannot be known without trying is tried there. It never holds a row of the project's. */
export interface Scratch {
  readonly dialect: Dialect;
  readonly version: string;
  /** For people: `in memory`, `migsh_scratch_… on localhost:5432`. */
  readonly label: string;
  /**
   * Whether a statement would act on more than this database: others on the server, or a file that SQLite attaches. Leave it out.
   * Asked of statements in their order, for one may go on with what another has opened.
   */
  readonly reaches: (sql: string) => boolean;
  /** The one that is open now; another one after `reset`. */
  readonly database: Database;
  /** Runs statements one after the other; throws MigshError `statement-failed`. */
  run(statements: readonly string[]): Promise<void>;
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** What it holds now, as the database tells it, in all its schemas. */
  schema(): Promise<Schema>;
  /** Makes it empty again. */
  reset(): Promise<void>;
  /** Throws it away; a server's may serve the next who opens one, until the context is closed. Also done where the process is told to end. */
  close(): Promise<void>;
}

/** Nothing can be tried, and why: whoever wanted to know says "not decided" with these words. */
export interface NoScratch {
  readonly undecided: string;
}

export interface ScratchOptions {
  /** No server is asked: SQLite in memory and PGlite only. */
  readonly offline?: boolean;
}

/**
 * Opens an empty scratch database where the setting `scratch` says. SQLite's is in memory. PostgreSQL's is a database of its own
 * on the config's server, unless that is protected or the user may not create databases; else PGlite, where the project has it.
 */
export async function openScratch(
  context: AppContext,
  dialect: DialectName,
  options: ScratchOptions = {},
): Promise<Scratch | NoScratch> {
  const key = `${dialect} ${options.offline === true ? 'offline' : ''}`;
  const failed = failedBefore(context, key);
  if (failed !== undefined) return failed;
  try {
    const search = { context, config: await context.config(), ...options };
    const place = takeKept(context, key) ?? (await findPlace(search, dialect));
    if (typeof place === 'string') return noteFailure(context, key, { undecided: place });
    return await openAt(place, dialect, () => giveBack(context, key, place));
  } catch (error) {
    // A server that does not answer, or refuses: what is asked for can be done without.
    if (error instanceof MigshError) {
      return noteFailure(context, key, { undecided: firstLine(error.message) });
    }
    throw error;
  }
}

interface Failure extends NoScratch {
  readonly key: string;
  readonly until: number;
}

const failures = new WeakMap<AppContext, Failure>();

/** Milliseconds in which a server that does not answer is not asked again: each time takes as long as it lets wait. */
const pause = 30_000;

function failedBefore(context: AppContext, key: string): NoScratch | undefined {
  const found = failures.get(context);
  return found?.key === key && performance.now() < found.until ? found : undefined;
}

function noteFailure(context: AppContext, key: string, failure: NoScratch): NoScratch {
  failures.set(context, { ...failure, key, until: performance.now() + pause });
  return failure;
}

/** Where it is soon made again it goes. */
async function giveBack(context: AppContext, key: string, place: ScratchPlace): Promise<void> {
  if (place.isShared) return keep(context, key, place);
  await remove(place);
}

async function openAt(
  place: ScratchPlace,
  dialect: DialectName,
  back: () => Promise<void>,
): Promise<Scratch> {
  watch(place);
  let isOpen = true;
  const close = async (): Promise<void> => {
    await orStop();
    if (!isOpen) return;
    isOpen = false;
    await back();
  };
  try {
    return scratchIn(place, await place.open(), { dialect: dialects[dialect], close });
  } catch (error) {
    await remove(place).catch(() => {});
    throw error;
  }
}

function scratchIn(
  place: ScratchPlace,
  first: Database,
  { dialect, close }: Pick<Scratch, 'dialect' | 'close'>,
): Scratch {
  const watching = watchOf(place, dialect);
  let database = first;
  let reaches = watching();
  return {
    dialect,
    version: database.version,
    label: place.label,
    reaches: sql => reaches(sql),
    get database() {
      return database;
    },
    async run(statements) {
      for (const sql of statements) await database.query(sql);
    },
    query: async (sql, parameters) => database.query(sql, parameters),
    schema: async () => readActualSchema(database),
    async reset() {
      database = await place.open();
      reaches = watching();
    },
    close,
  };
}

function watchOf({ isShared }: ScratchPlace, { name }: Dialect): () => (sql: string) => boolean {
  if (name === 'sqlite') return fileWatch;
  return isShared ? serverWatch : () => () => false;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
