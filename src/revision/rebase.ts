import { MigshError } from '../error.ts';
import type { RevisionGraph } from './graph.ts';
import { buildGraph } from './graph.ts';
import { readHeaderLines } from './header-block.ts';
import { splitTags, tagNamed } from './header-tags.ts';
import type { Revision } from './revision.ts';
import { descendants } from './walk.ts';

/**
 * The revision with other parents, checked against the rest of the history.
 * @throws MigshError `bad-target` where it would stand on itself or on what stands on it, `cycle` by a dependency
 */
export function rebased(
  graph: RevisionGraph,
  revision: Revision,
  parents: readonly string[],
): Revision {
  const above = descendants(graph, [revision.id]);
  const below = parents.find(id => above.has(id));
  if (below !== undefined) throw standsAbove(revision.id, below);
  const moved = { ...revision, parents };
  buildGraph(graph.revisions.map(known => (known.id === revision.id ? moved : known)));
  return moved;
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
