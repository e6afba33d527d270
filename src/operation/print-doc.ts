/**
 * Text that may be laid out in one line or in several: what Prettier calls a document, as far as revision files need it.
 * A group stands in one line where it fits, else its lines become line breaks.
 */
export type Doc = string | Line | Indent | Group | Joined | Whole;

interface Line {
  readonly kind: 'line';
  /** What stands there when the group is in one line. */
  readonly flat: ' ' | '' | null;
}
interface Indent {
  readonly kind: 'indent';
  readonly doc: Doc;
}
interface Joined {
  readonly kind: 'joined';
  readonly docs: readonly Doc[];
  /** What only stands there when the group is in several lines: a last comma. */
  readonly whenBroken?: string;
}
interface Group {
  readonly kind: 'group';
  /** Ways to lay it out; the first that fits is taken, else the last. */
  readonly ways: readonly Doc[];
  readonly broken: boolean;
}

interface Whole {
  readonly kind: 'whole';
  readonly doc: Doc;
}

/** A space, or a line break. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Nothing, or a line break. */
export const softLine: Doc = { kind: 'line', flat: '' };
/** A line break in any case. */
export const hardLine: Doc = { kind: 'line', flat: null };
/** A comma where the group is in several lines. */
export const lastComma: Doc = { kind: 'joined', docs: [], whenBroken: ',' };

export function joined(...docs: readonly Doc[]): Doc {
  return { kind: 'joined', docs };
}

/** Its line breaks are followed by two more spaces. */
export function indented(...docs: readonly Doc[]): Doc {
  return { kind: 'indent', doc: joined(...docs) };
}

export function group(...docs: readonly Doc[]): Doc {
  const doc = joined(...docs);
  return { kind: 'group', ways: [doc], broken: willBreak(doc) };
}

/** A group that is in several lines in any case. */
export function brokenGroup(...docs: readonly Doc[]): Doc {
  return { kind: 'group', ways: [joined(...docs)], broken: true };
}

/** The first of these ways that fits, else the last. */
export function firstThatFits(...ways: readonly Doc[]): Doc {
  return { kind: 'group', ways, broken: false };
}

/** As a way of `firstThatFits`: taken only if each of its lines fits, not the first alone. */
export function whole(doc: Doc): Doc {
  return { kind: 'whole', doc };
}

/** Docs with a separator between them. */
export function separated(docs: readonly Doc[], separator: Doc): Doc {
  return joined(...docs.flatMap((doc, at) => (at === 0 ? [doc] : [separator, doc])));
}

/** Whether it cannot stand in one line. */
export function willBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return doc.includes('\n');
  if (doc.kind === 'line') return doc.flat === null;
  if (doc.kind === 'indent' || doc.kind === 'whole') return willBreak(doc.doc);
  if (doc.kind === 'joined') return doc.docs.some(willBreak);
  return doc.broken || (doc.ways.length === 1 && doc.ways.some(willBreak));
}

interface Piece {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

/** Lays a document out in lines of at most `width` characters, where that is possible. */
export function layOut(doc: Doc, width: number): string {
  let text = '';
  const rest: Piece[] = [{ doc, indent: 0, flat: false }];
  for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) {
    const column = text.length - text.lastIndexOf('\n') - 1;
    const next = step(piece, { rest, width, column });
    if (typeof next === 'string') text += next;
    else rest.push(...next.toReversed());
  }
  return text;
}

interface Place {
  /** What comes behind, the next piece last. */
  readonly rest: readonly Piece[];
  readonly width: number;
  readonly column: number;
}

/** What a piece comes to: text, or smaller pieces. */
function step(piece: Piece, place: Place): string | readonly Piece[] {
  const { doc, indent, flat } = piece;
  if (typeof doc === 'string') return doc;
  if (doc.kind === 'line') return (flat ? doc.flat : null) ?? `\n${' '.repeat(indent)}`;
  if (doc.kind === 'group') return [choose(doc, piece, place)];
  return inside(doc, piece);
}

/** The pieces of what is neither text nor a choice. */
function inside(doc: Indent | Joined | Whole, { indent, flat }: Piece): readonly Piece[] {
  if (doc.kind === 'indent') return [{ doc: doc.doc, indent: indent + 2, flat }];
  if (doc.kind === 'whole') return [{ doc: doc.doc, indent, flat }];
  if (!flat && doc.whenBroken !== undefined) return [{ doc: doc.whenBroken, indent, flat }];
  return doc.docs.map(each => ({ doc: each, indent, flat }));
}

function choose(doc: Group, { indent, flat }: Piece, place: Place): Piece {
  const [first = '', ...others] = doc.ways;
  if (flat) return { doc: first, indent, flat: !doc.broken };
  const last: Piece = { doc: others.at(-1) ?? first, indent, flat: false };
  if (doc.broken) return last;
  const fitting = doc.ways.find(way => fits({ doc: way, indent, flat: true }, place));
  // What follows a forced break is measured anew, although what stands before it is in one line.
  return fitting === undefined ? last : { doc: fitting, indent, flat: !willBreak(fitting) };
}

/** Whether what stands before the next line break has room; of a `whole`, before each of its line breaks. */
function fits(piece: Piece, { rest, width, column }: Place): boolean {
  const toTheEnd = typeof piece.doc !== 'string' && piece.doc.kind === 'whole';
  const pieces = [piece];
  let left = width - column;
  for (let at = rest.length; left >= 0;) {
    const own = pieces.pop();
    const next = own ?? rest[--at];
    if (next === undefined) return true;
    const used = measure(next);
    if (typeof used === 'number') left -= used;
    else if (used !== 'break') pieces.push(...used.toReversed());
    else if (own !== undefined && toTheEnd) left = width - next.indent;
    else return true;
  }
  return false;
}

/** The characters that a piece takes, a line break, or the pieces to measure instead. */
function measure(piece: Piece): number | 'break' | readonly Piece[] {
  const { doc, indent, flat } = piece;
  if (typeof doc === 'string') {
    const end = doc.indexOf('\n');
    if (end < 0) return doc.length;
    // Only the text up to its own line break counts.
    return [
      { doc: doc.slice(0, end), indent, flat },
      { doc: hardLine, indent, flat },
    ];
  }
  if (doc.kind === 'line') return flat && doc.flat !== null ? doc.flat.length : 'break';
  if (doc.kind !== 'group') return inside(doc, piece);
  const way = (doc.broken ? doc.ways.at(-1) : doc.ways[0]) ?? '';
  return [{ doc: way, indent, flat: flat && !doc.broken }];
}
