import { MigshError } from '../error.ts';
import type { RevisionRecord } from '../plan/plan.ts';
import { planStamp } from '../revision/plan-walk.ts';
import { tips } from '../revision/walk.ts';
import type { OnEvent } from '../runner/events.ts';
import { stampJournal } from '../runner/stamp.ts';
import { readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import { dialectOf, openForWriting } from './context.ts';
import { environment } from './environment.ts';
import { revisionLoader } from './recorded.ts';

/** What a stamp would change, to be shown before it does. */
export interface PreparedStamp {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly database: { readonly label: string; readonly name: string };
  readonly applied: readonly string[];
}

export interface StampRequest {
  readonly targets: readonly string[];
  /** Forgets first what was applied. */
  readonly purge?: boolean;
}

/** What `stamp TARGETS` would write. Writes nothing. */
export async function prepareStamp(
  context: AppContext,
  { targets, purge = false }: StampRequest,
): Promise<PreparedStamp> {
  const { graph } = context.history();
  const applied = await readApplied(context);
  const ids = new Set(applied.rows.keys());
  const { add, remove } = planStamp(graph, ids, targets, { purge });
  return describeStamp(context, { ids, add, remove });
}

/**
 * What `stamp --accept REV` would write: the file as it is now counts as what was applied.
 * @throws MigshError `bad-target` for a revision that is not applied
 */
export async function prepareAccept(
  context: AppContext,
  ids: readonly string[],
): Promise<PreparedStamp> {
  const applied = await readApplied(context);
  const strangers = ids.filter(id => !applied.known.has(id));
  if (strangers.length > 0) throw notApplied(strangers);
  return describeStamp(context, { ids: new Set(applied.rows.keys()), add: ids, remove: [] });
}

interface Change {
  readonly ids: ReadonlySet<string>;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

async function describeStamp(
  context: AppContext,
  { ids, add, remove }: Change,
): Promise<PreparedStamp> {
  const { graph } = context.history();
  const { label, name } = await context.database();
  const known = (all: Iterable<string>): Set<string> =>
    new Set([...all].filter(id => graph.get(id) !== undefined));
  const after = [...ids, ...add].filter(id => !remove.includes(id));
  return {
    from: tips(graph, known(ids)),
    to: tips(graph, known(after)),
    add,
    remove,
    database: { label, name },
    applied: [...ids],
  };
}

/** Writes a prepared stamp. Also makes the journal's tables: `stamp base` makes them and nothing else. */
export async function runStamp(
  context: AppContext,
  prepared: PreparedStamp,
  options: { readonly onEvent: OnEvent; readonly signal: AbortSignal; readonly wait?: number },
): Promise<{ current: readonly string[] }> {
  const add = await Promise.all(prepared.add.map(id => recordOf(context, id)));
  const database = await openForWriting(context);
  try {
    const { table } = context.project.settings;
    const applied = new Set(prepared.applied);
    const change = { add, remove: prepared.remove, applied };
    const { onEvent, signal, wait = 60_000 } = options;
    await stampJournal(database, change, { table, wait, onEvent, signal, environment });
  } finally {
    await database.close();
    await context.disconnect();
  }
  return { current: prepared.to };
}

async function recordOf(context: AppContext, id: string): Promise<RevisionRecord> {
  const { file, recorded } = await revisionLoader(context, await dialectOf(context))(id);
  const { message, parents } = file.revision;
  return {
    id,
    message,
    parents,
    dependsOn: context.history().graph.dependencies(id),
    checksum: file.checksum,
    recordChecksum: recorded.recordChecksum,
    source: file.text,
  };
}

function notApplied(ids: readonly string[]): MigshError {
  return new MigshError(
    'bad-target',
    `${ids.join(', ')} is not applied: there is nothing to accept`,
    {
      hint: 'migsh status names the edited ones',
      details: { ids },
    },
  );
}
