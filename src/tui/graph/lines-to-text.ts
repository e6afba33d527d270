import { type Cell, down, left, right, up } from './rows-to-lines.ts';

/** The characters of a drawing; `nodes` are the states that tui.md names. */
export interface GraphGlyphs {
  readonly strokes: (strokes: number) => string;
  readonly across: string;
  readonly crossing: string;
  readonly cut: string;
  readonly fold: string;
  readonly nodes: Readonly<Record<NodeGlyph, string>>;
}

/** What a revision's glyph says: the database is here, applied, pending, cut off half-way, without file, not known. */
export type NodeGlyph = 'here' | 'applied' | 'pending' | 'partial' | 'missing' | 'unknown';

/** A piece of a drawn row that has one colour. */
export interface Piece {
  readonly text: string;
  /** The lane whose colour it has; undefined for the node's glyph, blanks and the mark of a cut. */
  readonly lane: number | undefined;
}

/** How a line becomes text. */
export interface LineStyle {
  readonly glyphs: GraphGlyphs;
  /** The glyph in the row's own place. */
  readonly node: string;
  /** One character a lane instead of two. */
  readonly narrow: boolean;
  /** The most characters that a row may have. */
  readonly width: number;
}

/** A line as pieces of text: the connectors between lanes have their lane's colour too. */
export function lineToText(cells: readonly Cell[], style: LineStyle): readonly Piece[] {
  const pieces = cells.flatMap((cell, at) => cellPieces(cell, at === cells.length - 1, style));
  return cut(trimmed(pieces), style);
}

/** The characters for a terminal that draws Unicode, or only ASCII. */
export function graphGlyphs(ascii: boolean): GraphGlyphs {
  return ascii ? asciiGlyphs : unicodeGlyphs;
}

/** One table for both sets, so that they cannot drift apart: strokes, box drawing, ASCII. */
const strokeTable: readonly (readonly [strokes: number, box: string, ascii: string])[] = [
  [0, ' ', ' '],
  [up, '╵', '|'],
  [down, '╷', '|'],
  [up | down, '│', '|'],
  [left, '─', '-'],
  [right, '─', '-'],
  [left | right, '─', '-'],
  [up | left, '╯', "'"],
  [up | right, '╰', '`'],
  [down | left, '╮', '.'],
  [down | right, '╭', '.'],
  [up | down | left, '┤', '+'],
  [up | down | right, '├', '+'],
  [up | left | right, '┴', "'"],
  [down | left | right, '┬', '.'],
  [up | down | left | right, '┼', '+'],
];

const boxes = new Map(strokeTable.map(([strokes, box]) => [strokes, box]));
const asciis = new Map(strokeTable.map(([strokes, , ascii]) => [strokes, ascii]));

const unicodeGlyphs: GraphGlyphs = {
  strokes: strokes => boxes.get(strokes) ?? ' ',
  across: '─',
  crossing: '┼',
  cut: '»',
  fold: '┊',
  nodes: { here: '◆', applied: '●', pending: '○', partial: '✗', missing: '?', unknown: '•' },
};

const asciiGlyphs: GraphGlyphs = {
  strokes: strokes => asciis.get(strokes) ?? ' ',
  across: '-',
  crossing: '+',
  cut: '>',
  fold: ':',
  nodes: { here: '@', applied: '*', pending: 'o', partial: 'x', missing: '?', unknown: '*' },
};

function cellPieces(cell: Cell, last: boolean, style: LineStyle): readonly Piece[] {
  const { glyphs, narrow } = style;
  const glyph = cell.node
    ? { text: style.node, lane: undefined }
    : {
        text: cell.crossed && narrow ? glyphs.crossing : glyphs.strokes(cell.strokes),
        lane: cell.lane,
      };
  if (narrow || last) return [glyph];
  return [glyph, { text: cell.across === undefined ? ' ' : glyphs.across, lane: cell.across }];
}

function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.slice(0, pieces.findLastIndex(({ text }) => text !== ' ') + 1);
}

function cut(pieces: readonly Piece[], { width, glyphs }: LineStyle): readonly Piece[] {
  if (pieces.length <= width) return pieces;
  if (width <= 0) return [];
  return [...pieces.slice(0, width - 1), { text: glyphs.cut, lane: undefined }];
}
