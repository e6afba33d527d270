import { createHash } from 'node:crypto';

import { MigshError } from '../error.ts';
import type { Operation } from '../operation/operation.ts';
import type { DraftStep } from '../plan/build.ts';
import type { Schema } from '../schema/schema.ts';
import type { StepRequest } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { runCode } from './learn-code.ts';
import { reachesServer } from './reaches-server.ts';
import type { Scratch } from './scratch.ts';
import { connectedStepper } from './stepper.ts';

/** Compiles revisions and carries them out in a scratch database, one after the other. It has no rows: only structure is made. */
export interface ScratchPlayer {
  /** @throws MigshError `statement-failed` and what compiling throws */
  play(request: StepRequest): Promise<void>;
  close(): void;
}

type PlayedStatement = DraftStep['operations'][number]['statements'][number];

/** Starts on what the scratch database holds; `schema` is the same in portable terms. */
export async function playIn(
  context: AppContext,
  scratch: Scratch,
  schema: Schema,
): Promise<ScratchPlayer> {
  const stepper = await connectedStepper(context, scratch.database, schema);
  return {
    async play(request) {
      stepper.views = (await stepper.readViews?.()) ?? stepper.views;
      const step = compileStep(stepper, request);
      const statements = step.operations.flatMap(operation => operation.statements);
      for (const [at, statement] of statements.entries()) {
        if (statement.code !== undefined) await tryCode(context, scratch, { step, at, statement });
        else if (makesStructure(scratch, statement)) await scratch.run([statement.sql]);
      }
    },
    close: () => stepper.copy?.close(),
  };
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

/** What changes rows is left out: without rows it could break a constraint that it keeps where they are. */
function makesStructure({ isShared }: Scratch, { sql, expectNoRows }: PlayedStatement): boolean {
  if (expectNoRows !== undefined || changesRows.test(sql)) return false;
  return !isShared || !reachesServer(sql);
}

/** Code may want rows that are not there; what stands on what it would have made will say so. */
async function tryCode(...[context, scratch, code]: Parameters<typeof runCode>): Promise<void> {
  try {
    await runCode(context, scratch, code);
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
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
