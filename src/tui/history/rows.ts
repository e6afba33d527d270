import type { RevisionShape, RevisionState } from '../../app/shapes.ts';
import type { RevisionGraph } from '../../revision/graph.ts';
import { layoutHistory } from '../graph/draw-history.ts';
import { mainHead, orderRevisions } from '../graph/order.ts';
import type { HistoryData, State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { HistoryRow, HistoryScreen } from './state.ts';

/** The rows of the list and the graph beside them, as they follow from files, database, folding and filter. */
export function historyRows(
  state: State,
  screen: HistoryScreen,
  folded: boolean,
): Pick<HistoryScreen, 'rows' | 'layout'> {
  const history = valueOf(state.project.history);
  if (history === undefined) return { rows: [], layout: null };
  const database = valueOf(state.project.database);
  const words = filterWords(screen);
  const found = (id: string): boolean => words.length === 0 || matches(id, words, state);
  const layout = layoutHistory(history.graph, {
    // Only what is known to be applied is folded.
    folded: folded && words.length === 0 && database !== undefined,
    ...(words.length > 0 && { ids: orderOf(history).filter(found) }),
    ...(database !== undefined && {
      states: database.states,
      current: database.status.current,
    }),
  });
  const missing = (database?.status.missing ?? []).filter(found);
  const rows = layout.rows.map(({ node: { id, fold } }): HistoryRow =>
    fold === undefined ? { kind: 'revision', id } : { kind: 'fold', ids: fold },
  );
  return { rows: [...missing.map(id => ({ kind: 'revision' as const, id })), ...rows], layout };
}

function orderOf({ graph }: HistoryData): readonly string[] {
  return orderRevisions(graph, 'grouped', mainHead(graph, graph.heads));
}

function filterWords({ filter }: HistoryScreen): readonly string[] {
  return filter?.editor.text.toLowerCase().match(/\S+/g) ?? [];
}

/** What the list knows of a revision, whether its file is there or not. */
export function revisionOf(state: State, id: string): RevisionShape | undefined {
  return valueOf(state.project.history)?.byId.get(id);
}

/** The state of a revision, once the database has been read. */
export function stateOf(state: State, id: string): RevisionState | undefined {
  const database = valueOf(state.project.database);
  if (database?.status.missing.includes(id) === true) return 'missing';
  return database?.states.get(id);
}

/** The id as short as lists show it. */
export function shortId(state: State, id: string): string {
  return valueOf(state.project.history)?.shortIds.get(id) ?? id.slice(0, 8);
}

/** Every word must be in the id, the message, a label or the path; `is:pending` asks for a state. */
function matches(id: string, words: readonly string[], state: State): boolean {
  const revision = revisionOf(state, id);
  const text = [id, revision?.message, ...(revision?.labels ?? []), revision?.path]
    .join('\n')
    .toLowerCase();
  return words.every(word => {
    const wanted = /^is:(.*)$/.exec(word)?.[1];
    return wanted === undefined ? text.includes(word) : is(wanted, id, state);
  });
}

function is(wanted: string, id: string, state: State): boolean {
  if (wanted === 'head') return revisionOf(state, id)?.head === true;
  return (stateOf(state, id) ?? '').startsWith(wanted);
}

/** The selected revision and what lies below it that is not applied: the way that an upgrade to it takes. */
export function pathToDatabase(state: State, screen: HistoryScreen): ReadonlySet<string> {
  const row = screen.rows[screen.selection.selected];
  const path = new Set<string>();
  const graph = valueOf(state.project.history)?.graph;
  const states = valueOf(state.project.database)?.states;
  if (row?.kind !== 'revision' || graph === undefined || states === undefined) return path;
  const open = [row.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    // A way over many screens tells nothing, and walking it takes time with every key.
    if (path.size > longestPath) return new Set();
    if (path.has(id)) continue;
    path.add(id);
    if (states.get(id) === 'pending') open.push(...graph.parents(id));
  }
  return path.size > 1 ? path : new Set();
}

const longestPath = 200;

/** What a revision is in the graph, in words: head, its labels, merge, base. */
export function graphWords(state: State, id: string): readonly string[] {
  const revision = revisionOf(state, id);
  const history = valueOf(state.project.history);
  if (revision === undefined || history === undefined) return [];
  const declared = history.graph.get(id)?.labels ?? [];
  return [
    ...(revision.head ? ['head', ...headLabels(history.graph, id)] : []),
    ...declared.filter(label => !revision.head || !headLabels(history.graph, id).includes(label)),
    ...(revision.mergePoint ? ['merge'] : []),
    ...(revision.base ? ['base'] : []),
  ];
}

/** Labels that tell this head from the others; one that all of them carry tells nothing. */
function headLabels(graph: RevisionGraph, id: string): readonly string[] {
  const others = graph.heads.filter(head => head !== id).map(head => graph.labels(head));
  const shared = (label: string): boolean =>
    others.length > 0 && others.every(labels => labels.includes(label));
  return graph.labels(id).filter(label => !shared(label));
}
