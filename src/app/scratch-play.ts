import { createHash } from 'node:crypto';

import type { CompiledStatement } from '../dialect/statement.ts';
import { MigshError } from '../error.ts';
import type { Operation } from '../operation/operation.ts';
import type { DraftStep } from '../plan/build.ts';
import type { Schema } from '../schema/schema.ts';
import type { StepRequest } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import type { CodePlace } from './learn-code.ts';
import { runCode } from './learn-code.ts';
import type { Scratch } from './scratch.ts';
import { connectedStepper } from './stepper.ts';

/** Compiles revisions and carries them out in a scratch database, one after the other. It has no rows: only structure is made. */
export interface ScratchPlayer {
  /** @throws MigshError `statement-failed` and what compiling throws */
  play(request: StepRequest): Promise<void>;
  /** The same, and what changes rows is at least understood by the database. */
  playRead(request: StepRequest): Promise<void>;
  close(): void;
}

/** Starts on what the scratch database holds; `schema` is the same in portable terms. */
export async function playIn(
  context: AppContext,
  scratch: Scratch,
  schema: Schema,
): Promise<ScratchPlayer> {
  const stepper = await connectedStepper(context, scratch.database, schema);
  const compiled = async (request: StepRequest): Promise<DraftStep> => {
    stepper.views = (await stepper.readViews?.()) ?? stepper.views;
    return compileStep(stepper, request);
  };
  const carryOutAll = async (step: DraftStep): Promise<void> => {
    for (const phase of phasesIn(scratch, step)) await carryOut(context, scratch, phase);
  };
  return {
    play: async request => carryOutAll(await compiled(request)),
    playRead: async request => carryOutAll(explaining(scratch, await compiled(request))),
    close: () => stepper.copy?.close(),
  };
}

/** With `explain` in front of what changes rows: the database reads it and does nothing. SQLite's was read when it was compiled. */
function explaining({ dialect }: Scratch, step: DraftStep): DraftStep {
  if (dialect.abilities.stepsOnCopy) return step;
  return {
    ...step,
    operations: step.operations.map(operation => ({
      ...operation,
      statements: operation.statements.map(explained),
    })),
  };
}

function explained(statement: CompiledStatement): CompiledStatement {
  const { sql } = statement;
  return changesRows.test(sql) ? { ...statement, sql: `explain ${sql}` } : statement;
}

/** Plays operations that stand in no file. */
export async function playOperations(
  context: AppContext,
  scratch: Scratch,
  operations: readonly Operation[],
): Promise<void> {
  const player = await playIn(context, scratch, { tables: [] });
  try {
    await player.play(withoutFile(operations));
  } finally {
    player.close();
  }
}

/** What can be in one transaction, which is quicker; or one statement that cannot, or code. */
type Phase = readonly CodePlace[];

function phasesIn(scratch: Scratch, step: DraftStep): readonly Phase[] {
  const phases: CodePlace[][] = [];
  let open: CodePlace[] | undefined;
  const statements = step.operations.flatMap(operation => operation.statements);
  for (const [at, statement] of statements.entries()) {
    if (statement.code === undefined && !makesStructure(scratch, statement)) continue;
    const isApart = statement.code !== undefined || statement.transactional === false;
    if (isApart) phases.push([{ step, at, statement }]);
    else if (open === undefined) phases.push((open = [{ step, at, statement }]));
    else open.push({ step, at, statement });
    if (isApart) open = undefined;
  }
  return phases;
}

/** What changes rows is left out: without rows it could break a constraint that it keeps where they are. */
function makesStructure(scratch: Scratch, { sql, expectNoRows }: CompiledStatement): boolean {
  if (expectNoRows !== undefined || changesRows.test(sql)) return false;
  return !scratch.reaches(sql);
}

async function carryOut(context: AppContext, scratch: Scratch, phase: Phase): Promise<void> {
  const [first, ...more] = phase;
  if (first?.statement.code !== undefined) return tryCode(context, scratch, first);
  if (first?.statement.transactional === false && more.length === 0) {
    return scratch.run([first.statement.sql]);
  }
  return together(scratch, () => scratch.run(phase.map(({ statement }) => statement.sql)));
}

/** Code may want rows that are not there; what stands on what it would have made will say so. */
async function tryCode(context: AppContext, scratch: Scratch, code: CodePlace): Promise<void> {
  const run = (): Promise<void> => runCode(context, scratch, code);
  try {
    await (code.statement.transactional === false ? run() : together(scratch, run));
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
  }
}

async function together({ database }: Scratch, work: () => Promise<void>): Promise<void> {
  await database.begin();
  try {
    await work();
    await database.commit();
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

/** What stands before the first word may be a comment. */
const changesRows =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:insert|update|delete|replace|with|merge)\b/i;

function withoutFile(operations: readonly Operation[]): StepRequest {
  const checksum = createHash('sha256').update('').digest('hex');
  return {
    direction: 'up',
    file: {
      path: '',
      text: '',
      checksum,
      revision: {
        id: 'scratch',
        parents: [],
        dependsOn: [],
        labels: [],
        message: '',
        path: '',
        line: 1,
        answers: {},
        waivers: [],
      },
    },
    recorded: {
      up: operations.map(operation => ({ operation })),
      down: null,
      irreversible: null,
      recordChecksum: checksum,
    },
  };
}
