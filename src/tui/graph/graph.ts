// tui/graph/: the history as a drawing. Order → rows (lanes) → lines (strokes) → text; knows no terminal, no colour and no Ink.

/** What is drawn in one row: a revision, or a fold that stands for several. */
export interface GraphNode {
  readonly id: string;
  readonly parents: readonly string[];
  /** The revisions that a fold stands for, newest first; undefined for a revision. */
  readonly fold?: readonly string[];
}

/** A line of the drawing where it passes a row: the column it is in and the lane it belongs to for its whole life. */
export interface Strand {
  readonly column: number;
  readonly lane: number;
}

/** One row with its lanes, before anything is drawn. Lanes never slide: a column is free when its lane has ended. */
export interface GraphRow extends Strand {
  readonly node: GraphNode;
  /** No line comes from above. */
  readonly tip: boolean;
  /** Lines that only pass. */
  readonly through: readonly Strand[];
  /** Lines that go on to the parents, in their order; one in the row's own column goes straight down. */
  readonly parents: readonly Strand[];
  /** Lines of other children that end here. */
  readonly joins: readonly Strand[];
  /** Parents that are not drawn at all. */
  readonly missing: readonly string[];
}
