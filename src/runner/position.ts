import { MigshError } from '../error.ts';
import type { Step } from '../plan/plan.ts';
import type { Progress } from './journal.ts';

/**
 * How many of the steps the database has behind it already: 0 where nothing happened since the plan was made, more where
 * another run has carried out the same steps.
 * @throws MigshError `plan-changed` where the database is anywhere else: the statements were made for another state
 */
export function positionOf(
  journal: ReadonlyMap<string, Progress | null>,
  planned: ReadonlySet<string>,
  steps: readonly Step[],
): number {
  // The half of an up that a step takes back is there until it has.
  const halves = new Set(
    steps.flatMap(({ revision, takesBack }) => (takesBack === undefined ? [] : [revision])),
  );
  const finished = new Set(
    [...journal]
      .filter(([id, progress]) => countsAsApplied(progress) || halves.has(id))
      .map(([id]) => id),
  );
  const expected = new Set([...planned, ...halves]);
  for (let done = 0; ; done += 1) {
    if (isSame(finished, expected)) return done;
    const step = steps[done];
    if (step === undefined) throw planChanged(finished, planned);
    if (step.direction === 'up') expected.add(step.revision);
    else expected.delete(step.revision);
  }
}

/** Half of an up is not applied yet, half of a down is applied still: each goes on in its own direction alone. */
export function countsAsApplied(progress: Progress | null): boolean {
  return progress?.direction !== 'up';
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(id => other.has(id));
}

function planChanged(found: ReadonlySet<string>, planned: ReadonlySet<string>): MigshError {
  const came = [...found].filter(id => !planned.has(id));
  const went = [...planned].filter(id => !found.has(id));
  const parts = [
    ...(came.length === 0 ? [] : [`applied since: ${came.join(', ')}`]),
    ...(went.length === 0 ? [] : [`taken back since: ${went.join(', ')}`]),
  ];
  return new MigshError(
    'plan-changed',
    `the database is no longer where the plan was made for (${parts.join('; ')}); nothing more was run`,
    { hint: 'run the same command again: it makes a new plan', details: { came, went } },
  );
}
