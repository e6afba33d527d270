import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { apply } from '../operation/apply.ts';
import type { Operation } from '../operation/operation.ts';
import { planUp } from '../revision/plan-walk.ts';
import { ancestors } from '../revision/walk.ts';
import type { Schema } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import { replay } from './recorded.ts';
import type { DraftFile } from './revise.ts';

interface Reach {
  readonly file: DraftFile;
  readonly up: readonly Operation[];
  readonly dialect: DialectName;
}

/**
 * The difference is computed against all heads, but the revision stands on some of them: what it changes has to be there.
 * @throws MigshError `not-on-branch` naming the heads on which it could stand
 */
export async function refuseOutOfReach(
  context: AppContext,
  { file, up, dialect }: Reach,
): Promise<void> {
  const { graph } = context.history();
  if (graph.heads.length < 2) return;
  const needed = file.dependsOn.flatMap(name => graph.labelled(name)?.id ?? name);
  const below = ancestors(graph, [...file.parents, ...needed]);
  const order = planUp(graph, new Set(), 'heads').filter(id => below.has(id));
  const failure = tryOut(await replay(context, order, dialect), up);
  if (failure === undefined) return;
  throw new MigshError(
    'not-on-branch',
    `on ${file.parents.join(', ')} this revision could not run: ${failure}`,
    {
      hint: 'choose the other head (--head), let it depend on the other branch (--depends-on), or merge the heads first (migsh merge)',
      details: { parents: file.parents, heads: graph.heads },
    },
  );
}

function tryOut(start: Schema, up: readonly Operation[]): string | undefined {
  let schema = start;
  try {
    for (const operation of up) schema = apply(schema, operation);
    return undefined;
  } catch (error) {
    if (error instanceof MigshError) return error.message;
    throw error;
  }
}
