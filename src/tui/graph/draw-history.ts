import type { RevisionState } from '../../app/shapes.ts';
import type { RevisionGraph } from '../../revision/graph.ts';
import { fitColumns } from './fit-columns.ts';
import { foldRuns, nodeOf } from './fold-runs.ts';
import { graphToRows } from './graph-to-rows.ts';
import type { GraphNode, GraphRow } from './graph.ts';
import { graphGlyphs, lineToText, type NodeGlyph, type Piece } from './lines-to-text.ts';
import { mainHead, type Order, orderRevisions } from './order.ts';
import { pathLanes } from './path-lanes.ts';
import { rowToLine } from './rows-to-lines.ts';

/** What is to be laid out. */
export interface LayoutOptions {
  /** Revisions to show, children before parents; all of them when left out. */
  readonly ids?: readonly string[];
  /** The order where `ids` is left out; `grouped` when this is too. */
  readonly order?: Order;
  /** What the database is at. */
  readonly current?: readonly string[];
  /** States by id; left out where the database was not read. */
  readonly states?: ReadonlyMap<string, RevisionState>;
  /** Long plain runs of applied revisions are one row. */
  readonly folded?: boolean;
  /** The head whose line is leftmost; found by its labels when left out. */
  readonly main?: string;
}

/** Rows with their lanes: laid out once, drawn a page at a time. */
export interface HistoryLayout {
  readonly rows: readonly GraphRow[];
  readonly options: LayoutOptions;
}

/** What part is drawn, and how. */
export interface PageOptions {
  /** The first row; 0 when left out. */
  readonly from?: number;
  /** The row behind the last one; all when left out. */
  readonly to?: number;
  /** The most characters that the graph may take; 24 when left out. */
  readonly width?: number;
  readonly ascii?: boolean;
  /** Revisions whose connecting lines are marked in `pieces`: the way from the selection to what is applied. */
  readonly path?: ReadonlySet<string>;
}

/** A drawn page. */
export interface HistoryPage {
  readonly rows: readonly HistoryGraphRow[];
  /** Characters of the widest row. */
  readonly width: number;
  /** Lanes that only pass here and are not drawn: `+9 lanes`. */
  readonly hiddenLanes: number;
}

/** A piece of `graph` with its lane, for its colour (lane 0 is the line of `main`), and whether the path goes along it. */
interface GraphPiece extends Piece {
  readonly onPath: boolean;
}

/** A row of the list with its part of the graph. */
export type HistoryGraphRow = { readonly graph: string; readonly pieces: readonly GraphPiece[] } & (
  | {
      readonly kind: 'revision';
      readonly id: string;
      /** Parents that are not in the list. */
      readonly missing: readonly string[];
    }
  | { readonly kind: 'fold'; readonly count: number; readonly ids: readonly string[] }
);

/** The history as rows with graph text, all on one page. */
export function drawHistory(
  graph: RevisionGraph,
  options: LayoutOptions & PageOptions = {},
): HistoryPage {
  return drawPage(layoutHistory(graph, options), options);
}

/** Orders, folds and gives lanes; for 5,000 revisions a few milliseconds. */
export function layoutHistory(graph: RevisionGraph, options: LayoutOptions = {}): HistoryLayout {
  const main = options.main ?? mainHead(graph, tipsOf(graph, options.ids));
  const ids = options.ids ?? orderRevisions(graph, options.order ?? 'grouped', main);
  const nodes: readonly GraphNode[] =
    options.folded === true
      ? foldRuns(graph, ids, id => isFoldable(id, options))
      : ids.map(id => nodeOf(graph, id));
  return { rows: graphToRows(nodes, main), options };
}

/** Draws the rows of one page. Too wide: lanes that only pass are left out, then connectors, then it is cut. */
export function drawPage(layout: HistoryLayout, page: PageOptions = {}): HistoryPage {
  const { width = 24, from = 0, to, path = new Set<string>() } = page;
  const lit = path.size === 0 ? [] : pathLanes(layout.rows, path).slice(from, to);
  const rows = layout.rows.slice(from, to);
  const columns = fitColumns(rows, Math.floor((width + 1) / 2));
  const narrow = columns.count * 2 - 1 > width;
  const glyphs = graphGlyphs(page.ascii === true);
  const drawn = rows.map((row, at): HistoryGraphRow => {
    const { fold, id } = row.node;
    const node = fold === undefined ? glyphs.nodes[glyphOf(id, layout.options)] : glyphs.fold;
    const text = lineToText(rowToLine(row, columns), { glyphs, node, narrow, width });
    const pieces = text.map(piece => onPath(piece, lit[at]));
    const graph = text.map(piece => piece.text).join('');
    return fold === undefined
      ? { kind: 'revision', id, graph, pieces, missing: row.missing }
      : { kind: 'fold', count: fold.length, ids: fold, graph, pieces };
  });
  const widest = Math.max(0, ...drawn.map(({ pieces }) => pieces.length));
  return { rows: drawn, width: widest, hiddenLanes: columns.hidden };
}

/** The characters that the graph may take on a screen so wide: its text needs fifty. */
export function graphWidth(columns: number): number {
  const lanes = Math.max(1, Math.min(12, Math.floor((columns - 50) / 2)));
  return lanes * 2;
}

function onPath(piece: Piece, lanes: ReadonlySet<number> | undefined): GraphPiece {
  const { text, lane } = piece;
  return { text, lane, onPath: lane !== undefined && lanes?.has(lane) === true };
}

function glyphOf(id: string, { current, states }: LayoutOptions): NodeGlyph {
  const state = states?.get(id);
  if (state === 'partial' || state === 'missing') return state;
  if (current?.includes(id) === true) return 'here';
  if (states === undefined || state === undefined) return 'unknown';
  return state === 'pending' ? 'pending' : 'applied';
}

function isFoldable(id: string, { current, states }: LayoutOptions): boolean {
  if (current?.includes(id) === true) return false;
  return states === undefined || states.get(id) === 'applied';
}

function tipsOf(graph: RevisionGraph, ids: readonly string[] | undefined): readonly string[] {
  if (ids === undefined) return graph.heads;
  const shown = new Set(ids);
  return graph.revisions
    .map(({ id }) => id)
    .filter(id => shown.has(id) && !graph.children(id).some(child => shown.has(child)));
}
