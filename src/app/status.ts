import { planUp } from '../revision/plan-walk.ts';
import { currentOf, readApplied } from './applied.ts';
import type { AppliedState } from './applied.ts';
import type { AppContext, History } from './context.ts';
import type { StatusShape } from './shapes.ts';

/** Where the database stands and what to do next. Creates nothing. */
export async function status(context: AppContext): Promise<StatusShape> {
  const history = context.history();
  const database = await context.database();
  const applied = await readApplied(context);
  const pending = planUp(history.graph, applied.known, 'heads');
  return {
    database: database.label,
    dialect: database.dialect,
    current: currentOf(history.graph, applied),
    heads: history.graph.heads,
    pending,
    edited: applied.edited,
    missing: applied.missing,
    partial: applied.partial,
    next: next(history, applied, pending),
    notes: await notes(context, history, applied),
  };
}

function next(history: History, applied: AppliedState, pending: readonly string[]): string | null {
  if (applied.halfDown.length > 0) return 'migsh downgrade';
  if (applied.partial.length > 0) return 'migsh upgrade';
  if (pending.length > 0)
    return history.graph.heads.length > 1 ? 'migsh upgrade heads' : 'migsh upgrade';
  if (history.files.size === 0) return 'migsh migrate -m "…"';
  return null;
}

async function notes(
  context: AppContext,
  history: History,
  applied: AppliedState,
): Promise<readonly string[]> {
  const { protectsJournal } = await import('../orm/config.ts');
  const { table } = context.project.settings;
  const isProtected = protectsJournal(await context.config(), table);
  return [
    ...history.strays.map(path => `${path} has no @revision header: it is no revision`),
    ...applied.edited.map(
      id => `${id} is applied, but ${history.files.get(id)?.revision.path} was edited since`,
    ),
    ...applied.missing.map(
      id => `${id} is applied, but its file is gone; its text is kept in the journal`,
    ),
    ...applied.partial.map(
      id =>
        `${id} was cut off half-way: ${applied.halfDown.includes(id) ? 'migsh downgrade goes on where it stopped' : 'migsh upgrade goes on where it stopped, migsh downgrade takes back what is done'}`,
    ),
    ...(isProtected
      ? []
      : [
          'the MikroORM config lacks schemaGenerator: { skipTables: [/^migsh_/] }: ' +
            'schema:update and migration:create would drop the journal and the archives',
        ]),
  ];
}
