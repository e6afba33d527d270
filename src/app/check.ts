import { MigshError } from '../error.ts';
import type { RevisionGraph } from '../revision/graph.ts';
import { compareSchemas } from '../schema/compare.ts';
import { changedSince } from './changed-since.ts';
import type { AppContext } from './context.ts';
import { describeChange } from './describe-change.ts';
import type { Finding, Findings } from './finding.ts';
import type { ScratchOptions } from './scratch.ts';
import { readSides } from './sides.ts';

/** What is looked at besides entities and heads. */
export interface CheckRequest {
  /** `--since`: files that were there at this commit of git have to be as they were. */
  readonly since?: string;
  /** No server is asked. */
  readonly offline?: boolean;
}

/**
 * Holds the files against the entities, whatever any database holds: connects to none but a scratch database.
 * @throws MigshError what the config, the entities and the files throw
 */
export async function check(
  context: AppContext,
  { since, ...options }: CheckRequest,
): Promise<Findings> {
  const { graph, strays } = context.history();
  const changed = since === undefined ? [] : await changedSince(context, since);
  const heads = severalHeads(graph);
  return {
    findings: [
      ...(await entitiesDiffer(context, options)),
      ...heads,
      ...changed,
      ...strays.map(withoutHeader),
    ],
  };
}

async function entitiesDiffer(
  context: AppContext,
  options: ScratchOptions,
): Promise<readonly Finding[]> {
  const sides = await readSides(context, options).catch((error: unknown) =>
    headsClash(context, error),
  );
  if ('code' in sides) return [sides];
  const { changes, questions } = compareSchemas(sides.recorded, sides.desired, sides.copies);
  const differences =
    changes.length > 0
      ? changes.map(change => describeChange(change).replace(/ {2,}/, ' '))
      : questions.map(({ message }) => message);
  return [
    ...differences.map((message): Finding => ({
      code: 'entities-differ',
      level: 'error',
      message,
      hint: 'migsh migrate -m "…" writes the difference into a revision',
    })),
    ...sides.notes.map(notCompared),
  ];
}

function notCompared(message: string): Finding {
  return {
    code: 'not-compared',
    level: 'note',
    message,
    hint: 'a difference there is not found',
  };
}

/** Of several heads, what one does may not run beside what another does; a single head that does not replay is an error. */
function headsClash(context: AppContext, error: unknown): Finding {
  const { graph } = context.history();
  if (!(error instanceof MigshError) || graph.heads.length < 2 || !('file' in error.details)) {
    throw error;
  }
  return {
    code: 'heads-clash',
    level: 'error',
    message: `the heads cannot be applied together: ${error.message}`,
    hint: 'migsh merge -m "…" shows where they touch the same things',
  };
}

/** Heads that nothing names: `upgrade` alone does not know which one is meant. */
function severalHeads(graph: RevisionGraph): readonly Finding[] {
  const nameless = graph.heads.filter(id => ownLabels(graph, id).length === 0);
  if (nameless.length < 2) return [];
  return nameless.map(id => namelessHead(graph, id, nameless.length));
}

function namelessHead(graph: RevisionGraph, id: string, count: number): Finding {
  const revision = graph.get(id);
  const title = revision?.message.split('\n')[0] ?? '';
  return {
    code: 'several-heads',
    level: 'error',
    message: `${id} (${title}) is one of ${count} heads without a label of their own`,
    hint: 'migsh merge -m "…" joins them, migsh rebase REV --onto REV puts one on the other; a branch that is to stay wants @labels',
    revision: id,
    ...(revision && { path: revision.path, line: revision.line }),
  };
}

/** Labels that stand on this head and on no other. */
function ownLabels(graph: RevisionGraph, head: string): readonly string[] {
  const others = new Set(graph.heads.filter(id => id !== head).flatMap(id => graph.labels(id)));
  return graph.labels(head).filter(label => !others.has(label));
}

function withoutHeader(path: string): Finding {
  return {
    code: 'no-header',
    level: 'note',
    message: `${path} has no @revision header: it is no revision`,
    hint: 'give it one, or move it away; a name that begins with . or _ is not looked at',
    path,
  };
}
