import {
  checkCycles,
  dependsOnNothing,
  labelTaken,
  sameId,
  standsOnNothing,
} from './graph-check.ts';
import type { Revision } from './revision.ts';
import { spreadLabels } from './spread-labels.ts';

/** The history: revisions, the edges to their parents and dependencies, and what follows from them. */
export interface RevisionGraph {
  /** In load order, which decides wherever nothing else does. */
  readonly revisions: readonly Revision[];
  get(id: string): Revision | undefined;
  /** The revision that declares a label. */
  labelled(label: string): Revision | undefined;
  /** In load order. */
  children(id: string): readonly string[];
  /** As in the file. */
  parents(id: string): readonly string[];
  /** Ids, labels resolved; as in the file. */
  dependencies(id: string): readonly string[];
  /** Who depends on it, in load order. */
  dependents(id: string): readonly string[];
  /** Revisions without children, in load order; a head may still be somebody's dependency. */
  readonly heads: readonly string[];
  /** Revisions without parents, in load order. */
  readonly bases: readonly string[];
  /** Labels that stand on it, declared there or spread to it. */
  labels(id: string): readonly string[];
  isBranchPoint(id: string): boolean;
  isMergePoint(id: string): boolean;
}

/** The graph of revisions given in load order; refuses what is no history: one id twice, a missing parent, a circle. */
export function buildGraph(revisions: readonly Revision[]): RevisionGraph {
  const byId = indexIds(revisions);
  const byLabel = indexLabels(revisions, byId);
  const dependencies = new Map(
    revisions
      .filter(revision => revision.dependsOn.length > 0)
      .map(revision => [revision.id, resolveDependencies(revision, byId, byLabel)]),
  );
  for (const revision of revisions) {
    const lost = revision.parents.find(parent => !byId.has(parent));
    if (lost !== undefined) throw standsOnNothing(revision, lost, byId);
  }
  const graph = edges(revisions, byId, dependencies);
  checkCycles(graph);
  const labels = lazily(() => spreadLabels(graph));
  return {
    ...graph,
    labelled: label => byLabel.get(label),
    heads: revisions.filter(({ id }) => graph.children(id).length === 0).map(({ id }) => id),
    bases: revisions.filter(({ parents }) => parents.length === 0).map(({ id }) => id),
    labels: id => labels().get(id) ?? none,
    isBranchPoint: id => graph.children(id).length > 1,
    isMergePoint: id => graph.parents(id).length > 1,
  };
}

/** The revisions and their edges in both directions, before anything was concluded from them. */
export type Edges = Pick<
  RevisionGraph,
  'revisions' | 'get' | 'children' | 'parents' | 'dependencies' | 'dependents'
>;

const none: readonly string[] = [];

function edges(
  revisions: readonly Revision[],
  byId: ReadonlyMap<string, Revision>,
  dependencies: ReadonlyMap<string, readonly string[]>,
): Edges {
  const children = reversed(revisions, revision => revision.parents);
  const dependents = reversed(revisions, revision => dependencies.get(revision.id) ?? none);
  return {
    revisions,
    get: id => byId.get(id),
    children: id => children.get(id) ?? none,
    parents: id => byId.get(id)?.parents ?? none,
    dependencies: id => dependencies.get(id) ?? none,
    dependents: id => dependents.get(id) ?? none,
  };
}

function reversed(
  revisions: readonly Revision[],
  targets: (revision: Revision) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>();
  for (const revision of revisions) {
    for (const target of targets(revision)) {
      const known = sources.get(target);
      if (known === undefined) sources.set(target, [revision.id]);
      else known.push(revision.id);
    }
  }
  return sources;
}

function indexIds(revisions: readonly Revision[]): ReadonlyMap<string, Revision> {
  const byId = new Map<string, Revision>();
  for (const revision of revisions) {
    const first = byId.get(revision.id);
    if (first !== undefined) throw sameId(first, revision);
    byId.set(revision.id, revision);
  }
  return byId;
}

function indexLabels(
  revisions: readonly Revision[],
  byId: ReadonlyMap<string, Revision>,
): ReadonlyMap<string, Revision> {
  const byLabel = new Map<string, Revision>();
  for (const revision of revisions) {
    for (const label of revision.labels) {
      const taken = byLabel.get(label) ?? byId.get(label);
      if (taken !== undefined) throw labelTaken(label, taken, revision);
      byLabel.set(label, revision);
    }
  }
  return byLabel;
}

/** By exact id or label, never by prefix: a file must mean the same when more files come. */
function resolveDependencies(
  revision: Revision,
  byId: ReadonlyMap<string, Revision>,
  byLabel: ReadonlyMap<string, Revision>,
): readonly string[] {
  const ids = revision.dependsOn.map(name => {
    const found = byId.get(name) ?? byLabel.get(name);
    if (found === undefined)
      throw dependsOnNothing(revision, name, [...byId.keys(), ...byLabel.keys()]);
    return found.id;
  });
  return [...new Set(ids)];
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
