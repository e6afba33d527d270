import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';

import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import type { Op } from '../operation/record-op.ts';
import { recordOperations } from '../operation/record.ts';
import { lineIn } from './line-in.ts';
import type { Project } from './project.ts';
import { shownPath } from './project.ts';
import type { RevisionFile } from './revision-files.ts';
import { syntaxError } from './syntax-error.ts';

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

let loads = 0;

/**
 * Runs a revision file as the ES module that it is and records what `up` and `down` say.
 * @throws MigshError `syntax-error`, `load-failed`, `bad-operation`, `async-revision` with file and line
 */
export async function loadRevision(
  project: Project,
  file: RevisionFile,
  dialect: DialectName,
): Promise<RecordedRevision> {
  const exported = await importRevision(project, file);
  const records = dialects.map(name => record(exported, { project, file, dialect: name }));
  const chosen = records[dialects.indexOf(dialect)];
  if (chosen === undefined) throw new MigshError('internal', `no record for ${dialect}`);
  return { ...chosen, recordChecksum: checksum(records) };
}

const dialects: readonly DialectName[] = ['postgresql', 'sqlite'];

type Direction = (op: Op) => unknown;

interface Exported {
  readonly up: Direction;
  readonly down: Direction | null;
  readonly irreversible: string | null;
}

async function importRevision(project: Project, file: RevisionFile): Promise<Exported> {
  const path = shownPath(project, file.path);
  // A module is loaded once for ever; the counter makes it another one after the file has changed.
  const url = `${pathToFileURL(file.path).href}?v=${++loads}`;
  const exported = await loadModule(url, { path, file });
  const { up, down, irreversible } = exported;
  if (!isDirection(up)) throw noUp(path);
  return {
    up,
    down: isDirection(down) ? down : null,
    irreversible: typeof irreversible === 'string' ? irreversible : null,
  };
}

function isDirection(value: unknown): value is Direction {
  return typeof value === 'function';
}

async function loadModule(
  url: string,
  { path, file }: { readonly path: string; readonly file: RevisionFile },
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const loaded: Readonly<Record<string, unknown>> = await import(url);
    return loaded;
  } catch (error) {
    if (error instanceof SyntaxError) throw await syntaxError(error, path, file);
    throw loadFailed(error, path, lineIn(error, file.path));
  }
}

interface RecordRequest {
  readonly project: Project;
  readonly file: RevisionFile;
  readonly dialect: DialectName;
}

type OneRecord = Omit<RecordedRevision, 'recordChecksum'>;

function record({ up, down, irreversible }: Exported, request: RecordRequest): OneRecord {
  return {
    up: recordOne(up, request),
    down: down === null ? null : recordOne(down, request),
    irreversible,
  };
}

function recordOne(
  run: Direction,
  { project, file, dialect }: RecordRequest,
): readonly RecordedOperation[] {
  const path = shownPath(project, file.path);
  try {
    return recordOperations(run, {
      dialect,
      file: path,
      locate: () => lineIn(new Error('here'), file.path),
    });
  } catch (error) {
    if (error instanceof MigshError) throw error;
    throw loadFailed(error, path, lineIn(error, file.path));
  }
}

/** Lines do not count: a comment more is no other record. */
function checksum(records: readonly OneRecord[]): string {
  const operations = records.map(({ up, down, irreversible }) => ({
    up: up.map(({ operation }) => operation),
    down: down?.map(({ operation }) => operation) ?? null,
    irreversible,
  }));
  return createHash('sha256').update(JSON.stringify(operations)).digest('hex');
}

function noUp(path: string): MigshError {
  return new MigshError('load-failed', `${path} exports no function up`, {
    hint: 'write export function up(op: Op) { … }',
    details: { file: path },
  });
}

function loadFailed(error: unknown, path: string, line: number | undefined): MigshError {
  const place = line === undefined ? path : `${path}:${line}`;
  const said = error instanceof Error ? error.message : String(error);
  return new MigshError('load-failed', `${place}: ${said}`, {
    hint: 'mend the file; a revision imports types and packages, no file of the project',
    details: { file: path, ...(line === undefined ? {} : { line }) },
    cause: error,
  });
}
