import { MigshError } from '../error.ts';
import type { RevisionGraph } from './graph.ts';
import type { RevisionName } from './name.ts';
import { nearestNames } from './nearest.ts';
import type { Revision } from './revision.ts';

/** `3f2a9c1e7b04 (add order history)`: a revision, or the one that bears a label, as errors and hints name it. */
export function titled(graph: RevisionGraph, id: string): string {
  const revision = graph.get(id) ?? graph.labelled(id);
  const title = revision?.message.split('\n', 1)[0] ?? '';
  return title === '' ? id : `${id} (${title})`;
}

/** Several revisions as a hint lists them; more than eight are counted. */
export function titledList(graph: RevisionGraph, ids: readonly string[]): string {
  const shown = ids.slice(0, 8).map(id => titled(graph, id));
  return [...shown, ...(ids.length > 8 ? [`and ${ids.length - 8} more`] : [])].join(', ');
}

/** A name that fits no revision. */
export function unknownRevision(graph: RevisionGraph, name: string): MigshError {
  return new MigshError('unknown-revision', `no revision is named ${name}`, {
    hint: `${nearest(graph, name)}All of them: migsh history`,
    details: { name, nearest: nearestIds(graph, name) },
  });
}

/** A branch that is neither a label nor a revision. */
export function noSuchBranch(graph: RevisionGraph, branch: string): MigshError {
  const labels = graph.revisions.flatMap(revision => revision.labels);
  const known =
    labels.length === 0 ? 'No revision bears a label.' : `Labels: ${labels.join(', ')}.`;
  return new MigshError('no-such-branch', `no label and no revision is named ${branch}`, {
    hint: `${nearest(graph, branch)}${known} Branches: migsh heads`,
    details: { branch, labels, nearest: nearestIds(graph, branch) },
  });
}

/** A prefix of several ids or labels. */
export function ambiguousPrefix(
  graph: RevisionGraph,
  prefix: string,
  found: readonly Revision[],
): MigshError {
  const ids = found.map(({ id }) => id);
  return new MigshError('ambiguous-prefix', `${ids.length} revisions begin with ${prefix}`, {
    hint: `Type more of the one you mean: ${titledList(graph, ids)}`,
    details: { prefix, candidates: ids },
  });
}

/** A prefix of fewer than four characters, which the next file could make another revision's. */
export function prefixTooShort(
  graph: RevisionGraph,
  prefix: string,
  found: readonly Revision[],
): MigshError {
  const ids = found.map(({ id }) => id);
  return new MigshError(
    'prefix-too-short',
    `${prefix} is too short: the beginning of an id counts from four characters on`,
    {
      hint: `Type more of it: ${titledList(graph, ids)}`,
      details: { prefix, candidates: ids },
    },
  );
}

/** `branch@X` where X is no ancestor and no descendant of the branch's revision. */
export function notOnBranch(
  graph: RevisionGraph,
  name: RevisionName,
  revision: Revision,
): MigshError {
  return new MigshError(
    'not-on-branch',
    `${titled(graph, revision.id)} is not on branch ${name.branch}`,
    {
      hint: `Leave ${name.branch}@ out, or name a revision of that branch: migsh history -r ${name.branch}@base:`,
      details: { name: name.text, branch: name.branch, id: revision.id },
    },
  );
}

/** `head` where there are several. */
export function severalHeads(
  graph: RevisionGraph,
  name: string,
  heads: readonly string[],
): MigshError {
  return new MigshError('multiple-heads', `${name} is ambiguous: there are ${heads.length} heads`, {
    hint: `Name one: ${headNames(graph, heads).join(', ')}. Or all: heads. Or join them: migsh merge -m "…"`,
    details: { name, heads },
  });
}

/** A name that stands for several revisions where one is wanted. */
export function choose(graph: RevisionGraph, name: string, ids: readonly string[]): MigshError {
  return new MigshError(
    'multiple-heads',
    `${name} stands for ${ids.length} revisions, one is wanted`,
    {
      hint: `Name one: ${titledList(graph, ids)}`,
      details: { name, heads: ids },
    },
  );
}

/** A name such as `base` where a revision is wanted. */
export function noSingle(graph: RevisionGraph, name: string): MigshError {
  return new MigshError(
    'unknown-revision',
    `${name} stands before the first revision and is none itself`,
    {
      hint: `The first: ${titledList(graph, graph.bases)}`,
      details: { name, bases: graph.bases },
    },
  );
}

/** Any name, while there is no revision. */
export function emptyHistory(name: string): MigshError {
  return new MigshError('unknown-revision', `${name} names nothing: there is no revision yet`, {
    hint: 'Write the first: migsh migrate -m "…"',
    details: { name },
  });
}

/** `current` where the database holds only revisions that no file has. */
export function unknownCurrent(graph: RevisionGraph, current: readonly string[]): MigshError {
  return new MigshError(
    'unknown-revision',
    `what is applied has no file here: ${current.join(', ')}`,
    {
      hint: 'Get the files from the git branch they were applied from; migsh status shows what the journal knows of them.',
      details: { current },
    },
  );
}

/** Steps that lead below every base or above every head. */
export function tooFar(
  graph: RevisionGraph,
  name: RevisionName,
  walked: { readonly from: string | undefined; readonly taken: number },
): MigshError {
  const up = (name.steps ?? 0) > 0;
  const start = walked.from === undefined ? 'the base' : titled(graph, walked.from);
  const steps = walked.taken === 1 ? '1 step' : `${walked.taken} steps`;
  const room = walked.taken === 0 ? 'none' : `only ${steps}`;
  return new MigshError(
    'out-of-range',
    `${name.text} leads too far: there ${walked.taken > 1 ? 'are' : 'is'} ${room} ${up ? 'above' : 'below'} ${start}`,
    {
      hint: `The furthest ${up ? 'up is head' : 'down is base'}. Where things stand: migsh history -i`,
      details: { name: name.text, from: walked.from ?? null, taken: walked.taken },
    },
  );
}

/** Steps that meet a branch point going up, or a merge point going down. */
export function severalWays(
  graph: RevisionGraph,
  name: RevisionName,
  met: { readonly at: string | undefined; readonly ways: readonly string[] },
): MigshError {
  const where = met.at === undefined ? 'the base' : titled(graph, met.at);
  const up = (name.steps ?? 0) > 0;
  return new MigshError(
    'ambiguous-walk',
    `${name.text}: ${met.ways.length} ways lead ${up ? 'up' : 'down'} from ${where}`,
    {
      hint: `Name the one you mean: ${titledList(graph, met.ways)}`,
      details: { name: name.text, at: met.at ?? null, candidates: met.ways },
    },
  );
}

/** A range whose lower end is no ancestor of its upper end. */
export function notInRange(
  graph: RevisionGraph,
  range: string,
  ends: readonly [lower: string, upper: readonly string[]],
): MigshError {
  const [lower, upper] = ends;
  return new MigshError(
    'bad-target',
    `${range}: ${titled(graph, lower)} is no ancestor of ${titledList(graph, upper) || 'the base'}`,
    {
      hint: 'The older end comes first, and both are on one branch: OLD:NEW.',
      details: { range, lower, upper },
    },
  );
}

/** What should be `a:b` and is not. */
export function noRange(graph: RevisionGraph, range: string): MigshError {
  const known =
    graph.get(range) === undefined ? '' : ` From it on: ${range}: · up to it: :${range}`;
  return new MigshError('usage', `${JSON.stringify(range)} is no range`, {
    hint: `A range is OLD:NEW, OLD: or :NEW.${known}`,
    details: { range },
  });
}

function nearestIds(graph: RevisionGraph, name: string): readonly string[] {
  const names = graph.revisions.flatMap(({ id, labels }) => [id, ...labels]);
  return nearestNames(name, [...names, 'head', 'heads', 'base', 'current']);
}

function nearest(graph: RevisionGraph, name: string): string {
  const names = nearestIds(graph, name);
  if (names.length === 0) return '';
  return `Nearest: ${names.map(each => titled(graph, each)).join(', ')}. `;
}

/** No `--head` where there are several: the tool does not choose the one to stand on. */
export function nameTheHead(graph: RevisionGraph, heads: readonly string[]): MigshError {
  const flags = headNames(graph, heads).map(each => `--head ${each}`);
  return new MigshError('multiple-heads', `there are ${heads.length} heads to stand on`, {
    hint: `Say which: ${flags.join(', ')}. Or join them first: migsh merge -m "…"`,
    details: { heads },
  });
}

/** `billing@head (pay an invoice)` where a label leads to that head alone, else its id. */
function headNames(graph: RevisionGraph, heads: readonly string[]): readonly string[] {
  return heads.map(id => {
    const label = graph
      .labels(id)
      .find(each => heads.every(other => other === id || !graph.labels(other).includes(each)));
    return label === undefined ? titled(graph, id) : titled(graph, id).replace(id, `${label}@head`);
  });
}
