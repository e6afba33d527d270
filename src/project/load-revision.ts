import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import { recordOperations } from '../operation/record.ts';
import type { Direction, RevisionModule } from './import-revision.ts';
import { importRevision, loadFailed } from './import-revision.ts';
import { lineIn } from './line-in.ts';
import { consoleToStderr } from './project-console.ts';
import type { Project } from './project.ts';
import { recordChecksum } from './record-checksum.ts';
import type { RevisionFile } from './revision-files.ts';

/** What a revision file records, for one dialect. */
export interface RecordedRevision {
  readonly up: readonly RecordedOperation[];
  /** null: the file has no `down`. */
  readonly down: readonly RecordedOperation[] | null;
  /** The file's `export const irreversible`. */
  readonly irreversible: string | null;
  /** SHA-256 of what the file records for every dialect, up and down: the same whichever database is connected. */
  readonly recordChecksum: string;
}

/**
 * Runs a revision file as the ES module that it is and records what `up` and `down` say.
 * @throws MigshError `syntax-error`, `load-failed`, `bad-operation`, `unsupported`, `async-revision` with file and line
 */
export async function loadRevision(
  _project: Project,
  file: RevisionFile,
  dialect: DialectName,
): Promise<RecordedRevision> {
  const module = await importRevision(file);
  const restore = consoleToStderr();
  try {
    const chosen = recordModule(module, run => recordLocated(run, file, dialect));
    const records = dialects.map(name => (name === dialect ? chosen : recordOther(module, name)));
    return { ...chosen, recordChecksum: recordChecksum(records) };
  } finally {
    restore();
  }
}

const dialects: readonly DialectName[] = ['postgresql', 'sqlite'];

type ModuleRecord = Omit<RecordedRevision, 'recordChecksum'>;

function recordModule(
  { up, down, irreversible }: RevisionModule,
  record: (run: Direction) => readonly RecordedOperation[],
): ModuleRecord {
  return { up: record(up), down: down === null ? null : record(down), irreversible };
}

/** For a dialect that is not asked for: a revision may refuse it, and these words are then what it records. */
function recordOther(
  module: RevisionModule,
  dialect: DialectName,
): ModuleRecord | { readonly refused: string } {
  try {
    return recordModule(module, run => recordOperations(run, { dialect }));
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

function recordLocated(
  run: Direction,
  file: RevisionFile,
  dialect: DialectName,
): readonly RecordedOperation[] {
  const place = { file: file.revision.path, locate: () => lineHere(file) };
  try {
    return recordOperations(op => refusePromise(run(op), file, run), { dialect, ...place });
  } catch (error) {
    throw error instanceof MigshError ? error : loadFailed(error, file, `${run.name}() threw: `);
  }
}

/** The line of the file that is just running. */
function lineHere(file: RevisionFile): number | undefined {
  const { stackTraceLimit } = Error;
  // The file may call op from deep inside a function of its own.
  Error.stackTraceLimit = 100;
  try {
    return lineIn(new Error('here'), file.path);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function refusePromise(result: unknown, file: RevisionFile, run: Direction): void {
  if (typeof result !== 'object' || result === null || !('then' in result)) return;
  // Nobody waits for it: its own failure would end the process.
  Promise.resolve(result).catch(() => undefined);
  const { path } = file.revision;
  throw new MigshError('async-revision', `${path}: ${run.name}() is async`, {
    hint: 'take async and await out: what is recorded after an await would be lost',
    details: { file: path },
  });
}
