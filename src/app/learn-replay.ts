import type { CatalogEntry } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import type { DraftStep } from '../plan/build.ts';
import { readSession, restoreSession } from '../runner/session.ts';
import { applyPatch, isEmptyPatch, patchBetween } from '../schema/patch.ts';
import type { Schema } from '../schema/schema.ts';
import type { Stepper } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { copyStatements } from './copy-statements.ts';
import { runCode } from './learn-code.ts';
import type { Effect } from './made.ts';
import type { Opaque } from './opaque.ts';
import { portableSchema } from './portable-schema.ts';
import { leavesSchemaAlone, reachesServer } from './reaches-server.ts';
import type { LoadedRevision } from './recorded.ts';
import type { Scratch } from './scratch.ts';
import { connectedStepper, readEntries } from './stepper.ts';

interface Request {
  readonly revisions: readonly LoadedRevision[];
  readonly all: readonly Opaque[];
}

/** What was found out; `failed` says what stopped it before its end. */
export interface ReplayFindings {
  readonly effects: ReadonlyMap<string, Effect>;
  readonly notes: readonly string[];
  readonly failed?: string;
}

/** Runs revisions on an empty scratch database, up to the last operation that is to be found out about. */
export async function replayInScratch(
  context: AppContext,
  scratch: Scratch,
  { revisions, all }: Request,
): Promise<ReplayFindings> {
  const stepper = await connectedStepper(context, scratch.database, { tables: [] });
  const replay = new Replay(context, scratch, stepper);
  const last = all.at(-1);
  try {
    for (const revision of revisions) {
      const { id } = revision.file.revision;
      await replay.revision(
        revision,
        all.filter(each => each.id === id),
      );
      if (id === last?.id) break;
    }
    return { effects: replay.effects, notes: replay.notes };
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
    const failed = `${replay.place}: ${firstLine(error)}`;
    return { effects: replay.effects, notes: replay.notes, failed };
  } finally {
    stepper.copy?.close();
  }
}

function firstLine({ message }: MigshError): string {
  return message.split('\n')[0] ?? '';
}

class Replay {
  readonly effects = new Map<string, Effect>();
  readonly notes: string[] = [];
  /** What runs just now. */
  place = '';
  readonly #context: AppContext;
  readonly #scratch: Scratch;
  readonly #stepper: Stepper;
  /** Statements that might have made something. */
  readonly #leftOut = new Set<string>();
  /** What the database held when it was looked at, where nothing ran since. */
  #seen: Schema | undefined;

  constructor(context: AppContext, scratch: Scratch, stepper: Stepper) {
    this.#context = context;
    this.#scratch = scratch;
    this.#stepper = stepper;
  }

  async revision(revision: LoadedRevision, opaque: readonly Opaque[]): Promise<void> {
    const { up } = revision.recorded;
    let from = 0;
    for (const each of opaque) {
      await this.#run(revision, up.slice(from, each.at));
      await this.#tryOut(revision, each).catch((error: unknown) => {
        // It is rolled back. Code may want rows that are not there; what stands on it will say so.
        if (!(error instanceof MigshError)) throw error;
        this.notes.push(
          `not seen: what ${each.place} makes of the schema: in a scratch database, ${firstLine(error)}`,
        );
      });
      from = each.at + 1;
    }
    await this.#run(revision, up.slice(from));
  }

  async #tryOut(revision: LoadedRevision, { at, checksum, place }: Opaque): Promise<void> {
    this.#leftOut.clear();
    const before = this.#seen ?? (await this.#look());
    const entries = await this.#entries();
    await this.#run(revision, revision.recorded.up.slice(at, at + 1));
    const after = await this.#look();
    const [patch, back] = [patchBetween(before, after), patchBetween(after, before)];
    const now = await this.#entries();
    const onCopy = copyStatements(entries, now);
    const { dialect } = this.#scratch;
    const what = dialect.name === 'sqlite' ? 'other files' : 'the whole server';
    const note = `not tried, because it reaches ${what}: ${place}`;
    this.effects.set(checksum, {
      ...(this.#leftOut.size > 0 && { note }),
      up: { patches: isEmptyPatch(patch) ? [] : [patch], onCopy },
      back: {
        patches: isEmptyPatch(back) ? [] : [back],
        onCopy: copyStatements(now, entries),
      },
    });
    this.#stepper.schema = applyPatch(this.#stepper.schema, patch);
    if (revision.recorded.up[at]?.operation.kind === 'run') {
      for (const sql of onCopy) this.#stepper.copy?.execute(sql);
    }
    this.#stepper.views = (await this.#stepper.readViews?.()) ?? this.#stepper.views;
  }

  async #entries(): Promise<readonly CatalogEntry[]> {
    const { database, dialect } = this.#scratch;
    return dialect.abilities.stepsOnCopy ? readEntries(database) : [];
  }

  async #look(): Promise<Schema> {
    this.#seen = portableSchema(await this.#scratch.schema(), this.#scratch.dialect);
    return this.#seen;
  }

  async #run(revision: LoadedRevision, operations: readonly RecordedOperation[]): Promise<void> {
    if (operations.length === 0) return;
    this.#seen = undefined;
    const { file, recorded } = revision;
    const line = operations[0]?.line;
    this.place = line === undefined ? file.revision.path : `${file.revision.path}:${line}`;
    const step = compileStep(this.#stepper, {
      file,
      recorded: { ...recorded, up: operations },
      direction: 'up',
    });
    for (const statements of phasesIn(step)) await this.#phase(step, statements);
  }

  /** As in a run: in a transaction, unless a statement cannot be in one. */
  async #phase(step: DraftStep, phase: readonly Placed[]): Promise<void> {
    const { database } = this.#scratch;
    const session = await readSession({ database });
    const isApart = phase.some(({ statement }) => statement.transactional === false);
    if (!isApart) await database.begin();
    try {
      for (const placed of phase) await this.#statement(step, placed);
      await restoreSession({ database, session });
      if (!isApart) await database.commit();
    } catch (error) {
      if (!isApart) await database.rollback();
      throw error;
    }
  }

  async #statement(step: DraftStep, { statement, at }: Placed): Promise<void> {
    if (statement.code !== undefined)
      return runCode(this.#context, this.#scratch, { step, at, statement });
    const { dialect, reaches } = this.#scratch;
    if (reaches(statement.sql)) {
      const { sql } = statement;
      const isAbroad =
        dialect.name === 'postgresql' && reachesServer(sql) && leavesSchemaAlone(sql);
      if (!isAbroad) this.#leftOut.add(sql);
      return;
    }
    await this.#scratch.query(statement.sql);
  }
}

interface Placed {
  readonly statement: DraftStep['operations'][number]['statements'][number];
  /** Among the statements of the step. */
  readonly at: number;
}

/** The statements of a step, those that cannot be in a transaction each by itself. */
function phasesIn({ operations }: DraftStep): readonly (readonly Placed[])[] {
  const phases: Placed[][] = [[]];
  const all = operations.flatMap(({ statements }) => statements);
  for (const [at, statement] of all.entries()) {
    if (statement.transactional === false) phases.push([{ statement, at }], []);
    else phases.at(-1)?.push({ statement, at });
  }
  return phases.filter(phase => phase.length > 0);
}
