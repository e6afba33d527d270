import { drawPage, graphWidth } from '../graph/draw-history.ts';
import type { HistoryGraphRow } from '../graph/draw-history.ts';
import type { Size } from '../layout.ts';
import { worstWords } from '../sql/statement-lines.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import { formatAge } from '../text/duration.ts';
import type { Line } from '../text/line.ts';
import { line, lineWidth, span, textOf } from '../text/line.ts';
import { cut, padEnd, padStart, widthOf } from '../text/width.ts';
import { glyphsOf, laneRoles } from '../theme.ts';
import { marked } from '../view/marked.ts';
import { graphWords, pathToDatabase, revisionOf, shortId, stateOf } from './rows.ts';
import type { HistoryRow, HistoryScreen } from './state.ts';

/** A page of the list, and how many lanes of the graph are not drawn on it. */
export interface ListPage {
  readonly lines: readonly Line[];
  readonly hiddenLanes: number;
}

/** The rows from `top` on, as many as there is room for; the selected one is marked and inverse. */
export function listPage(
  state: State,
  screen: HistoryScreen,
  { top, size }: { readonly top: number; readonly size: Size },
): ListPage {
  const rows = screen.rows.slice(top, top + size.rows);
  const { graphs, width, hiddenLanes } = graphsOf(state, screen, { top, size });
  const columns = columnsFor(state, rows, { graph: Math.max(2, width), width: size.columns });
  const lines = rows.map((row, at) => {
    const content = rowLine(state, row, { graph: graphs[at] ?? [], columns });
    const selected = top + at === screen.selection.selected;
    return marked(content, { selected, width: size.columns, ascii: state.ascii });
  });
  return { lines, hiddenLanes };
}

interface Columns {
  readonly graph: number;
  readonly id: number;
  readonly text: number;
  readonly tags: number;
}

const age = 4;

function columnsFor(
  state: State,
  rows: readonly HistoryRow[],
  { graph, width }: { readonly graph: number; readonly width: number },
): Columns {
  const ids = rows.map(row => (row.kind === 'revision' ? shortId(state, row.id).length : 0));
  const id = Math.max(8, ...ids);
  const widest = Math.max(0, ...rows.map(row => lineWidth(tagsOf(state, row))));
  const tags = Math.min(widest, Math.floor(width / 4));
  // A marker, the graph, the id, the text, the tags and the age, two blanks between them and one at the end.
  const text = width - 1 - graph - id - tags - age - 9;
  return { graph, id, tags, text: Math.max(10, text) };
}

function rowLine(
  state: State,
  row: HistoryRow,
  { graph, columns }: { readonly graph: Line; readonly columns: Columns },
): Line {
  const gap = span(' '.repeat(Math.max(0, columns.graph - lineWidth(graph)) + 2));
  if (row.kind === 'fold') {
    const words = `${row.ids.length} revisions, all applied   (z to unfold)`;
    return [...graph, gap, span(words, 'faint')];
  }
  const { ellipsis } = glyphsOf(state.ascii);
  const revision = revisionOf(state, row.id);
  const title = revision === undefined ? '(its file is gone)' : titleOf(revision.message);
  const text = padEnd(cut(title, columns.text, ellipsis), columns.text);
  const tags = tagsOf(state, row);
  return [
    ...graph,
    gap,
    span(shortId(state, row.id).padEnd(columns.id), 'key'),
    span(`  ${text}  `),
    ...(lineWidth(tags) > columns.tags ? [span(cut(textOf(tags), columns.tags, ellipsis))] : tags),
    span(' '.repeat(Math.max(0, columns.tags - lineWidth(tags)))),
    span(`  ${padStart(ageOf(state, revision?.createdAt ?? null), age)} `, 'faint'),
  ];
}

/** What stands behind the title: what its SQL warns of where that is known, where the database is, head, labels, base. */
function tagsOf(state: State, row: HistoryRow): Line {
  if (row.kind === 'fold') return [];
  return [
    ...hazardTags(state, row.id),
    span([...databaseTags(state, row.id), ...graphWords(state, row.id)].join(' ')),
  ];
}

function databaseTags(state: State, id: string): readonly string[] {
  const current = valueOf(state.project.database)?.status.current ?? [];
  const place = stateOf(state, id);
  const odd = place === 'edited' || place === 'missing' || place === 'partial';
  return [...(current.includes(id) ? ['db'] : []), ...(odd ? [place] : [])];
}

/** Only of what is still to run: what is applied has cost what it costs. */
function hazardTags(state: State, id: string): Line {
  if (stateOf(state, id) === 'applied') return [];
  const up = valueOf(state.project.shown[id])?.up ?? [];
  const words = worstWords(up.flatMap(({ hazards }) => hazards));
  return words.flatMap(([word, level]) => [span(word, level), span(' ')]);
}

function graphsOf(
  state: State,
  screen: HistoryScreen,
  { top, size }: { readonly top: number; readonly size: Size },
): { readonly graphs: readonly Line[]; readonly width: number; readonly hiddenLanes: number } {
  const { layout, rows } = screen;
  if (layout === null) return { graphs: [], width: 0, hiddenLanes: 0 };
  // Revisions without a file come first and stand nowhere in the graph.
  const alone = rows.length - layout.rows.length;
  const page = drawPage(layout, {
    from: Math.max(0, top - alone),
    to: Math.max(0, top + size.rows - alone),
    width: graphWidth(size.columns),
    ascii: state.ascii,
    path: pathToDatabase(state, screen),
  });
  const { missing } = glyphsOf(state.ascii);
  const lost = Array.from({ length: Math.max(0, alone - top) }, () => line(missing));
  const drawn = page.rows.map(({ pieces }): Line => pieces.map(pieceSpan));
  return { graphs: [...lost, ...drawn], width: page.width, hiddenLanes: page.hiddenLanes };
}

/** A piece of the graph with its lane's colour. */
export function pieceSpan({ text, lane, onPath }: HistoryGraphRow['pieces'][number]): Line[number] {
  if (onPath) return { text, role: 'strong' };
  if (lane === undefined || lane === 0) return { text };
  const role = laneRoles[(lane - 1) % laneRoles.length];
  return role === undefined ? { text } : { text, role };
}

function ageOf({ startedAt, now }: State, createdAt: string | null): string {
  const created = createdAt === null ? Number.NaN : Date.parse(createdAt);
  return Number.isNaN(created) ? '' : formatAge(Math.max(0, startedAt + now - created));
}

function titleOf(message: string): string {
  const title = message.split('\n', 1)[0] ?? '';
  return widthOf(title) === 0 ? '(no message)' : title;
}
