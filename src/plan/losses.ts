import type { Hazard } from '../hazard/hazard.ts';
import type { DraftStep } from './build.ts';
import type { Plan, Step, UnacceptedLoss } from './plan.ts';

/** The header of a revision in a plan: what it has accepted. */
export type Accepting = Pick<DraftStep, 'record' | 'answers' | 'waivers'>;

/**
 * The losses of a plan that nobody has accepted. On the way up the header accepts one by the answer that asked for it
 * (`drop:table:x=drop`) or by waiving its rule; on the way down nothing but the person who runs it does.
 */
export function unacceptedLosses(
  plan: Pick<Plan, 'steps'>,
  revisions: readonly Accepting[],
): readonly UnacceptedLoss[] {
  const headers = new Map(revisions.map(revision => [revision.record.id, revision]));
  return plan.steps.flatMap(step =>
    lossesOf(step)
      .filter(
        hazard => step.direction === 'down' || !isAccepted(hazard, headers.get(step.revision)),
      )
      .map(hazard => ({ revision: step.revision, hazard })),
  );
}

function lossesOf({ statements }: Step): readonly Hazard[] {
  return statements
    .flatMap(statement => statement.hazards)
    .filter(hazard => hazard.level === 'loss');
}

function isAccepted({ rule, subject }: Hazard, header: Accepting | undefined): boolean {
  if (header === undefined) return false;
  if (header.waivers.some(waiver => waiver.rule === rule)) return true;
  const question = questions[rule];
  if (question === undefined || subject === undefined) return false;
  const id = `${question.id}:${subject}`;
  return Object.hasOwn(header.answers, id) && question.accepts.test(header.answers[id] ?? '');
}

// The question that asks for what the rule finds, and the answers by which a person wanted it.
const questions: Readonly<
  Record<string, { readonly id: string; readonly accepts: RegExp } | undefined>
> = {
  'drop-table': { id: 'drop:table', accepts: /^drop$/ },
  'drop-column': { id: 'drop:column', accepts: /^drop$/ },
  'remove-enum-value': { id: 'enum-value:value', accepts: /^(?:map:|null$)/ },
  'narrow-type': { id: 'convert:column', accepts: /^(?:cast$|sql:)/ },
};
