import type { DialectName } from '../dialect/dialect.ts';
import type { CompiledStatement } from '../dialect/statement.ts';
import type { TableSize } from '../hazard/hazard.ts';
import type { ParsedStatement } from '../hazard/parsed-statement.ts';
import type { Operation } from '../operation/operation.ts';
import type { Waiver } from '../revision/revision.ts';
import type { Schema } from '../schema/schema.ts';
import type { Plan, RevisionRecord, Statement, Step } from './plan.ts';

/** One revision to carry out, compiled: what becomes a step of a plan. */
export interface DraftStep {
  readonly record: RevisionRecord;
  readonly direction: 'up' | 'down';
  /** The revision's file, from the project's root. */
  readonly file: string;
  readonly operations: readonly DraftOperation[];
  /** `@waive` lines of the header. */
  readonly waivers: readonly Waiver[];
  /** `@answer` lines of the header. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface DraftOperation {
  readonly operation: Operation;
  readonly line?: number;
  /** The schema just before the operation, in portable terms. */
  readonly before: Schema;
  readonly statements: readonly CompiledStatement[];
  /** PostgreSQL: for each statement what the parser made of it. SQLite's statements are read here. */
  readonly parsed?: readonly ParsedStatement[];
}

export interface PlanRequest {
  readonly dialect: DialectName;
  /** Current revisions before … */
  readonly from: readonly string[];
  /** … and after. */
  readonly to: readonly string[];
  readonly steps: readonly DraftStep[];
  /** Tables as they are now, by name; one that is not there has rows unknown. */
  readonly sizes?: ReadonlyMap<string, TableSize>;
}

/** Puts compiled revisions in the order in which they run, with phases and hazards. Gives the same plan for the same request. */
export function buildPlan(request: PlanRequest): Omit<Plan, 'id'> {
  const { from, to, steps } = request;
  return { from, to, steps: steps.map(buildStep) };
}

function buildStep(draft: DraftStep): Step {
  const statements = numberPhases(draft.operations.flatMap(toStatements(draft.file)));
  return {
    revision: draft.record.id,
    direction: draft.direction,
    transactional: statements.every(statement => statement.transactional),
    statements,
    foreignKeysOff: draft.operations.some(operation =>
      operation.statements.some(statement => statement.foreignKeysOff),
    ),
    record: draft.record,
  };
}

type Unplaced = Omit<Statement, 'phase'>;

function toStatements(file: string): (operation: DraftOperation) => readonly Unplaced[] {
  return ({ line, statements }) =>
    statements.map(({ sql, comment, transactional, part, expectNoRows }) => ({
      kind: 'sql',
      sql,
      comment,
      transactional: transactional ?? true,
      source: { file, ...(line === undefined ? {} : { line }) },
      hazards: [],
      ...(part === undefined ? {} : { part }),
      ...(expectNoRows === undefined ? {} : { expectNoRows }),
    }));
}

/** Consecutive transactional statements share a phase; one that cannot be in a transaction is a phase of its own. */
function numberPhases(statements: readonly Unplaced[]): readonly Statement[] {
  let phase = 0;
  let open = false;
  return statements.map(statement => {
    if (!statement.transactional || !open) phase += 1;
    open = statement.transactional;
    return { ...statement, phase };
  });
}
