import type { Statement, Step } from './plan.ts';

/** Statements that run in one go: together in a transaction, or one outside of any. */
export interface Phase {
  readonly transactional: boolean;
  /** With their place in the revision, from 0. */
  readonly statements: readonly (readonly [number, Statement])[];
}

/**
 * The phases of a step that are left when so many of the revision's statements are done. A step without statements
 * (a merge) is one empty phase: its journal row is all there is to write.
 */
export function phasesOf(step: Pick<Step, 'statements' | 'done'>, done = 0): readonly Phase[] {
  const before = step.done ?? 0;
  const rest = step.statements
    .map((statement, at) => [at + before, statement] as const)
    .filter(([at]) => at >= done);
  const numbers = [...new Set(rest.map(([, statement]) => statement.phase))];
  if (numbers.length === 0) return [{ transactional: true, statements: [] }];
  return numbers.map(number => {
    const statements = rest.filter(([, statement]) => statement.phase === number);
    return {
      statements,
      transactional: statements.every(([, statement]) => statement.transactional),
    };
  });
}
