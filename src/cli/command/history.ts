import type { AppContext } from '../../app/context.ts';
import type { HistoryRequest } from '../../app/history.ts';
import type { RevisionShape } from '../../app/shapes.ts';
import { drawHistory, graphWidth } from '../../tui/graph/draw-history.ts';
import { mainHead, orderRevisions } from '../../tui/graph/order.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { parseLimit } from '../limit.ts';
import type { Invocation } from '../parse.ts';
import { isOn, textOf } from '../parse.ts';
import type { HistoryRow } from '../print-history.ts';
import { printHistory, printHistoryBlocks } from '../print-history.ts';
import type { Style } from '../style.ts';

/** `history`: the graph, newest first; with `--verbose` a block per revision instead. */
export async function run({ invocation, output }: Call): Promise<number> {
  const request = requestOf(invocation);
  return withContext(invocation, async context => {
    const { history } = await import('../../app/history.ts');
    const shape = await history(context, request);
    if (output.json) {
      output.document(shape);
      return 0;
    }
    const rows = draw(context, shape, output.out);
    output.write(
      output.verbose ? printHistoryBlocks(rows, output.out) : printHistory(rows, output.out),
    );
    if (rows.length === 0) output.mention('there are no revisions\n');
    return 0;
  });
}

function requestOf(invocation: Invocation): HistoryRequest {
  const range = textOf(invocation, 'range');
  const limit = textOf(invocation, 'limit');
  return {
    ...(range !== undefined && { range }),
    ...(limit !== undefined && { limit: parseLimit(limit) }),
    indicateCurrent: isOn(invocation, 'indicate-current'),
  };
}

interface Listing {
  readonly revisions: readonly RevisionShape[];
  readonly current?: readonly string[];
}

function draw(
  context: AppContext,
  { revisions, current = [] }: Listing,
  style: Style,
): readonly HistoryRow[] {
  const states = new Map(
    revisions.flatMap(({ id, state }) => (state === undefined ? [] : [[id, state] as const])),
  );
  const { graph } = context.history();
  const shapes = new Map(revisions.map(revision => [revision.id, revision]));
  // In the shell's order, so that it is the same picture: a merged branch stands below its merge.
  const main = mainHead(graph, graph.heads);
  const page = drawHistory(graph, {
    ids: orderRevisions(graph, 'grouped', main).filter(id => shapes.has(id)),
    current,
    ...(states.size > 0 && { states }),
    ascii: style.ascii,
    width: Number.isFinite(style.rowWidth) ? graphWidth(style.rowWidth) : unwatchedWidth,
  });
  const gone = revisions.filter(({ state }) => state === 'missing');
  const without = gone.map(revision => ({
    graph: '?',
    revision,
    current: current.includes(revision.id),
  }));
  const drawn = page.rows.flatMap(row => {
    const revision = row.kind === 'revision' ? shapes.get(row.id) : undefined;
    if (revision === undefined) return [];
    const own = withOwnLabels(context, revision);
    return [{ graph: row.graph, revision: own, current: current.includes(revision.id) }];
  });
  return [...without, ...drawn];
}

/** A label stands on all that follows it: here only on the revision that declares it and on the heads that it leads to. */
function withOwnLabels(context: AppContext, revision: RevisionShape): RevisionShape {
  const { graph } = context.history();
  return revision.head ? revision : { ...revision, labels: graph.get(revision.id)?.labels ?? [] };
}

/** Characters for the graph where no screen limits it. */
const unwatchedWidth = 120;
