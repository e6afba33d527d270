import { readFileSync } from 'node:fs';

import { buildGraph, type RevisionGraph } from '../../src/revision/graph.ts';
import type { Revision } from '../../src/revision/revision.ts';

/** A graph, the rows of Alembic's version table, a command, and what the real Alembic did. */
export interface GraphCase {
  readonly id: string;
  readonly graph: string;
  readonly current: readonly string[];
  readonly command: readonly string[];
  readonly command_line: string;
  readonly expect: Expectation;
  readonly debatable?: string;
}

export interface Expectation {
  readonly steps?: readonly { readonly rev: string; readonly dir: 'up' | 'down' | 'stamp' }[];
  readonly final?: readonly string[];
  readonly order?: 'forced' | 'tie_break' | 'any_topological' | 'as_given';
  readonly error?: { readonly kind: string };
  readonly output?: readonly string[];
  readonly compare?: 'ordered' | 'set';
  readonly labels?: readonly string[];
  /** Of `current --check-heads`; not in the file. */
  readonly atHeads?: boolean;
  readonly new?: {
    readonly id: string;
    readonly down_revisions: readonly string[];
    readonly branch_labels: readonly string[];
    readonly depends_on: readonly string[];
  };
}

type Row = readonly [id: string, parents: string[], labels: string[], dependsOn: string[]];

interface CaseFile {
  readonly graphs: Readonly<Record<string, readonly Row[]>>;
  readonly cases: readonly GraphCase[];
}

const file: CaseFile = JSON.parse(
  readFileSync(new URL('graph-cases.json', import.meta.url), 'utf8'),
);

export const cases = file.cases;

/** The graph of a case, built as from files. */
export function graphOf(name: string): RevisionGraph {
  return buildGraph((file.graphs[name] ?? []).map(revisionOf));
}

function revisionOf([id, parents, labels, dependsOn]: Row, index: number): Revision {
  return {
    id,
    parents,
    labels,
    dependsOn,
    message: `about ${id}`,
    path: `migrations/${String(index).padStart(3, '0')}_${id}.ts`,
    line: 4,
    answers: {},
    waivers: [],
  };
}
