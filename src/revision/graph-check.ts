import { MigshError } from '../error.ts';
import type { Edges } from './graph.ts';
import { nearestNames } from './nearest.ts';
import type { Revision } from './revision.ts';

/** Refuses a circle of parents and dependencies, and names the revisions that form it. */
export function checkCycles(graph: Edges): void {
  const done = new Set<string>();
  for (const { id } of graph.revisions) {
    const circle = findCircle(graph, id, done);
    if (circle !== undefined) throw standsOnItself(graph, circle);
  }
}

/** Two files with one id: Alembic warns and takes the last, so that the history depends on file names. */
export function sameId(first: Revision, second: Revision): MigshError {
  return new MigshError(
    'duplicate-id',
    `${second.path}:${second.line}: revision ${second.id} is also in ${first.path}`,
    {
      hint: 'If one file is a copy, remove it; if it is a revision of its own, give it another id.',
      details: { id: second.id, paths: [first.path, second.path] },
    },
  );
}

/** A label that is another revision's label, or its id. */
export function labelTaken(label: string, taken: Revision, revision: Revision): MigshError {
  const as = taken.id === label ? `is the id of ${taken.path}` : `already stands in ${taken.path}`;
  return new MigshError('label-clash', `${revision.path}:${revision.line}: label ${label} ${as}`, {
    hint: 'A label names one revision: rename one of them. Its descendants bear it without writing it.',
    details: { label, paths: [taken.path, revision.path] },
  });
}

/** A parent that no file has. */
export function standsOnNothing(
  revision: Revision,
  parent: string,
  byId: ReadonlyMap<string, Revision>,
): MigshError {
  return missing('missing-parent', `parent ${parent}`, revision, nearestNames(parent, byId.keys()));
}

/** A dependency that is no file's id and no label. */
export function dependsOnNothing(
  revision: Revision,
  name: string,
  names: readonly string[],
): MigshError {
  return missing('missing-dependency', `dependency ${name}`, revision, nearestNames(name, names));
}

function missing(
  code: 'missing-parent' | 'missing-dependency',
  what: string,
  revision: Revision,
  nearest: readonly string[],
): MigshError {
  const tag = code === 'missing-parent' ? '@parents' : '@depends';
  const like = nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`;
  return new MigshError(
    code,
    `${revision.path}:${revision.line}: no file holds ${what} of revision ${revision.id}`,
    {
      hint: `Get the file from where it was written (another git branch?), or mend ${tag}.${like}`,
      details: { id: revision.id, path: revision.path, line: revision.line, nearest },
    },
  );
}

/** Walks parents and dependencies from `start` without recursion: a history may be thousands deep. */
function findCircle(graph: Edges, start: string, done: Set<string>): string[] | undefined {
  if (done.has(start)) return undefined;
  const path: { readonly id: string; readonly below: Iterator<string> }[] = [];
  const open = new Set<string>();
  const enter = (id: string): void => {
    path.push({ id, below: [...graph.parents(id), ...graph.dependencies(id)].values() });
    open.add(id);
  };
  enter(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.below.next();
    if (next.done === true) {
      path.pop();
      open.delete(top.id);
      done.add(top.id);
    } else if (open.has(next.value)) {
      const ids = path.map(({ id }) => id);
      return [...ids.slice(ids.indexOf(next.value)), next.value];
    } else if (!done.has(next.value)) {
      enter(next.value);
    }
  }
  return undefined;
}

function standsOnItself(graph: Edges, circle: readonly string[]): MigshError {
  const ids = circle.slice(1);
  const files = ids.flatMap(id => graph.get(id) ?? []);
  const byParents = ids.every((id, at) => graph.parents(circle[at] ?? '').includes(id));
  const tag = byParents ? '@parents' : '@parents or @depends';
  const itself = byParents ? 'is its own parent' : 'depends on itself';
  const what =
    ids.length === 1
      ? `revision ${ids[0]} ${itself}`
      : `revisions stand on each other in a circle: ${few(circle, ' → ')}`;
  const places = few(
    files.map(file => `${file.path}:${file.line}`),
    ', ',
  );
  return new MigshError('cycle', `${places}: ${what}`, {
    hint: `Mend ${tag} in one of these files.`,
    details: { ids, paths: files.map(file => file.path) },
  });
}

/** The first of many, and how many more there are. */
function few(items: readonly string[], between: string): string {
  if (items.length <= 10) return items.join(between);
  return [...items.slice(0, 8), `${items.length - 8} more`].join(between);
}
