import { buildPlan } from '../plan/build.ts';
import { unacceptedLosses } from '../plan/losses.ts';
import { planScript } from '../revision/plan-script.ts';
import { tips } from '../revision/walk.ts';
import { compileStep } from './compile-steps.ts';
import type { Stepper } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { dialectOf } from './context.ts';
import { learningWhereNeeded } from './learn.ts';
import { parseStatements } from './parse-statements.ts';
import type { PreparedPlan } from './plan.ts';
import { compileRevisions, inOrder, planId, titlesOf } from './plan.ts';
import { revisionLoader } from './recorded.ts';
import { offlineStepper } from './stepper.ts';

/**
 * What `upgrade FROM:TO --sql` or `downgrade FROM:TO --sql` does to a database that is at FROM. Reads the revision files
 * alone; the dialect is the flag's or the settings'.
 * @throws MigshError what naming the ends and compiling the revisions throw, with file and line
 */
export async function planRange(
  context: AppContext,
  range: string,
  direction: 'up' | 'down',
): Promise<PreparedPlan> {
  const { graph, files } = context.history();
  const { applied, ids } = planScript(graph, range, direction);
  const dialect = await dialectOf(context);
  const { drafts, version } = await learningWhereNeeded(
    context,
    dialect,
    async () => {
      const stepper = await stepperAt(context, await offlineStepper(context, dialect), applied);
      const options = { ids, direction, script: true };
      return { drafts: await compileRevisions(context, stepper, options), ...stepper };
    },
    { offline: true },
  );
  const after =
    direction === 'up'
      ? new Set([...applied, ...ids])
      : new Set([...applied].filter(id => !ids.includes(id)));
  const built = buildPlan({
    dialect,
    from: tips(graph, applied),
    to: tips(graph, after),
    steps: await Promise.all(drafts.map(step => parseStatements(step, dialect))),
  });
  const plan = { id: planId(built), ...built };
  return {
    plan,
    direction,
    target: range,
    database: { label: 'no database', name: '', dialect, version },
    isProtected: false,
    losses: unacceptedLosses(plan, drafts),
    notes: [],
    applied: [...applied],
    titles: titlesOf(files),
    offline: true,
  };
}

/** Moves a stepper to where these revisions are applied. */
async function stepperAt(
  context: AppContext,
  stepper: Stepper,
  applied: ReadonlySet<string>,
): Promise<Stepper> {
  const load = revisionLoader(context, stepper.dialect.name);
  for (const id of inOrder(context, applied)) {
    compileStep(stepper, { ...(await load(id)), direction: 'up' });
  }
  return stepper;
}
