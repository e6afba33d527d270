import { describe, expect, test } from 'vitest';

import type { RevisionState } from '../../../src/app/shapes.ts';
import type { RevisionGraph } from '../../../src/revision/graph.ts';
import { listing } from '../../../src/revision/walk.ts';
import {
  drawPage,
  type HistoryLayout,
  layoutHistory,
} from '../../../src/tui/graph/draw-history.ts';
import { fitColumns } from '../../../src/tui/graph/fit-columns.ts';
import type { GraphRow, Strand } from '../../../src/tui/graph/graph.ts';
import { graphGlyphs } from '../../../src/tui/graph/lines-to-text.ts';
import {
  type Cell,
  down,
  left,
  right,
  rowToLine,
  up,
} from '../../../src/tui/graph/rows-to-lines.ts';
import {
  grownGraph,
  type Random,
  randomFrom,
  randomGraph,
  seed,
} from '../../revision/random-graph.ts';

const repeat = `MIGSH_SEED=${seed}`;

/** Histories of every sort, in every order, folded or not. */
function* layouts(): Generator<readonly [HistoryLayout, RevisionGraph, Random]> {
  for (let round = 0; round < 80; round++) {
    const random = randomFrom(seed + round);
    const growth = {
      count: 60,
      live: 2 + Math.floor(random() * 12),
      merge: random() * 0.2,
      fork: random() * 0.3,
    };
    const graph = round % 2 === 0 ? randomGraph(random) : grownGraph(random, growth);
    const ids = graph.revisions.map(({ id }) => id);
    const states = new Map(
      ids.map((id): [string, RevisionState] => [id, random() < 0.9 ? 'applied' : 'pending']),
    );
    for (const folded of [false, true]) {
      yield [layoutHistory(graph, { folded, states }), graph, random];
      yield [layoutHistory(graph, { folded, states, order: 'created' }), graph, random];
      yield [
        layoutHistory(graph, { folded, states, ids: listing(graph, new Set(ids), graph.heads) }),
        graph,
        random,
      ];
    }
  }
}

describe('rows', () => {
  test(`hold every revision once, children above parents (${repeat})`, () => {
    for (const [{ rows }, graph] of layouts()) {
      const ids = rows.flatMap(({ node }) => node.fold ?? [node.id]);
      expect(ids.toSorted()).toEqual(graph.revisions.map(({ id }) => id).toSorted());
      expect(rows.flatMap(({ node, missing }) => (missing.length === 0 ? [] : [node.id]))).toEqual(
        [],
      );
      const places = new Map(ids.map((id, at) => [id, at]));
      const upside = ids.filter((id, at) =>
        graph.parents(id).some(parent => (places.get(parent) ?? -1) < at),
      );
      expect(upside).toEqual([]);
    }
  });

  test(`followed row by row lead every line to its parent (${repeat})`, () => {
    for (const [{ rows }] of layouts())
      expect(rows.flatMap((_, at) => lostLines(rows, at))).toEqual([]);
  });

  test(`keep the main line in the first column (${repeat})`, () => {
    for (const [{ rows }, graph] of layouts()) {
      const columns = mainLine(rows, graph).map(({ column }) => column);
      expect(new Set(columns)).toEqual(new Set([0]));
    }
  });

  test(`have one line at most in a column (${repeat})`, () => {
    for (const [{ rows }] of layouts()) {
      const crowded = rows.filter(row => {
        const above = [row, ...row.through, ...row.joins].map(({ column }) => column);
        const below = [...row.through, ...row.parents].filter(({ column, lane }) =>
          row.joins.some(join => join.column === column && join.lane !== lane),
        );
        return new Set(above).size < above.length || below.length > 0;
      });
      expect(crowded).toEqual([]);
    }
  });
});

describe('lines', () => {
  test(`go on in the next row wherever they leave one, on every page (${repeat})`, () => {
    for (const [{ rows }, , random] of layouts()) {
      const page = somePage(rows, random);
      const columns = fitColumns(page, 1 + Math.floor(random() * 12));
      const turning = page.flatMap(row => [row, ...row.parents, ...row.joins]);
      expect(turning.filter(({ column }) => columns.place(column) === undefined)).toEqual([]);
      const lines = page.map(row => rowToLine(row, columns));
      const torn = lines.slice(1).flatMap((line, at) =>
        line.flatMap(({ strokes }, place) => {
          const above = lines[at]?.[place]?.strokes ?? 0;
          return ((above & down) !== 0) === ((strokes & up) !== 0) ? [] : [{ at, place }];
        }),
      );
      expect(torn).toEqual([]);
    }
  });

  test(`have no end sideways (${repeat})`, () => {
    for (const [{ rows }] of layouts()) {
      const columns = fitColumns(rows, Infinity);
      const torn = rows.flatMap(row => {
        const line = rowToLine(row, columns);
        return line.filter((cell, place) => {
          const [next] = line.slice(place + 1);
          const joined = cell.across === undefined || (meets(cell, right) && meets(next, left));
          return !joined || ((cell.strokes & right) !== 0 && cell.across === undefined);
        });
      });
      expect(torn).toEqual([]);
    }
  });
});

describe('text', () => {
  test(`is never wider than it may be, and shows the revision unless it is cut (${repeat})`, () => {
    for (const [layout, , random] of layouts()) {
      const width = Math.floor(random() * 20);
      const from = Math.floor(random() * layout.rows.length);
      const page = drawPage(layout, { from, to: from + 12, width, ascii: random() < 0.5 });
      expect(page.rows.filter(({ graph }) => graph.length > width)).toEqual([]);
      expect(page.width).toBeLessThanOrEqual(width);
      const blind = page.rows.filter(({ graph }) => width > 0 && !/[*o:●○┊»>]/.test(graph));
      expect(blind).toEqual([]);
    }
  });

  test(`in ASCII is the same drawing, and is ASCII (${repeat})`, () => {
    const toAscii = asciiOf();
    for (const [layout] of layouts()) {
      const unicode = drawPage(layout, { width: 80 }).rows.map(({ graph }) => graph);
      const ascii = drawPage(layout, { width: 80, ascii: true }).rows.map(({ graph }) => graph);
      const translated = unicode.map(line =>
        line.replaceAll(/./g, each => toAscii.get(each) ?? each),
      );
      expect(ascii).toEqual(translated);
      expect(ascii.join('')).toMatch(/^[ -~]*$/);
    }
  });
});

/** A horizontal may touch the cell from there. */
function meets(cell: Cell | undefined, stroke: number): boolean {
  return cell !== undefined && (cell.node || cell.crossed || (cell.strokes & stroke) !== 0);
}

/** Lines of a row that do not arrive: each must pass straight down and end at its parent. */
function lostLines(rows: readonly GraphRow[], from: number): readonly string[] {
  const row = rows[from]!;
  return row.node.parents.filter((parent, at) => {
    const line = row.parents[at]!;
    const to = rows.findIndex(({ node }) => node.id === parent);
    const passes = rows
      .slice(from + 1, to)
      .every(({ through }) => through.some(each => isSame(each, line)));
    const end = rows[to]!;
    return !passes || !(isSame(end, line) || end.joins.some(each => isSame(each, line)));
  });
}

function isSame(one: Strand, other: Strand): boolean {
  return one.column === other.column && one.lane === other.lane;
}

/** From the head in lane 0 along the first parents. */
function mainLine(rows: readonly GraphRow[], graph: RevisionGraph): readonly GraphRow[] {
  const byId = new Map(rows.map(row => [row.node.id, row]));
  const line: GraphRow[] = [];
  const start = rows.find(({ lane, tip }) => tip && lane === 0);
  for (let row = start; row !== undefined; row = byId.get(row.node.parents[0] ?? ''))
    line.push(row);
  return graph.heads.length === 0 ? [] : line;
}

function somePage(rows: readonly GraphRow[], random: Random): readonly GraphRow[] {
  const from = Math.floor(random() * rows.length);
  return rows.slice(from, from + 1 + Math.floor(random() * 30));
}

function asciiOf(): ReadonlyMap<string, string> {
  const [unicode, ascii] = [graphGlyphs(false), graphGlyphs(true)];
  const strokes = Array.from({ length: 16 }, (_, bits): [string, string] => [
    unicode.strokes(bits),
    ascii.strokes(bits),
  ]);
  const nodes = Object.entries(unicode.nodes).map(([name, glyph]): [string, string] => [
    glyph,
    new Map(Object.entries(ascii.nodes)).get(name) ?? '',
  ]);
  return new Map([...strokes, ...nodes, [unicode.fold, ascii.fold]]);
}
