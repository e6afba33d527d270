import { MigshError } from '../error.ts';
import type { RevisionRecord } from '../plan/plan.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { planStamp } from '../revision/plan-walk.ts';
import { selectRevision, selectRevisions } from '../revision/select.ts';
import { tips } from '../revision/walk.ts';
import type { OnEvent } from '../runner/events.ts';
import { readJournal } from '../runner/journal.ts';
import type { Database } from '../runner/ports.ts';
import { stampJournal } from '../runner/stamp.ts';
import type { AppliedState } from './applied.ts';
import { readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import { dialectOf, openForWriting } from './context.ts';
import { environment } from './environment.ts';
import { titlesOf } from './plan.ts';
import { isProtected } from './protection.ts';
import { revisionLoader } from './recorded.ts';
import { defaultWait } from './run.ts';

/** What a stamp would change, to be shown before it does. */
export interface PreparedStamp {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Will count as applied, as their files are now. */
  readonly add: readonly string[];
  /** Of those: rows that are there already, cut off half-way or of another text. */
  readonly again: readonly string[];
  readonly remove: readonly string[];
  readonly database: Pick<Database, 'label' | 'name' | 'dialect'>;
  /** Every change to this database wants its name. */
  readonly isProtected: boolean;
  /** The journal's tables are not there yet: even an empty change makes them. */
  readonly makesTables: boolean;
  /** Every id that has a row. */
  readonly applied: readonly string[];
  /** First line of each revision's message. */
  readonly titles: Readonly<Record<string, string>>;
  /** Made from the files alone: no database was asked. */
  readonly offline?: true;
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
  const again = settled(graph, applied, { targets, purge });
  return describeStamp(context, ids, { add: [...again, ...add], again, remove });
}

/**
 * What `stamp --accept REVS` would write: the files as they are now count as what was applied.
 * @throws MigshError `bad-target` for a revision that is not applied, `partial` for one that was cut off
 */
export async function prepareAccept(
  context: AppContext,
  names: readonly string[],
): Promise<PreparedStamp> {
  const { graph, files } = context.history();
  const applied = await readApplied(context);
  const named = [...new Set(names.flatMap(name => namedBy(graph, name)))];
  const strangers = named.filter(id => !applied.rows.has(id));
  if (strangers.length > 0) throw notApplied(strangers);
  const cut = named.filter(id => applied.partial.includes(id));
  if (cut.length > 0) throw halfDone(cut);
  const again = named.filter(id => files.get(id)?.checksum !== applied.rows.get(id)?.checksum);
  return describeStamp(context, new Set(applied.rows.keys()), { add: again, again, remove: [] });
}

/** Writes a prepared stamp. Also makes the journal's tables: `stamp base` makes them and nothing else. */
export async function runStamp(
  context: AppContext,
  prepared: PreparedStamp,
  options: { readonly onEvent: OnEvent; readonly signal: AbortSignal; readonly wait?: number },
): Promise<{ current: readonly string[] }> {
  const add = await recordsOf(context, prepared.add);
  const database = await openForWriting(context);
  try {
    const { table } = context.project.settings;
    const applied = new Set(prepared.applied);
    const change = { add, remove: prepared.remove, applied };
    const { onEvent, signal, wait = defaultWait } = options;
    await stampJournal(database, change, { table, wait, onEvent, signal, environment });
  } finally {
    await database.close();
    await context.disconnect();
  }
  return { current: prepared.to };
}

/** What the journal keeps of revisions, from their files. */
export async function recordsOf(
  context: AppContext,
  ids: readonly string[],
): Promise<readonly RevisionRecord[]> {
  const load = revisionLoader(context, await dialectOf(context));
  return Promise.all(
    ids.map(async id => {
      const { file, recorded } = await load(id);
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
    }),
  );
}

interface Change {
  readonly add: readonly string[];
  readonly again: readonly string[];
  readonly remove: readonly string[];
}

/** Half-done revisions that the targets count as applied: after work by hand they are done. */
function settled(
  graph: RevisionGraph,
  { rows, partial }: AppliedState,
  { targets, purge = false }: StampRequest,
): readonly string[] {
  if (partial.length === 0) return [];
  const done = new Set([...rows.keys()].filter(id => !partial.includes(id)));
  const { add } = planStamp(graph, done, targets, { purge });
  return add.filter(id => partial.includes(id));
}

async function describeStamp(
  context: AppContext,
  ids: ReadonlySet<string>,
  change: Change,
): Promise<PreparedStamp> {
  const { graph, files } = context.history();
  const { settings } = context.project;
  const database = await context.database();
  const { label, name, dialect } = database;
  const { exists } = await readJournal(database, settings);
  const after = [...ids, ...change.add].filter(id => !change.remove.includes(id));
  return {
    ...change,
    from: tips(graph, ids),
    to: tips(graph, new Set(after)),
    database: { label, name, dialect },
    isProtected: isProtected(database, settings.protected),
    makesTables: !exists,
    applied: [...ids],
    titles: titlesOf(files),
  };
}

/** What stands for no revision, such as `base`, would be left out in silence. */
function namedBy(graph: RevisionGraph, name: string): readonly string[] {
  const ids = selectRevisions(graph, name);
  return ids.length > 0 ? ids : [selectRevision(graph, name).id];
}

function notApplied(ids: readonly string[]): MigshError {
  const verb = ids.length === 1 ? 'is' : 'are';
  return new MigshError(
    'bad-target',
    `${ids.join(', ')} ${verb} not applied: there is nothing to accept`,
    {
      hint: 'migsh status names the edited ones',
      details: { ids },
    },
  );
}

function halfDone(ids: readonly string[]): MigshError {
  const verb = ids.length === 1 ? 'was' : 'were';
  return new MigshError('partial', `${ids.join(', ')} ${verb} cut off half-way`, {
    hint: `migsh upgrade finishes it; after work by hand migsh stamp ${ids.join(' ')} counts it as done`,
    details: { ids },
  });
}
