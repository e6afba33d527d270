import { MigshError } from '../error.ts';
import { findRevision } from './find-revision.ts';
import type { RevisionGraph } from './graph.ts';
import { idPattern, labelPattern } from './header-tags.ts';
import type { Revision } from './revision.ts';
import { noSingle, titled, titledList } from './select-errors.ts';
import { selectRevisions } from './select.ts';

/**
 * The parents of a merge: the revisions that the names stand for, in that order; all heads when none is named. Unlike in
 * Alembic `heads` here counts a head that another one depends on: it has to be merged before `head` is one revision.
 */
export function mergeParents(
  graph: RevisionGraph,
  names: readonly string[],
  options: { readonly splice: boolean },
): readonly string[] {
  const named = names.flatMap(name => idsOf(graph, name));
  const parents = [...new Set(names.length === 0 ? graph.heads : named)];
  if (parents.length < 2) throw nothingToMerge(graph, parents);
  for (const id of parents) {
    if (!options.splice && graph.children(id).length > 0) throw noHead(graph, id);
  }
  return parents;
}

/** A name that stands for no revision, such as `base`, would be left out in silence. */
function idsOf(graph: RevisionGraph, name: string): readonly string[] {
  const ids = name === 'heads' ? graph.heads : selectRevisions(graph, name);
  if (ids.length === 0 && graph.revisions.length > 0) throw noSingle(graph, name);
  return ids;
}

/** What `@depends` of a new revision holds: labels as they are, prefixes as the ids they stand for. */
export function newDependencies(graph: RevisionGraph, names: readonly string[]): readonly string[] {
  const written = names.map(name =>
    graph.labelled(name) === undefined ? findRevision(graph, name).id : name,
  );
  return [...new Set(written)];
}

/** Refuses an id or labels that a new revision cannot have, before its file is written. */
export function checkNewRevision(
  graph: RevisionGraph,
  revision: Pick<Revision, 'id' | 'labels'>,
): void {
  const { id, labels } = revision;
  if (!idPattern.test(id)) throw badId('revision id', id, 'letters, digits and _');
  const taken = bearing(graph, id);
  if (taken !== undefined) throw idTaken(id, taken);
  for (const label of labels) {
    if (!labelPattern.test(label)) throw badId('label', label, 'letters, digits, _ and .');
    const bearer = label === id ? 'the new revision' : bearing(graph, label)?.path;
    if (bearer !== undefined) throw labelTaken(label, bearer);
  }
}

/** The revision that a word is the id or a label of. */
function bearing(graph: RevisionGraph, word: string): Revision | undefined {
  return graph.get(word) ?? graph.labelled(word);
}

function idTaken(id: string, taken: Revision): MigshError {
  return new MigshError('duplicate-id', `${id} is taken by ${taken.path}`, {
    hint: 'Choose another id, or leave --rev-id out.',
    details: { id, paths: [taken.path] },
  });
}

function labelTaken(label: string, bearer: string): MigshError {
  return new MigshError('label-clash', `${label} already names ${bearer}`, {
    hint: 'Choose another label. A revision on a labelled branch bears its label without being told.',
    details: { label },
  });
}

function nothingToMerge(graph: RevisionGraph, parents: readonly string[]): MigshError {
  const what = parents.length === 0 ? 'no revision' : `only ${titledList(graph, parents)}`;
  return new MigshError(
    'bad-target',
    `a merge joins two revisions or more, and this names ${what}`,
    {
      hint:
        graph.heads.length > 1
          ? `Heads are ${titledList(graph, graph.heads)}: migsh merge joins them all.`
          : 'There is one head, nothing to merge: migsh heads',
      details: { parents, heads: graph.heads },
    },
  );
}

function noHead(graph: RevisionGraph, id: string): MigshError {
  const children = graph.children(id);
  return new MigshError(
    'not-a-head',
    `${titled(graph, id)} is no head: ${titledList(graph, children)} stand${children.length === 1 ? 's' : ''} on it`,
    {
      hint: `Merge the head above it: ${id}@head; or this revision all the same: --splice`,
      details: { id, children },
    },
  );
}

function badId(what: string, given: string, allowed: string): MigshError {
  const strange = [...new Set(given.replaceAll(/[\w.]/g, ''))].map(letter =>
    JSON.stringify(letter),
  );
  const why =
    strange.length === 0
      ? 'it is a word with a meaning of its own'
      : `it holds ${strange.join(' ')}`;
  return new MigshError('bad-id', `${JSON.stringify(given)} cannot be a ${what}: ${why}`, {
    hint: `A ${what} is ${allowed}; head, heads, base, current and none are taken.`,
    details: { given },
  });
}
