import type { DraftStep } from './build.ts';
import type { Plan, UnacceptedLoss } from './plan.ts';

/** The header of a revision in a plan: what it has accepted. */
export type AcceptedBy = Pick<DraftStep, 'record' | 'answers' | 'waivers'>;

/** The losses of a plan that no answer and no waiver in a revision's header accepts. */
export function unacceptedLosses(
  plan: Pick<Plan, 'steps'>,
  revisions: readonly AcceptedBy[],
): readonly UnacceptedLoss[] {
  const headers = new Map(revisions.map(revision => [revision.record.id, revision]));
  return plan.steps.flatMap(step =>
    step.statements
      .flatMap(statement => statement.hazards)
      .filter(hazard => hazard.level === 'loss')
      .filter(hazard => {
        const waivers = step.direction === 'up' ? (headers.get(step.revision)?.waivers ?? []) : [];
        return !waivers.some(waiver => waiver.rule === hazard.rule);
      })
      .map(hazard => ({ revision: step.revision, hazard })),
  );
}
