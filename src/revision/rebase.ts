import { MigshError } from '../error.ts';
import type { RevisionGraph } from './graph.ts';
import { buildGraph } from './graph.ts';
import { readHeaderLines } from './header-block.ts';
import { splitTags, tagNamed } from './header-tags.ts';
import type { Revision } from './revision.ts';
import { descendants } from './walk.ts';

/** A history in which some revisions stand elsewhere. */
export interface Rebased {
  readonly moves: readonly Move[];
  /** The graph after the moves. */
  readonly graph: RevisionGraph;
}

/** Other parents for one revision. */
export interface Move {
  readonly id: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/**
 * The moves that put revisions on another one (undefined: on none, as a base). Those of them that stand on each other go on
 * doing so; what else they stand on is given up. One that stands there already is no move.
 * @throws MigshError `bad-target` where one would stand on itself or on what stands on it, `cycle` by a dependency
 */
export function rebased(
  graph: RevisionGraph,
  ids: readonly string[],
  onto: string | undefined,
): Rebased {
  for (const id of ids) {
    if (onto !== undefined && descendants(graph, [id]).has(onto)) throw standsAbove(id, onto);
  }
  const moves = ids.flatMap((id): Move[] => {
    const from = graph.parents(id);
    const to = newParents(from, ids, onto);
    return to.join() === from.join() ? [] : [{ id, from, to }];
  });
  return { moves, graph: buildGraph(graph.revisions.map(revision => moved(revision, moves))) };
}

function newParents(
  from: readonly string[],
  ids: readonly string[],
  onto: string | undefined,
): readonly string[] {
  const place = onto === undefined ? [] : [onto];
  if (from.length === 0) return place;
  return [...new Set(from.flatMap(parent => (ids.includes(parent) ? [parent] : place)))];
}

function moved(revision: Revision, moves: readonly Move[]): Revision {
  const move = moves.find(({ id }) => id === revision.id);
  return move === undefined ? revision : { ...revision, parents: move.to };
}

/** A file's text with another `@parents` value; nothing else of it changes. */
export function withParents(text: string, path: string, parents: readonly string[]): string {
  const { tags } = splitTags(readHeaderLines(text, path), path);
  const tag = tagNamed(tags, 'parents', path);
  const value = parents.length === 0 ? 'none' : parents.join(', ');
  const lines = text.split(/(?<=\n)/);
  const at = (tag?.line ?? 1) - 1;
  const line = lines[at] ?? '';
  const next = line.replace(/(@parents\s+)(.*?)(\s*(?:\*\/.*)?)$/su, (_, name: string, old, end) =>
    typeof end === 'string' ? `${name}${value}${end}` : String(old),
  );
  // A list may go on in indented lines: they belong to the old value.
  const rest = continuedLines(lines, at);
  return [...lines.slice(0, at), next, ...lines.slice(at + 1 + rest)].join('');
}

function continuedLines(lines: readonly string[], at: number): number {
  const following = lines.slice(at + 1);
  const end = following.findIndex(line => !/^\s*\*\s{2,}[^@\s]/.test(line));
  return end === -1 ? 0 : end;
}

function standsAbove(id: string, target: string): MigshError {
  const message =
    id === target
      ? `${id} cannot stand on itself`
      : `${id} cannot stand on ${target}, which stands on it`;
  return new MigshError('bad-target', message, {
    hint: 'name a revision of the other branch: migsh history',
    details: { id, target },
  });
}
