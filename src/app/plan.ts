import { createHash } from 'node:crypto';

import { apply } from '../operation/apply.ts';
import type { DraftStep } from '../plan/build.ts';
import { buildPlan } from '../plan/build.ts';
import { unacceptedLosses } from '../plan/losses.ts';
import type { Plan, UnacceptedLoss } from '../plan/plan.ts';
import { planDown, planUp } from '../revision/plan-walk.ts';
import { tips } from '../revision/walk.ts';
import { formatProgress } from '../runner/journal.ts';
import type { Database } from '../runner/ports.ts';
import type { AppliedState } from './applied.ts';
import { appliedIds, finishedIn, readApplied } from './applied.ts';
import type { Stepper } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext, History } from './context.ts';
import { isUntried, learningWhereNeeded } from './learn.ts';
import { parseStatements } from './parse-statements.ts';
import type { PlanCode } from './plan-code.ts';
import { codeOf } from './plan-code.ts';
import { planNotes } from './plan-notes.ts';
import { readPortableSchema } from './portable-schema.ts';
import { isProtected } from './protection.ts';
import { replay, revisionLoader } from './recorded.ts';
import { scriptStepper } from './script-stepper.ts';
import { connectedStepper } from './stepper.ts';
import type { DownSource } from './stored.ts';
import { refuseEdited, refuseHalfDown, refuseWithoutFiles, withStored } from './stored.ts';
import { readCounts, readSizes } from './table-sizes.ts';
import type { HalfUp } from './take-back-half.ts';
import { doneOf, refuseApart, takeBackHalf } from './take-back-half.ts';

/** A plan with what a person needs to decide about it. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly direction: 'up' | 'down';
  /** As it was asked for: `heads`, `-1`, an id. */
  readonly target: string;
  readonly database: Pick<Database, 'label' | 'name' | 'dialect' | 'version'>;
  /** Every change to this database wants its name. */
  readonly isProtected: boolean;
  /** What would be lost and nobody has accepted. */
  readonly losses: readonly UnacceptedLoss[];
  readonly notes: readonly string[];
  /** What is applied, those without a file too: the state that the plan holds for. */
  readonly applied: readonly string[];
  /** First line of each revision's message. */
  readonly titles: Readonly<Record<string, string>>;
  /** Made from the files alone: no database was asked. */
  readonly offline?: true;
  /** The functions of its code; absent where there is none. */
  readonly code?: PlanCode;
  /** The context whose files it was made of, where some of them are the journal's texts. */
  readonly stored?: AppContext;
}

/** What a plan is made for. */
export interface PlanOptions {
  /** A script: another client than the project's driver will run the statements. */
  readonly script?: boolean;
}

/**
 * What `upgrade TARGET` would do to the connected database. Writes nothing. A revision that was cut off half-way goes on
 * where it stopped.
 * @throws MigshError what naming the target and compiling the revisions throw
 */
export async function planUpgrade(
  context: AppContext,
  target: string,
  options: PlanOptions = {},
): Promise<PreparedPlan> {
  const found = await readApplied(context);
  refuseHalfDown(found);
  const known = new Set(appliedIds(found).filter(id => found.known.has(id)));
  const applied = { ...found, known };
  const ids = planUp(context.history().graph, known, target);
  return prepare(context, { direction: 'up', target, ids, applied, ...options });
}

/**
 * What `downgrade TARGET` would do.
 * @throws MigshError `edited`, `stored-only` where a file is not what was applied and no flag says what then
 */
export async function planDowngrade(
  context: AppContext,
  target: string,
  source: DownSource = {},
  options: PlanOptions = {},
): Promise<PreparedPlan> {
  const found = await readApplied(context);
  if (source.runStored !== true) refuseWithoutFiles(found);
  const stored = withStored(context, found, source);
  const applied = stored === context ? found : { ...found, known: new Set(found.rows.keys()) };
  const ids = planDown(stored.history().graph, applied.known, target);
  if (source.down === undefined) refuseEdited(ids, applied);
  const prepared = await prepare(stored, { direction: 'down', target, ids, applied, ...options });
  return stored === context ? prepared : { ...prepared, stored };
}

interface PlanRequest extends PlanOptions {
  readonly direction: 'up' | 'down';
  readonly target: string;
  readonly ids: readonly string[];
  readonly applied: AppliedState;
  /** What the schema before the plan is taken from. Absent: what is applied is replayed. */
  readonly start?: 'database' | undefined;
}

async function prepare(context: AppContext, request: PlanRequest): Promise<PreparedPlan> {
  const { direction, target, ids, applied } = request;
  const { graph, files } = context.history();
  const database = await context.database();
  const drafts = await draftKnowing(context, database, request);
  const finished = finishedIn(applied);
  const after =
    direction === 'up'
      ? new Set([...finished, ...ids])
      : new Set([...finished].filter(id => !ids.includes(id)));
  const built = buildPlan({
    dialect: database.dialect,
    from: tips(graph, finished),
    to: tips(graph, after),
    steps: await Promise.all(drafts.map(step => parseStatements(step, database.dialect))),
    sizes: await readSizes(database, drafts, context.project.settings.large),
    counts: await readCounts(database, drafts),
  });
  const plan = { id: planId(built), ...built };
  const code = codeOf(drafts);
  const { label, name, dialect, version } = database;
  return {
    plan,
    direction,
    target,
    database: { label, name, dialect, version },
    isProtected: isProtected(database, context.project.settings.protected),
    losses: unacceptedLosses(plan, drafts),
    applied: appliedIds(applied),
    notes: planNotes(context, request, applied),
    titles: titlesOf(files),
    ...(code.size === 0 ? {} : { code }),
  };
}

/** First line of each revision's message. */
export function titlesOf(files: History['files']): PreparedPlan['titles'] {
  return Object.fromEntries(
    [...files].map(([id, file]) => [id, file.revision.message.split('\n')[0] ?? '']),
  );
}

/** As operations say; else as trying SQL and code tells; where that could not be done, from what the database holds. */
async function draftKnowing(
  context: AppContext,
  database: Database,
  request: PlanRequest,
): Promise<readonly DraftStep[]> {
  try {
    return await learningWhereNeeded(context, database.dialect, () =>
      draft(context, database, request),
    );
  } catch (error) {
    if (!isUntried(context, error)) throw error;
    return draft(context, database, { ...request, start: 'database' }).catch((again: unknown) => {
      throw isUntried(context, again) ? error : again;
    });
  }
}

async function draft(
  context: AppContext,
  database: Database,
  { direction, ids, applied, start, script = false }: PlanRequest,
): Promise<readonly DraftStep[]> {
  const stepper = await stepperAt(context, database, { applied, start });
  const halves = direction === 'up' ? new Map() : await halvesAt(context, stepper, applied);
  // What is done of them is there, whichever of them is taken back.
  for (const half of halves.values()) {
    for (const { operation } of doneOf(half)) stepper.schema = apply(stepper.schema, operation);
  }
  return compileRevisions(context, stepper, { ids, direction, script, rows: applied.rows, halves });
}

interface CompileRequest extends Pick<PlanRequest, 'ids' | 'direction' | 'script'> {
  /** The journal's: what was cut off goes on where it stopped. */
  readonly rows?: AppliedState['rows'];
  /** Half ups that are taken back. */
  readonly halves?: ReadonlyMap<string, HalfUp>;
}

/** Compiles revisions one after the other and closes the stepper. */
export async function compileRevisions(
  context: AppContext,
  stepper: Stepper,
  { ids, direction, script = false, rows, halves = new Map() }: CompileRequest,
): Promise<readonly DraftStep[]> {
  const load = revisionLoader(context, stepper.dialect.name);
  const steps: DraftStep[] = [];
  try {
    await askForViews(stepper, await Promise.all(ids.map(load)), direction);
    for (const id of ids) {
      const loaded = await load(id);
      const at = script ? scriptStepper(stepper, loaded.recorded) : stepper;
      const progress = rows?.get(id)?.progress;
      const half = halves.get(id);
      const step =
        half === undefined
          ? compileStep(at, { ...loaded, direction, progress })
          : compileHalf(at, half);
      stepper.schema = at.schema;
      stepper.views = at.views;
      // The file may name labels; the journal keeps ids.
      const dependsOn = context.history().graph.dependencies(id);
      steps.push({ ...step, record: { ...step.record, dependsOn } });
    }
  } finally {
    stepper.copy?.close();
  }
  return steps;
}

/** In one transaction, and for what is done now alone. */
function compileHalf(stepper: Stepper, half: HalfUp): DraftStep {
  const { file, recorded, progress } = half;
  const down = takeBackHalf(half);
  const step = compileStep(stepper, { file, recorded: { ...recorded, down }, direction: 'down' });
  refuseApart(step, half);
  return { ...step, takesBack: formatProgress(progress) };
}

async function halvesAt(
  context: AppContext,
  stepper: Stepper,
  { halfUp, known, rows }: AppliedState,
): Promise<ReadonlyMap<string, HalfUp>> {
  const load = revisionLoader(context, stepper.dialect.name);
  const halves = new Map<string, HalfUp>();
  for (const id of halfUp) {
    const progress = rows.get(id)?.progress;
    if (progress == null || !known.has(id)) continue;
    halves.set(id, { ...(await load(id)), progress, before: stepper.schema });
  }
  return halves;
}

/** Views are asked for where a plan may meet one: PostgreSQL locks what a view reads in order to tell its text. */
async function askForViews(
  stepper: Stepper,
  revisions: readonly Awaited<ReturnType<ReturnType<typeof revisionLoader>>>[],
  direction: PlanRequest['direction'],
): Promise<void> {
  const operations = revisions.flatMap(({ recorded }) => recorded[direction] ?? []);
  const { views } = stepper.dialect;
  if (!operations.some(({ operation }) => views?.concern(operation))) return;
  stepper.views = (await stepper.readViews?.()) ?? stepper.views;
}

async function stepperAt(
  context: AppContext,
  database: Database,
  { applied, start }: Pick<PlanRequest, 'applied' | 'start'>,
): Promise<Stepper> {
  const order = inOrder(context, finishedIn(applied));
  const schema =
    start === 'database'
      ? await readPortableSchema(database)
      : await replay(context, order, database.dialect);
  return connectedStepper(context, database, schema);
}

/** Applied revisions in the order in which they run. */
export function inOrder(context: AppContext, applied: ReadonlySet<string>): readonly string[] {
  return planUp(context.history().graph, new Set(), 'heads').filter(id => applied.has(id));
}

/**
 * Twelve hexadecimal digits that stand for what this plan runs: what `--expect` compares. Hazards do not count: they tell of
 * rows, which come and go while a plan is reviewed.
 */
export function planId({ from, to, steps }: Omit<Plan, 'id'>): string {
  const runs = steps.map(({ statements, ...step }) => ({
    ...step,
    statements: statements.map(statement => Object.assign({}, statement, { hazards: [] })),
  }));
  return createHash('sha256').update(JSON.stringify({ from, to, runs })).digest('hex').slice(0, 12);
}
