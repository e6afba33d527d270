import type { Columns } from './fit-columns.ts';
import type { GraphRow, Strand } from './graph.ts';

/** The strokes that meet in a cell. */
export const up = 1;
export const down = 2;
export const left = 4;
export const right = 8;

/** One place of a line: its strokes, and the stroke between it and the next place. */
export interface Cell {
  readonly strokes: number;
  /** The lane that it belongs to, for its colour; undefined where nothing is drawn. */
  readonly lane: number | undefined;
  readonly node: boolean;
  /** A horizontal goes behind the vertical: drawn as if it were not there, or it would look like a junction. */
  readonly crossed: boolean;
  /** The lane of the horizontal that leads on to the next place. */
  readonly across: number | undefined;
}

/** A row as cells; the columns say which lanes are drawn and where. */
export function rowToLine(row: GraphRow, columns: Columns): readonly Cell[] {
  const line = new Line(row, columns);
  for (const strand of row.through) line.pass(strand);
  const turns = [
    ...row.joins.map(strand => ({ ...strand, stroke: up })),
    ...row.parents.map(strand => ({ ...strand, stroke: down })),
  ].filter(({ column }) => column !== row.column);
  for (const turn of turns) line.turn(turn);
  // The nearer one is drawn later: where two run together, its colour is seen.
  const own = columns.place(row.column) ?? 0;
  const distance = ({ column }: Strand): number => Math.abs((columns.place(column) ?? 0) - own);
  for (const turn of turns.toSorted((a, b) => distance(b) - distance(a))) line.run(turn);
  return line.cells;
}

interface Turn extends Strand {
  readonly stroke: number;
}

type Draft = { -readonly [K in keyof Cell]: Cell[K] } & { turned: boolean };

class Line {
  readonly cells: Draft[];
  private readonly own: number;
  private readonly columns: Columns;

  constructor(row: GraphRow, columns: Columns) {
    this.columns = columns;
    this.own = columns.place(row.column) ?? 0;
    const count = Math.max(columns.count, this.own + 1);
    this.cells = Array.from({ length: count }, emptyCell);
    const node = this.at(this.own);
    node.node = true;
    node.lane = row.lane;
    const straight = row.parents.some(({ column }) => column === row.column);
    node.strokes = (row.tip ? 0 : up) | (straight ? down : 0);
  }

  /** A line that only passes. */
  pass({ column, lane }: Strand): void {
    const place = this.columns.place(column);
    if (place === undefined) return;
    const cell = this.at(place);
    cell.strokes |= up | down;
    cell.lane = lane;
  }

  /** The corner where a line leaves its column towards the node. */
  turn({ column, lane, stroke }: Turn): void {
    const place = this.columns.place(column) ?? this.own;
    const cell = this.at(place);
    cell.turned = true;
    cell.strokes |= stroke | (place < this.own ? right : left);
    cell.lane = lane;
  }

  /** The horizontal between a corner and the node. */
  run({ column, lane }: Turn): void {
    const place = this.columns.place(column) ?? this.own;
    const [from, to] = place < this.own ? [place, this.own] : [this.own, place];
    for (let at = from; at < to; at++) this.at(at).across = lane;
    for (let at = from + 1; at < to; at++) this.cross(this.at(at), lane);
  }

  private cross(cell: Draft, lane: number): void {
    if (cell.strokes !== 0 && !cell.turned && (cell.strokes & (up | down)) !== 0) {
      cell.crossed = true;
      return;
    }
    cell.strokes |= left | right;
    cell.lane ??= lane;
  }

  private at(place: number): Draft {
    return (this.cells[place] ??= emptyCell());
  }
}

function emptyCell(): Draft {
  return {
    strokes: 0,
    lane: undefined,
    node: false,
    crossed: false,
    across: undefined,
    turned: false,
  };
}
