import type { DialectName } from '../dialect/dialect.ts';
import type { Made } from '../operation/operation.ts';
import type { LoadedConfig } from '../orm/config.ts';
import type { Project } from '../project/project.ts';
import { findProject } from '../project/project.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import { readRevisionFiles } from '../project/revision-files.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { buildGraph } from '../revision/graph.ts';
import type { Database } from '../runner/ports.ts';

/** Where a command was called, and which of the project's parts it means. */
export interface ContextOptions {
  readonly cwd: string;
  /** `-d`: another migrations directory than the settings name. */
  readonly directory?: string;
  /** `--config`: the MikroORM config's path. */
  readonly config?: string;
  /** `--context`: MikroORM's `contextName`. */
  readonly context?: string;
  /** `--dialect`: what is compiled when no database is connected. */
  readonly dialect?: DialectName;
  /** A directory of revisions that is not there is made by what is written next. */
  readonly makesDirectory?: boolean;
}

/** The revision files and the graph that their headers form. */
export interface History {
  /** Made when it is first asked for; throws what `buildGraph` throws. */
  readonly graph: RevisionGraph;
  readonly files: ReadonlyMap<string, RevisionFile>;
  /** Files in the directories that are no revision, from the project's root. */
  readonly strays: readonly string[];
}

/** What every command starts from. Reads nothing before it is asked, and each thing once. */
export interface AppContext {
  readonly options: ContextOptions;
  readonly project: Project;
  /** The files' headers. */
  history(): History;
  /** Forgets the files, after one was written. */
  reload(): void;
  config(): Promise<LoadedConfig>;
  /** One connection for reading, kept until `close`. Creates nothing. */
  database(): Promise<Database>;
  /** Drops the reading connection, so that the next one sees a file that was made since. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
  /** What is done besides when it is closed. */
  readonly whenClosed: Set<() => Promise<void>>;
  /** What SQL and code of revisions make, where that was tried. Absent: nobody has asked for it. */
  made?: MadeByRevisions | undefined;
  /** Nothing of its revisions is run but by a plan. */
  readonly triesNothing?: true;
}

/** What operations make that do not say it, by revision, dialect and place: see `madeKey`. */
export type MadeByRevisions = ReadonlyMap<string, Made>;

/**
 * Finds the project; loads nothing else.
 * @throws MigshError `no-project`, `bad-settings`
 */
export function openContext(options: ContextOptions): AppContext {
  const project = findProject(options);
  let history: History | undefined;
  let config: Promise<LoadedConfig> | undefined;
  let database: Promise<Database> | undefined;

  const context: AppContext = {
    options,
    project,
    history: () => (history ??= readHistory(project)),
    reload() {
      history = undefined;
      context.made = undefined;
    },
    config: () => (config ??= readConfig(project, options)),
    database: () => (database ??= connect(context)),
    async disconnect() {
      const open = database;
      database = undefined;
      // One that never opened has nothing to close; its error was told to whoever asked for it.
      const connected = await open?.catch(() => undefined);
      await connected?.close();
    },
    async close() {
      await Promise.all([context.disconnect(), ...[...context.whenClosed].map(work => work())]);
    },
    whenClosed: new Set(),
  };
  return context;
}

function readHistory(project: Project): History {
  const { files, strays } = readRevisionFiles(project);
  let graph: RevisionGraph | undefined;
  return {
    // A file whose parent is gone is no graph; what the journal keeps of the parent may complete it.
    get graph() {
      return (graph ??= buildGraph(files.map(file => file.revision)));
    },
    files: new Map(files.map(file => [file.revision.id, file])),
    strays,
  };
}

async function readConfig(project: Project, options: ContextOptions): Promise<LoadedConfig> {
  const { loadConfig } = await import('../orm/config.ts');
  return loadConfig(project, options);
}

async function connect(context: AppContext): Promise<Database> {
  const { openDatabase } = await import('../orm/database.ts');
  return openDatabase(context.project, await context.config(), { mode: 'read' });
}

/** A connection of its own that may write; the caller closes it. */
export async function openForWriting(context: AppContext): Promise<Database> {
  const { openDatabase } = await import('../orm/database.ts');
  return openDatabase(context.project, await context.config(), { mode: 'write' });
}

/** The dialect to compile for: the flag's, the settings', else the one that the config names. */
export async function dialectOf(context: AppContext): Promise<DialectName> {
  const named = context.options.dialect ?? context.project.settings.dialect;
  if (named !== undefined) return named;
  const { dialect } = await context.config();
  return dialect;
}
