// Prints how long a history of 5,000 revisions takes: reading headers, building, planning, ordering, lanes, drawing.
// Run it with: node bench/graph.ts [revisions]
import { buildGraph, type RevisionGraph } from '../src/revision/graph.ts';
import { formatHeader, parseHeader } from '../src/revision/header.ts';
import { planDown, planUp } from '../src/revision/plan-walk.ts';
import { selectRevisions } from '../src/revision/select.ts';
import { tips } from '../src/revision/walk.ts';
import { drawPage, type HistoryLayout, layoutHistory } from '../src/tui/graph/draw-history.ts';
import { fitColumns } from '../src/tui/graph/fit-columns.ts';
import { orderRevisions } from '../src/tui/graph/order.ts';
import { type Growth, grownGraph, randomFrom } from '../test/revision/random-graph.ts';

const count = Number(process.argv[2] ?? 5000);

const teams: readonly (readonly [name: string, growth: Omit<Growth, 'count'>])[] = [
  ['one line', { live: 1, merge: 0, fork: 0 }],
  ['small team', { live: 3, merge: 0.02, fork: 0.03 }],
  ['busy team', { live: 8, merge: 0.05, fork: 0.08 }],
  ['20 live branches', { live: 20, merge: 0.05, fork: 0.1 }],
  ['20 live, many merges', { live: 20, merge: 0.2, fork: 0.3 }],
];

const body = `
import type { Op } from 'migsh';

export function up(op: Op) {
${"  op.addColumn('customer', c => c.string('name', 200).nullable());\n".repeat(20)}}
`;

for (const [name, growth] of teams) {
  const graph = grownGraph(randomFrom(7), { ...growth, count });
  console.log(`${name}: ${count} revisions, ${graph.heads.length} heads`);
  reading(graph);
  planning(graph);
  drawing(graph);
  console.log('');
}

function reading(graph: RevisionGraph): void {
  const texts = graph.revisions.map(revision => ({
    text: `${formatHeader({ ...revision, createdAt: '2026-11-20T14:32:05Z' })}${body}`,
    path: revision.path,
  }));
  print([
    timed('headers', () => texts.map(({ text, path }) => parseHeader(text, path))),
    timed('graph', () => buildGraph(graph.revisions)),
  ]);
}

function planning(graph: RevisionGraph): void {
  const all = new Set(graph.revisions.map(({ id }) => id));
  const most = new Set(graph.revisions.slice(0, -3).map(({ id }) => id));
  const id = graph.revisions[Math.floor(count / 2)]?.id ?? '';
  print([
    timed('up, all', () => planUp(graph, new Set(), 'heads')),
    timed('up, last 3', () => planUp(graph, most, 'heads')),
    timed('down, all', () => planDown(graph, all, 'base')),
    timed('current', () => tips(graph, all)),
    timed('a name', () => selectRevisions(graph, id)),
  ]);
}

function drawing(graph: RevisionGraph): void {
  for (const order of ['grouped', 'created'] as const) {
    const layout = layoutHistory(graph, { order });
    print([
      timed(`order (${order})`, () => orderRevisions(graph, order, undefined)),
      timed('order and lanes', () => layoutHistory(graph, { order })),
      timed('draw 36 rows', () => drawPage(layout, { from: count / 2, to: count / 2 + 36 })),
    ]);
    console.log(
      `  lanes per row, median/95 %/most: ${quantiles(lanes(layout))}; on a page of 36: ${quantiles(pages(layout))}`,
    );
  }
}

function lanes({ rows }: HistoryLayout): number[] {
  return rows.map(row => {
    const columns = [row, ...row.through, ...row.parents, ...row.joins].map(({ column }) => column);
    return Math.max(...columns) + 1;
  });
}

/** Lanes left on each page once those that only pass are folded away. */
function pages({ rows }: HistoryLayout): number[] {
  const starts = Array.from({ length: Math.ceil(rows.length / 36) }, (_, page) => page * 36);
  return starts.map(from => fitColumns(rows.slice(from, from + 36), 1).count);
}

function quantiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0.95, 1].map(part => sorted[Math.floor((sorted.length - 1) * part)] ?? 0).join('/');
}

/** The median of five runs after one that warms up. */
function timed(name: string, run: () => unknown): string {
  run();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return `${name} ${(times.toSorted((a, b) => a - b)[2] ?? 0).toFixed(2)} ms`;
}

function print(parts: readonly string[]): void {
  console.log(`  ${parts.join('   ')}`);
}
