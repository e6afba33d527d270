import { mergeParents } from '../revision/new-revision.ts';
import type { AppContext } from './context.ts';
import { dialectOf } from './context.ts';
import type { MergeReview } from './merge-review.ts';
import { reviewMerge } from './merge-review.ts';
import type { RevisionRequest } from './revise.ts';
import { draftFile, writeDraft } from './revise.ts';
import type { RevisionResult } from './shapes.ts';

export interface MergeRequest extends Omit<RevisionRequest, 'head'> {
  /** Heads or other names; none: all heads. */
  readonly names: readonly string[];
}

/** What a merge of these heads would join. Writes nothing. */
export async function prepareMerge(
  context: AppContext,
  request: Pick<MergeRequest, 'names' | 'splice'>,
): Promise<MergeReview> {
  const { graph } = context.history();
  const parents = mergeParents(graph, request.names, { splice: request.splice === true });
  return reviewMerge(context, parents, await dialectOf(context));
}

/**
 * Writes the merge revision: the parents as reviewed, no operations.
 * @throws MigshError as `newRevision` does
 */
export function merge(
  context: AppContext,
  review: MergeReview,
  request: MergeRequest,
): RevisionResult {
  const { names: _names, ...rest } = request;
  const content = { up: [], down: [], answers: {}, parents: review.parents };
  const draft = draftFile(context, rest, content);
  return request.plan === true
    ? { revision: null, path: null, text: draft.text }
    : writeDraft(context, draft);
}
