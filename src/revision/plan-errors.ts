import { MigshError } from '../error.ts';
import type { RevisionGraph } from './graph.ts';
import type { RevisionName } from './name.ts';
import { titled, titledList } from './select-errors.ts';

/** `upgrade -1`, `upgrade +0`. */
export function notUpwards(name: RevisionName): MigshError {
  const steps = name.steps ?? 0;
  return new MigshError('out-of-range', `${name.text} does not lead up`, {
    hint:
      steps < 0
        ? `To take revisions back: migsh downgrade ${name.text}`
        : 'One step: migsh upgrade +1',
    details: { name: name.text },
  });
}

/** `downgrade +1`, `downgrade -0`. */
export function notDownwards(name: RevisionName): MigshError {
  const steps = name.steps ?? 0;
  return new MigshError('out-of-range', `${name.text} does not lead down`, {
    hint:
      steps > 0 ? `To apply revisions: migsh upgrade ${name.text}` : 'One step: migsh downgrade -1',
    details: { name: name.text },
  });
}

/** Steps counted from the current revision, where there are several. */
export function severalStarts(
  graph: RevisionGraph,
  name: RevisionName,
  starts: readonly string[],
): MigshError {
  const steps = `${(name.steps ?? 0) > 0 ? '+' : ''}${name.steps ?? 0}`;
  return new MigshError(
    'ambiguous-start',
    `${name.text} counts from the current revision, and there are ${starts.length}`,
    {
      hint: `Say from which: ${starts.map(id => `${id}${steps}`).join(', ')} – current are ${titledList(graph, starts)}`,
      details: { name: name.text, current: starts },
    },
  );
}

/** `-1` where nothing is applied, or `label@-1` where nothing of that branch is. */
export function nothingApplied(name: RevisionName): MigshError {
  const { text, branch } = name;
  if (branch === undefined) {
    return new MigshError('out-of-range', `${text} leads too far: nothing is applied`, {
      hint: 'To apply revisions: migsh upgrade',
      details: { name: text },
    });
  }
  return new MigshError('bad-target', `${text}: nothing of branch ${branch} is applied`, {
    hint: `What is: migsh current. To apply it: migsh upgrade ${branch}@head`,
    details: { name: text, branch },
  });
}

/** A downgrade whose target has nothing applied above it and is not current either. */
export function nothingAbove(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: { readonly name: RevisionName; readonly point: string },
): MigshError {
  const { name, point } = target;
  const why = applied.has(point)
    ? `nothing ${name.branch === undefined ? '' : `of ${name.branch} `}above ${titled(graph, point)} is applied`
    : `${titled(graph, point)} is not applied`;
  return new MigshError('bad-target', `${name.text} is no target to go down to: ${why}`, {
    hint: applied.has(point)
      ? `To take ${point} itself back, name what comes before it: migsh downgrade ${point}-1`
      : `What is applied: migsh current. To apply it: migsh upgrade ${point}`,
    details: { name: name.text, id: point },
  });
}

/** Applied revisions that nobody can place, because no file has them. */
export function fileIsGone(ids: readonly string[]): MigshError {
  return new MigshError(
    'unknown-revision',
    `applied, but no file has it: ${ids.join(', ')}; whether it would have to go first cannot be told`,
    {
      hint: 'Get the file from the git branch it was applied from, or let the stored text run: --run-stored.',
      details: { missing: ids },
    },
  );
}

/** `current` where nothing is applied. */
export function nowhere(name: RevisionName): MigshError {
  return new MigshError('bad-target', `${name.text}: nothing of that is applied`, {
    hint: 'What is applied: migsh current. Everything: base or heads.',
    details: { name: name.text },
  });
}

/** A new revision on one that has children already. */
export function hasChildren(graph: RevisionGraph, id: string): MigshError {
  const children = graph.children(id);
  return new MigshError(
    'not-a-head',
    `${titled(graph, id)} is no head: ${titledList(graph, children)} stands on it`,
    {
      hint: `Stand on the head: --head ${id}@head; or open a second branch here: --head ${id} --splice`,
      details: { id, children },
    },
  );
}
