import { stripTypeScriptTypes } from 'node:module';
import { runInThisContext } from 'node:vm';

import { compileStep, type Stepper } from '../../src/app/compile-steps.ts';
import { parseStatements } from '../../src/app/parse-statements.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import type { Operation, RecordedOperation } from '../../src/operation/operation.ts';
import { printRevision } from '../../src/operation/print.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { buildPlan } from '../../src/plan/build.ts';
import type { RevisionFile } from '../../src/project/revision-files.ts';

/** What a revision does, both ways. */
export interface Directions {
  readonly up: readonly Operation[];
  /** null: there is no way back. */
  readonly down: readonly Operation[] | null;
}

/** The text of the revision's file. */
export function textOf({ up, down }: Directions, header = headerOf('a revision', 1)): string {
  return printRevision({
    header,
    up,
    down: down ?? [],
    ...(down === null ? { irreversible: 'no way back' } : {}),
  });
}

/** A header with a title. */
export function headerOf(title: string, at: number): string {
  const parent = at > 1 ? revisionId(at - 1) : 'none';
  return `/**\n * ${title}\n *\n * @revision ${revisionId(at)}\n * @parents  ${parent}\n */`;
}

/** The id of the first, second … revision of a journey. */
export function revisionId(at: number): string {
  return at.toString(16).padStart(12, 'a');
}

/** What the text records. */
export function recorded(
  text: string,
  dialect: 'postgresql' | 'sqlite',
): { up: readonly RecordedOperation[]; down: readonly RecordedOperation[] | null } {
  const code = stripTypeScriptTypes(text).replaceAll(/^export /gm, '');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as printRevision writes it
  const loaded = runInThisContext(
    `(() => { ${code}\nreturn { up, down: typeof down === 'undefined' ? null : down }; })()`,
  ) as { up: (op: Op) => void; down: ((op: Op) => void) | null };
  return {
    up: recordOperations(loaded.up, { dialect }),
    down: loaded.down === null ? null : recordOperations(loaded.down, { dialect }),
  };
}

/** The statements of one direction, made and judged as the app does. */
export async function compileRevision(
  stepper: Stepper,
  { up, down }: ReturnType<typeof recorded>,
  { direction, id }: { readonly direction: 'up' | 'down'; readonly id: string },
): Promise<readonly CompiledStatement[]> {
  try {
    const step = compileStep(stepper, {
      file: fileOf(id),
      recorded: { up, down, irreversible: null, recordChecksum: '' },
      direction,
    });
    const { name } = stepper.dialect;
    buildPlan({ dialect: name, from: [], to: [], steps: [await parseStatements(step, name)] });
    return step.operations.flatMap(operation => operation.statements);
  } finally {
    stepper.copy?.close();
  }
}

function fileOf(id: string): RevisionFile {
  return {
    revision: {
      id,
      parents: [],
      dependsOn: [],
      labels: [],
      message: 'a revision',
      path: 'migrations/a_revision.ts',
      line: 4,
      answers: {},
      waivers: [],
    },
    path: '/migrations/a_revision.ts',
    text: '',
    checksum: '',
  };
}
