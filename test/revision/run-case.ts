import { type ErrorCode, MigshError } from '../../src/error.ts';
import type { RevisionGraph } from '../../src/revision/graph.ts';
import {
  checkNewRevision,
  mergeParents,
  newDependencies,
} from '../../src/revision/new-revision.ts';
import { planScript } from '../../src/revision/plan-script.ts';
import { newParents, planDown, planStamp, planUp } from '../../src/revision/plan-walk.ts';
import { selectRange, selectRevisions } from '../../src/revision/select.ts';
import { ancestors, realHeads, tips } from '../../src/revision/walk.ts';
import { type Expectation, type GraphCase, graphOf } from './graph-cases.ts';

/** What migsh's own code makes of a case; a refusal is thrown. */
export function runCase(each: GraphCase): Expectation {
  const graph = graphOf(each.graph);
  const [command = '', ...rest] = each.command;
  const applied = ancestors(graph, each.current);
  const words = rest.filter((word, at) => !word.startsWith('--') && !takesValue(rest[at - 1]));
  const flags = new Set(rest.filter(word => word.startsWith('--')));
  const run = commands[command];
  if (run === undefined) throw new Error(`no such command in the cases: ${command}`);
  return run({ graph, applied, current: tips(graph, applied), words, flags, rest });
}

/** The refusal of a case, if it is refused. */
export function refusalOf(each: GraphCase): MigshError | undefined {
  try {
    runCase(each);
    return undefined;
  } catch (error) {
    if (error instanceof MigshError) return error;
    throw error;
  }
}

/** Alembic's kinds of failure and the codes that say the same here, where one text of Alembic's has several causes. */
export const codesOf: Readonly<Record<string, readonly ErrorCode[]>> = {
  unknown_revision: ['unknown-revision', 'prefix-too-short', 'ambiguous-prefix', 'no-such-branch'],
  not_in_branch: ['not-on-branch'],
  multiple_heads: ['multiple-heads'],
  multiple_heads_revision: ['multiple-heads'],
  ambiguous_walk: ['ambiguous-walk'],
  ambiguous_current: ['ambiguous-start'],
  relative_out_of_range: ['out-of-range'],
  relative_walked_too_far: ['out-of-range'],
  not_ancestor_downgrade: ['bad-target'],
  not_ancestor_range: ['bad-target'],
  crash: ['bad-target'],
  range_required: ['usage'],
  range_syntax: ['usage'],
  illegal_revision_id: ['bad-id'],
  duplicate_revision: ['duplicate-id'],
  duplicate_label: ['label-clash'],
  missing_revision: ['missing-parent', 'missing-dependency'],
  cycle: ['cycle'],
  dependency_cycle: ['cycle'],
  dependency_self_loop: ['cycle'],
};

interface Call {
  readonly graph: RevisionGraph;
  readonly applied: ReadonlySet<string>;
  readonly current: readonly string[];
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly rest: readonly string[];
}

const commands: Readonly<Record<string, (call: Call) => Expectation>> = {
  upgrade: call => move(call, 'up'),
  downgrade: call => move(call, 'down'),
  stamp: ({ graph, applied, words, flags }) => {
    const { add, remove } = planStamp(graph, applied, words, { purge: flags.has('--purge') });
    const after = new Set([...applied, ...add].filter(id => !remove.includes(id)));
    return { steps: [], final: tips(graph, after) };
  },
  heads: ({ graph, flags }) => ({
    output: flags.has('--resolve-dependencies') ? realHeads(graph) : graph.heads,
  }),
  branches: ({ graph }) => ({
    output: graph.revisions.map(({ id }) => id).filter(id => graph.isBranchPoint(id)),
  }),
  show: ({ graph, words, current }) => {
    const output = selectRevisions(graph, words[0] ?? '', { current });
    return { output, labels: [...new Set(output.flatMap(id => graph.labels(id)))] };
  },
  history: ({ graph, words, current }) => ({
    output: selectRange(graph, words.at(-1) === '-r' ? ':' : (words.at(-1) ?? ':'), current),
  }),
  current: ({ graph, applied, current, flags }) => ({
    output: current,
    ...(flags.has('--check-heads') ? { atHeads: graph.heads.every(id => applied.has(id)) } : {}),
  }),
  revision: ({ graph, rest }) => ({
    new: created(graph, rest, newParents(graph, valuesOf(rest, '--head')[0], splice(rest))),
  }),
  merge: ({ graph, rest, words }) => ({
    new: created(graph, rest, mergeParents(graph, words, splice(rest))),
  }),
};

function move(call: Call, direction: 'up' | 'down'): Expectation {
  const { graph, words, flags } = call;
  const [target = ''] = words;
  const plan = direction === 'up' ? planUp : planDown;
  const { applied, ids } = flags.has('--sql')
    ? planScript(graph, target, direction)
    : { applied: call.applied, ids: plan(graph, call.applied, target) };
  const after =
    direction === 'up'
      ? new Set([...applied, ...ids])
      : new Set([...applied].filter(id => !ids.includes(id)));
  return { steps: ids.map(rev => ({ rev, dir: direction })), final: tips(graph, after) };
}

function created(
  graph: RevisionGraph,
  rest: readonly string[],
  parents: readonly string[],
): NonNullable<Expectation['new']> {
  const [id = ''] = valuesOf(rest, '--rev-id');
  const labels = valuesOf(rest, '--branch-label');
  checkNewRevision(graph, { id, labels });
  return {
    id,
    down_revisions: parents,
    branch_labels: labels,
    depends_on: newDependencies(graph, valuesOf(rest, '--depends-on')),
  };
}

function splice(rest: readonly string[]): { readonly splice: boolean } {
  return { splice: rest.includes('--splice') };
}

function takesValue(flag = ''): boolean {
  return ['--rev-id', '--head', '--branch-label', '--depends-on'].includes(flag);
}

function valuesOf(rest: readonly string[], flag: string): readonly string[] {
  return rest.flatMap((word, at) => (rest[at - 1] === flag ? [word] : []));
}
