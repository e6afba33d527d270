import type { Hazard } from '../hazard/hazard.ts';
import type { DraftStep } from './build.ts';
import type { Plan, Statement, Step, UnacceptedLoss } from './plan.ts';
import { isWanted, wantedDeletions } from './wanted-deletions.ts';

/** The header of a revision in a plan: what it has accepted. */
export type Accepting = Pick<DraftStep, 'record' | 'answers' | 'waivers' | 'operations'>;

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
      .filter(loss => step.direction === 'down' || !isAccepted(loss, headers.get(step.revision)))
      .map(({ hazard }) => ({ revision: step.revision, hazard })),
  );
}

interface Loss {
  readonly hazard: Hazard;
  readonly statement: Statement;
}

function lossesOf({ statements }: Step): readonly Loss[] {
  return statements.flatMap(statement =>
    statement.hazards
      .filter(hazard => hazard.level === 'loss')
      .map(hazard => ({ hazard, statement })),
  );
}

function isAccepted({ hazard, statement }: Loss, header: Accepting | undefined): boolean {
  if (header === undefined) return false;
  const { rule, subject } = hazard;
  if (header.waivers.some(waiver => waiver.rule === rule)) return true;
  if (subject === undefined) return false;
  if (rule === 'delete-rows') return isMendingWanted(statement.sql ?? '', subject, header);
  return (questions[rule] ?? []).some(question => {
    const id = `${question.id}:${subject}`;
    return Object.hasOwn(header.answers, id) && question.accepts.test(header.answers[id] ?? '');
  });
}

/**
 * Whether an answer asked for just this deletion: what `migrate` writes for it, word for word, or the SQL that a person gave.
 * Whatever else the file deletes wants a waiver.
 */
function isMendingWanted(sql: string, table: string, header: Accepting): boolean {
  const isOwn = Object.entries(header.answers).some(
    ([id, answer]) =>
      id.startsWith('violators:') &&
      id.split(':').slice(2).join(':').startsWith(`${table}.`) &&
      answer === `sql:${sql}`,
  );
  return isOwn || isWanted(sql, wantedDeletions(header));
}

interface Asked {
  readonly id: string;
  readonly accepts: RegExp;
}

// The questions that ask for what the rule finds, and the answers by which a person wanted it.
const questions: Readonly<Record<string, readonly Asked[] | undefined>> = {
  'drop-table': [{ id: 'drop:table', accepts: /^drop$/ }],
  'drop-column': [
    { id: 'drop:column', accepts: /^drop$/ },
    // What a column held gives way to what is computed: to the database it is another column.
    { id: 'convert:column', accepts: /^cast$/ },
    // Its values are in another column, which takes its place.
    { id: 'unsafe:column', accepts: /^safe$/ },
  ],
  'remove-enum-value': [{ id: 'enum-value:value', accepts: /^(?:map:|null$)/ }],
  'narrow-type': [{ id: 'convert:column', accepts: /^(?:cast$|sql:)/ }],
};
