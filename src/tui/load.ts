import type { AppContext } from '../app/context.ts';
import { history } from '../app/history.ts';
import type { DatabaseData, HistoryData } from './state.ts';

/** The revision files as the screens need them. */
export async function readHistory(context: AppContext): Promise<HistoryData> {
  const { graph, files } = context.history();
  const { revisions } = await history(context);
  return {
    graph,
    revisions,
    byId: new Map(revisions.map(revision => [revision.id, revision])),
    shortIds: shortIds(revisions.map(({ id }) => id)),
    texts: new Map([...files].map(([id, file]) => [id, file.text])),
  };
}

/** What the database says about them. */
export async function readDatabase(context: AppContext): Promise<DatabaseData> {
  const { status } = await import('../app/status.ts');
  const { revisions } = await history(context, { indicateCurrent: true });
  return {
    status: await status(context),
    states: new Map(
      revisions.flatMap(({ id, state }) => (state === undefined ? [] : [[id, state]])),
    ),
  };
}

/** Each id cut to eight characters, or to as many as tell it from all others. */
export function shortIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const sorted = ids.toSorted();
  return new Map(
    sorted.map((id, at) => {
      const shared = Math.max(
        sharedLength(id, sorted[at - 1] ?? ''),
        sharedLength(id, sorted[at + 1] ?? ''),
      );
      return [id, id.slice(0, Math.max(shortest, shared + 1))];
    }),
  );
}

const shortest = 8;

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
