import type { GraphNode, GraphRow, Strand } from './graph.ts';

/**
 * Gives every row its lanes. Joins lead only to the left, so the line of `main` never leaves the first column; a line
 * stays in its column until it ends, and the column is then free for the next branch, leftmost first.
 */
export function graphToRows(
  nodes: readonly GraphNode[],
  main: string | undefined,
): readonly GraphRow[] {
  const lanes = new Lanes(new Set(nodes.map(({ id }) => id)));
  if (main !== undefined && nodes.some(({ id }) => id === main)) lanes.reserve(main);
  return nodes.map(node => lanes.place(node));
}

interface Lane {
  readonly id: number;
  /** Kept free for a tip that comes later: nothing is drawn in it yet. */
  readonly reserved?: true;
}

class Lanes {
  /** Live lanes by column; undefined is a column that is free again. */
  private readonly columns: (Lane | undefined)[] = [];
  /** For each node below, the columns that lead to it, leftmost first. */
  private readonly wanted = new Map<string, number[]>();
  private readonly drawn: ReadonlySet<string>;
  private started = 0;

  constructor(drawn: ReadonlySet<string>) {
    this.drawn = drawn;
  }

  reserve(id: string): void {
    this.columns[0] = { id: this.started++, reserved: true };
    this.want(id, 0);
  }

  place(node: GraphNode): GraphRow {
    const [own, ...others] = this.wanted.get(node.id) ?? [];
    this.wanted.delete(node.id);
    const joins = others.map(column => this.end(column));
    const ended = new Set(others);
    const waiting = own === undefined ? undefined : this.columns[own];
    const column = own ?? this.free(ended);
    const lane = waiting?.id ?? this.started++;
    this.columns[column] = undefined;
    const through = this.live();
    const known = node.parents.filter(parent => this.drawn.has(parent));
    const parents = known.map((parent, at) =>
      this.lead({ parent, first: at === 0, column, lane }, ended),
    );
    while (this.columns.length > 0 && this.columns.at(-1) === undefined) this.columns.pop();
    return {
      node,
      column,
      lane,
      tip: waiting === undefined || waiting.reserved === true,
      through,
      parents,
      joins,
      missing: node.parents.filter(parent => !this.drawn.has(parent)),
    };
  }

  /** The line to a parent: onto one that leads there already, else straight down, else in a free column. */
  private lead(
    from: { readonly parent: string; readonly first: boolean } & Strand,
    ended: ReadonlySet<number>,
  ): Strand {
    const leading = this.wanted.get(from.parent)?.[0];
    if (leading !== undefined && (!from.first || leading < from.column)) {
      return { column: leading, lane: this.columns[leading]?.id ?? from.lane };
    }
    const column = from.first ? from.column : this.free(ended);
    const lane = column === from.column ? from.lane : this.started++;
    this.columns[column] = { id: lane };
    this.want(from.parent, column);
    return { column, lane };
  }

  /** The leftmost free column; one whose line ends in this very row is not free yet. */
  private free(ended: ReadonlySet<number>): number {
    const free = this.columns.findIndex((lane, column) => lane === undefined && !ended.has(column));
    return free === -1 ? this.columns.length : free;
  }

  private end(column: number): Strand {
    const lane = this.columns[column]?.id ?? -1;
    this.columns[column] = undefined;
    return { column, lane };
  }

  private live(): Strand[] {
    const strands: Strand[] = [];
    for (const [column, lane] of this.columns.entries()) {
      if (lane !== undefined && lane.reserved !== true) strands.push({ column, lane: lane.id });
    }
    return strands;
  }

  private want(id: string, column: number): void {
    const columns = this.wanted.get(id);
    if (columns === undefined) this.wanted.set(id, [column]);
    else columns.splice(columns.findLastIndex(other => other < column) + 1, 0, column);
  }
}
