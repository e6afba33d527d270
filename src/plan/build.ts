import type { DialectName } from '../dialect/dialect.ts';
import type { CompiledStatement } from '../dialect/statement.ts';
import type { CombinedStatement } from '../dialect/together.ts';
import { checkOperation } from '../hazard/check.ts';
import type { TableSize } from '../hazard/hazard.ts';
import type { ParsedStatement } from '../hazard/parsed-statement.ts';
import { type Situation, startOfPlan, startOfStep } from '../hazard/situation.ts';
import type { Operation, RecordedOperation } from '../operation/operation.ts';
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
  /** So many statements are done already and not among the operations. */
  readonly done?: number;
  /** Takes back a half up, and only when the journal says exactly this of it. */
  readonly takesBack?: string;
  /** `@waive` lines of the header. */
  readonly waivers: readonly Waiver[];
  /** `@answer` lines of the header. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface DraftOperation extends AlongWith {
  /** The function of a `run`. */
  readonly run?: RecordedOperation['run'];
  readonly statements: readonly DraftStatement[];
  /** Further operations that the same statements carry out, in the file's order. */
  readonly along?: readonly AlongWith[];
  /** For each statement what the journal keeps once it is done. */
  readonly marks?: readonly string[];
  /** PostgreSQL: for each statement what the parser made of it. SQLite's statements are read here. */
  readonly parsed?: readonly ParsedStatement[];
}

/** An operation as its file has it. */
export interface AlongWith {
  readonly operation: Operation;
  readonly line?: number;
  /** The schema just before the operation, in portable terms. */
  readonly before: Schema;
}

/** `of`: which of the operations that are carried out together it belongs to, 0 or absent for the first. */
type DraftStatement = CompiledStatement & Partial<CombinedStatement>;

export interface PlanRequest {
  readonly dialect: DialectName;
  /** Current revisions before … */
  readonly from: readonly string[];
  /** … and after. */
  readonly to: readonly string[];
  readonly steps: readonly DraftStep[];
  /** Tables as they are now, by name; one that is not there has rows unknown. */
  readonly sizes?: ReadonlyMap<string, TableSize>;
  /** Rows that a deletion would delete now, by its text. */
  readonly counts?: ReadonlyMap<string, number>;
}

/** Puts compiled revisions in the order in which they run, with phases and hazards. Gives the same plan for the same request. */
export function buildPlan(request: PlanRequest): Omit<Plan, 'id'> {
  const { dialect, from, to, sizes, counts } = request;
  let situation = startOfPlan(sizes ?? new Map(), counts);
  const steps = request.steps.map(draft => {
    const { judged, after } = judgeStep(dialect, draft, startOfStep(situation));
    situation = after;
    return buildStep(draft, judged);
  });
  return { from, to, steps };
}

type Unplaced = Omit<Statement, 'phase'>;

function judgeStep(
  dialect: DialectName,
  draft: DraftStep,
  start: Situation,
): { readonly judged: readonly Unplaced[]; readonly after: Situation } {
  let situation = start;
  const judged = draft.operations.flatMap((operation, at) => {
    const following = operationsIn(draft.operations.slice(at + 1));
    const { hazards, after } = checkOperation({ dialect, ...operation, following }, situation);
    situation = after;
    return operation.statements.map((statement, index) =>
      toStatement(statement, {
        source: sourceOf(draft, operation, statement),
        hazards: hazards[index] ?? [],
        ...markOf(operation.marks?.[index]),
      }),
    );
  });
  return { judged, after: situation };
}

function operationsIn(drafts: readonly DraftOperation[]): readonly Operation[] {
  return drafts.flatMap(({ operation, along = [] }) => [
    operation,
    ...along.map(each => each.operation),
  ]);
}

function buildStep(draft: DraftStep, judged: readonly Unplaced[]): Step {
  const statements = numberPhases(judged);
  return {
    revision: draft.record.id,
    direction: draft.direction,
    transactional: statements.every(statement => statement.transactional),
    statements,
    ...(draft.done === undefined ? {} : { done: draft.done }),
    ...(draft.takesBack === undefined ? {} : { takesBack: draft.takesBack }),
    foreignKeysOff: draft.operations.some(operation =>
      operation.statements.some(statement => statement.foreignKeysOff),
    ),
    record: draft.record,
  };
}

function markOf(mark: string | undefined): Pick<Statement, 'mark'> {
  return mark === undefined ? {} : { mark };
}

function sourceOf(
  { file }: DraftStep,
  { line: first, along = [] }: DraftOperation,
  { of = 0 }: DraftStatement,
): Statement['source'] {
  const line = of === 0 ? first : along[of - 1]?.line;
  return line === undefined ? { file } : { file, line };
}

function toStatement(
  { sql, code, comment, transactional, part, expectNoRows, cleanup }: CompiledStatement,
  placed: Pick<Statement, 'source' | 'hazards' | 'mark'>,
): Unplaced {
  return {
    ...(code === undefined ? { kind: 'sql', sql } : { kind: 'code', code }),
    comment,
    transactional: transactional ?? true,
    ...placed,
    ...(part === undefined ? {} : { part }),
    ...(expectNoRows === undefined ? {} : { expectNoRows }),
    ...(cleanup === undefined ? {} : { cleanup }),
  };
}

/** Consecutive transactional statements share a phase; one that cannot be in a transaction is a phase of its own. */
function numberPhases(statements: readonly Unplaced[]): readonly Statement[] {
  let phase = 0;
  let open = false;
  return statements.map(statement => {
    if (!statement.transactional || !open) phase += 1;
    open = statement.transactional;
    return Object.assign({ phase }, statement);
  });
}
