import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { buildPlan } from '../plan/build.ts';
import type { Statement } from '../plan/plan.ts';
import { planUp } from '../revision/plan-walk.ts';
import type { Revision } from '../revision/revision.ts';
import { selectRevision } from '../revision/select.ts';
import type { Stepper } from './compile-steps.ts';
import { compileStep } from './compile-steps.ts';
import type { AppContext } from './context.ts';
import { dialectOf } from './context.ts';
import { learningWhereNeeded } from './learn.ts';
import { nameState } from './name-state.ts';
import { parseStatements } from './parse-statements.ts';
import { revisionLoader } from './recorded.ts';
import { revisionShape } from './revision-shape.ts';
import type { ShowShape, StatementShape } from './shapes.ts';
import { offlineStepper } from './stepper.ts';

/** One revision, with the SQL of its two directions as it would be right after its ancestors. Reads files only. */
export async function show(context: AppContext, name: string): Promise<ShowShape> {
  const { graph } = context.history();
  const revision = selectRevision(graph, name, await nameState(context, name));
  const dialect = await dialectOf(context);
  return learningWhereNeeded(context, dialect, () => showFor(context, revision, dialect));
}

async function showFor(
  context: AppContext,
  revision: Revision,
  dialect: DialectName,
): Promise<ShowShape> {
  const { graph, files } = context.history();
  const load = revisionLoader(context, dialect);
  const { recorded, file } = await load(revision.id);
  const stepper = await offlineStepper(context, dialect);
  try {
    for (const id of planUp(graph, new Set(), revision.id)) {
      if (id !== revision.id) compileStep(stepper, { ...(await load(id)), direction: 'up' });
    }
    const up = await compileShown(stepper, { file, recorded, direction: 'up' });
    const reversible = recorded.down !== null;
    const down = reversible
      ? await compileShown(stepper, { file, recorded, direction: 'down' })
      : [];
    return {
      ...revisionShape(graph, revision),
      up,
      down,
      irreversible: reversible ? null : (recorded.irreversible ?? 'it has no down()'),
      text: files.get(revision.id)?.text ?? '',
    };
  } finally {
    stepper.copy?.close();
  }
}

async function compileShown(
  stepper: Stepper,
  request: Parameters<typeof compileStep>[1],
): Promise<readonly StatementShape[]> {
  const step = await parseStatements(compileStep(stepper, request), stepper.dialect.name);
  const { steps } = buildPlan({
    dialect: stepper.dialect.name,
    from: [],
    to: [],
    steps: [step],
    sizes: new Map(),
  });
  const [only] = steps;
  if (only === undefined) throw new MigshError('internal', 'a plan of one step has no step');
  return only.statements.map(statementShape);
}

/** A statement as `--json` shows it. */
export function statementShape(statement: Statement): StatementShape {
  const { kind, sql, code, phase, comment, transactional, source, hazards, part, cleanup } =
    statement;
  return {
    kind,
    ...(sql === undefined ? {} : { sql }),
    ...(code === undefined ? {} : { code }),
    phase,
    comment,
    transactional,
    source,
    hazards,
    ...(part === undefined ? {} : { part }),
    ...(cleanup === undefined ? {} : { cleanup }),
  };
}
