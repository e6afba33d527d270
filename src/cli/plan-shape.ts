import type { PreparedPlan } from '../app/plan.ts';
import type { Plan, Statement, Step } from '../plan/plan.ts';

/** A plan as `--json` shows it: what runs, without the files' texts that the journal keeps. */
export function planShape({ id, from, to, steps }: Plan): object {
  return { id, from, to, steps: steps.map(stepShape) };
}

/** The same with what only a prepared plan knows. */
export function preparedShape(prepared: PreparedPlan): object {
  const { plan, database, isProtected, losses, notes } = prepared;
  return { ...planShape(plan), database: { ...database, protected: isProtected }, losses, notes };
}

function stepShape({ revision, direction, transactional, statements }: Step): object {
  return { revision, direction, transactional, statements: statements.map(statementShape) };
}

function statementShape(statement: Statement): object {
  const { kind, sql, code, phase, comment, transactional, source, hazards } = statement;
  return {
    kind,
    ...(sql !== undefined && { sql }),
    ...(code !== undefined && { code }),
    phase,
    comment,
    transactional,
    source,
    hazards,
  };
}
