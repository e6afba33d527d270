import { createHash } from 'node:crypto';

import type { TableSize } from '../hazard/hazard.ts';
import type { Operation } from '../operation/operation.ts';
import { buildPlan } from '../plan/build.ts';
import type { DraftOperation, DraftStep } from '../plan/build.ts';
import type { Database } from '../runner/ports.ts';
import type { Stepper } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { parseStatements } from './parse-statements.ts';
import type { DraftFile } from './revise.ts';
import type { StatementShape } from './shapes.ts';
import { statementShape } from './show.ts';
import { forkStepper } from './stepper.ts';
import { readSizes } from './table-sizes.ts';

/** A draft that was not written yet, with its operations. */
export interface UnwrittenRevision {
  readonly file: DraftFile;
  readonly path: string;
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
  readonly answers: Readonly<Record<string, string>>;
}

/** Where a draft is compiled. */
interface DraftPlace {
  /** Stands after the heads. */
  readonly stepper: Stepper;
  readonly database: Database | null;
  /** Leaves out the SQL of all other operations. */
  readonly only?: ReadonlySet<Operation> | undefined;
}

type Sizes = ReadonlyMap<string, TableSize>;

/** The SQL of a draft. */
export interface DraftStatements {
  readonly up: readonly StatementShape[];
  readonly down: readonly StatementShape[];
}

/**
 * The SQL of both directions as it would run after the heads, with hazards, of drafts that stand on each other; compiled on a
 * copy that is thrown away. Running `up` on the copy is also the first proof that the files can run.
 */
export async function draftStatements(
  context: AppContext,
  { stepper, database, only }: DraftPlace,
  drafts: readonly UnwrittenRevision[],
): Promise<readonly DraftStatements[]> {
  const fork = await forkStepper(context, stepper);
  try {
    const ups = drafts.map(draft => compileStep(fork, draftRequest(draft, 'up')));
    const downs = drafts.toReversed().map(draft => compileStep(fork, draftRequest(draft, 'down')));
    const { large } = context.project.settings;
    const sizes =
      database === null ? undefined : await readSizes(database, [...ups, ...downs], large);
    const up = await shapes(ups, fork, { sizes, only });
    const down = (await shapes(downs, fork, { sizes, only })).toReversed();
    return drafts.map((_, at) => ({ up: up[at] ?? [], down: down[at] ?? [] }));
  } finally {
    fork.copy?.close();
  }
}

/** Step by step; each is judged by what those before it have done. */
async function shapes(
  steps: readonly DraftStep[],
  { dialect }: Stepper,
  { sizes, only }: Pick<DraftPlace, 'only'> & { readonly sizes?: Sizes | undefined },
): Promise<readonly (readonly StatementShape[])[]> {
  const plan = buildPlan({
    dialect: dialect.name,
    from: [],
    to: [],
    steps: await Promise.all(steps.map(step => parseStatements(step, dialect.name))),
    ...(sizes && { sizes }),
  });
  return plan.steps.map(({ statements }, at) => {
    const wanted = wantedOf(steps[at], only);
    return statements.filter((_, index) => wanted[index]).map(statementShape);
  });
}

function wantedOf(step: DraftStep | undefined, only: DraftPlace['only']): readonly boolean[] {
  const operations = step?.operations ?? [];
  return operations.flatMap(each => each.statements.map(() => isWanted(each, only)));
}

/** Statements that carry out several operations together are wanted for each of them. */
function isWanted({ operation, along = [] }: DraftOperation, only: DraftPlace['only']): boolean {
  return (
    only === undefined || [operation, ...along.map(each => each.operation)].some(it => only.has(it))
  );
}

/** A draft as a revision to carry out. */
export function draftRequest(
  { file, path, up, down, answers }: UnwrittenRevision,
  direction: 'up' | 'down',
): Parameters<typeof compileStep>[1] {
  const checksum = createHash('sha256').update(file.text).digest('hex');
  return {
    direction,
    file: {
      path,
      text: file.text,
      checksum,
      revision: {
        id: file.id,
        parents: file.parents,
        dependsOn: [],
        labels: [],
        message: file.message,
        path,
        line: 1,
        answers,
        waivers: [],
      },
    },
    recorded: {
      up: up.map(operation => ({ operation })),
      down: down.map(operation => ({ operation })),
      irreversible: null,
      recordChecksum: checksum,
    },
  };
}
