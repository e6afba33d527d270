import type { RevisionGraph } from '../../revision/graph.ts';
import { buildGraph } from '../../revision/graph.ts';
import type { Move } from '../../revision/rebase.ts';
import type { Revision } from '../../revision/revision.ts';
import { drawHistory, graphWidth } from '../graph/draw-history.ts';
import type { HistoryPage } from '../graph/draw-history.ts';
import { pieceSpan } from '../history/list-lines.ts';
import { shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, lineWidth, span } from '../text/line.ts';
import { cut } from '../text/width.ts';
import { glyphsOf } from '../theme.ts';
import { branchesOf } from './branches.ts';
import type { MergeScreen } from './state.ts';
import { messageOf } from './ways.ts';

interface Room {
  readonly width: number;
  readonly rows: number;
}

/** The branches as they stand after the merge: the new revision on top of what is chosen. */
export function mergedPicture(state: State, screen: MergeScreen, room: Room): readonly Line[] {
  const graph = valueOf(state.project.history)?.graph;
  if (graph === undefined || screen.chosen.length < 2) return [];
  const merge = { ...blank, parents: screen.chosen, message: messageOf(state, screen) };
  return draw(state, [...part(graph, screen.chosen), merge], room);
}

/** The branches as they stand after a rebase. */
export function rebasedPicture(
  state: State,
  { heads, moves }: { readonly heads: readonly string[]; readonly moves: readonly Move[] },
  room: Room,
): readonly Line[] {
  const graph = valueOf(state.project.history)?.graph;
  if (graph === undefined) return [];
  return draw(
    state,
    part(graph, heads).map(revision => moved(revision, moves)),
    room,
  );
}

/** How many rows the picture of the merge would like. */
export function pictureRows(state: State, { chosen }: MergeScreen): number {
  const graph = valueOf(state.project.history)?.graph;
  return graph === undefined || chosen.length < 2 ? 0 : part(graph, chosen).length + 1;
}

const fresh = '(new)';
const blank: Revision = {
  id: fresh,
  parents: [],
  dependsOn: [],
  labels: [],
  message: '',
  path: '',
  line: 1,
  answers: {},
  waivers: [],
};

/** From the heads down to where they part; what lies below is left out, and so are edges to it. */
function part(graph: RevisionGraph, heads: readonly string[]): readonly Revision[] {
  const { forks, sides } = branchesOf(graph, heads);
  const wanted = new Set([...forks, ...[...sides.values()].flat()]);
  return graph.revisions
    .filter(({ id }) => wanted.has(id))
    .map(revision => within(graph, revision, wanted));
}

function within(graph: RevisionGraph, revision: Revision, wanted: ReadonlySet<string>): Revision {
  return {
    ...revision,
    labels: [],
    parents: revision.parents.filter(id => wanted.has(id)),
    dependsOn: graph.dependencies(revision.id).filter(id => wanted.has(id)),
  };
}

function moved(revision: Revision, moves: readonly Move[]): Revision {
  const move = moves.find(({ id }) => id === revision.id);
  return move === undefined ? revision : { ...revision, parents: move.to };
}

function draw(state: State, revisions: readonly Revision[], room: Room): readonly Line[] {
  const graph = buildGraph(revisions);
  const whole = drawWith(state, graph, { ...room, folded: false });
  const page =
    whole.rows.length <= room.rows ? whole : drawWith(state, graph, { ...room, folded: true });
  const { ellipsis } = glyphsOf(state.ascii);
  const lines = page.rows.map(row => rowLine(state, graph, { row, page, width: room.width }));
  if (lines.length <= room.rows) return lines;
  const left = lines.length - room.rows + 1;
  return [
    ...lines.slice(0, Math.max(0, room.rows - 1)),
    line(`  ${ellipsis} ${left} more rows`, 'faint'),
  ].slice(0, room.rows);
}

function drawWith(
  state: State,
  graph: RevisionGraph,
  { width, folded }: Room & { readonly folded: boolean },
): HistoryPage {
  const database = valueOf(state.project.database);
  const states = new Map(database?.states).set(fresh, 'pending');
  return drawHistory(graph, {
    folded: folded && database !== undefined,
    width: graphWidth(width),
    ascii: state.ascii,
    ...(database !== undefined && { states, current: database.status.current }),
    ...(graph.get(fresh) !== undefined && { main: fresh }),
  });
}

interface DrawnRow {
  readonly row: HistoryPage['rows'][number];
  readonly page: HistoryPage;
  readonly width: number;
}

function rowLine(state: State, graph: RevisionGraph, { row, page, width }: DrawnRow): Line {
  const drawn: Line = row.pieces.map(pieceSpan);
  const gap = span(' '.repeat(Math.max(0, page.width - lineWidth(drawn)) + 3));
  if (row.kind === 'fold') {
    return [span('  '), ...drawn, gap, span(`${row.count} revisions, all applied`, 'faint')];
  }
  const { ellipsis } = glyphsOf(state.ascii);
  const id = row.id === fresh ? fresh : shortId(state, row.id);
  const title = graph.get(row.id)?.message.split('\n')[0] ?? '';
  const text = cut(title, Math.max(4, width - page.width - 17), ellipsis);
  return [span('  '), ...drawn, gap, span(id.padEnd(8), 'key'), span(`  ${text}`)];
}
