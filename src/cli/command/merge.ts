import type { AppContext } from '../../app/context.ts';
import type { MergeReview } from '../../app/merge-review.ts';
import type { MergeRequest } from '../../app/merge.ts';
import { MigshError } from '../../error.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { findRevisionIn } from '../find-revision.ts';
import { filePlaceOf, printResult } from '../new-file.ts';
import { isOn, textOf } from '../parse.ts';
import { printMerge } from '../print-merge.ts';
import { openAsker } from '../prompts.ts';
import { usage } from '../usage.ts';

/** `merge`: what the branches do to each other, then the new file's path; with `--plan` its text. */
export async function run(call: Call): Promise<number> {
  const { invocation, output } = call;
  const request = requestOf(call);
  return withContext(invocation, async context => {
    const { merge, prepareMerge } = await import('../../app/merge.ts');
    const review = await prepareMerge(context, request);
    if (!(await agreed(call, context, review))) return stopped(call, review);
    const result = merge(context, review, request);
    if (output.json) output.document({ ...result, review });
    else printResult(result, output);
    return 0;
  });
}

function requestOf({ invocation }: Call): MergeRequest {
  const message = textOf(invocation, 'message');
  if (message === undefined) {
    throw usage('a merge wants a message', 'migsh merge -m "merge billing"');
  }
  const plan = isOn(invocation, 'plan');
  return { message, names: invocation.arguments ?? [], ...filePlaceOf(invocation), plan };
}

/**
 * Whether the file is to be written. Where the sides disagree a person is asked, and `--yes` is the answer of a script:
 * the file says that the branches fit together, which nobody has seen to.
 */
async function agreed(call: Call, context: AppContext, review: MergeReview): Promise<boolean> {
  const { invocation, mode, output } = call;
  const isOpen =
    review.verdict === 'disagrees' && !isOn(invocation, 'yes') && !isOn(invocation, 'plan');
  const text = printMerge(review, findRevisionIn(context), output.err);
  if (!output.json || mode.asks) {
    if (isOpen) output.say(`${text}\n`);
    else if (!output.json) output.mention(`${text}\n`);
  }
  if (!isOpen) return true;
  if (!mode.asks) refuse(review);
  return (await openAsker(mode)).confirm('Write the merge all the same?');
}

function refuse(review: MergeReview): never {
  const ways = review.remedies.map(({ command }) => `${command}, or `).join('');
  throw new MigshError('not-confirmed', 'the sides of this merge disagree; nothing was written', {
    hint: `${ways}--yes writes the merge all the same`,
    details: { review },
  });
}

function stopped({ output }: Call, review: MergeReview): number {
  if (output.json) {
    output.document({ revision: null, path: null, text: null, reason: 'stopped', review });
  }
  output.say('stopped: nothing was written\n');
  return 1;
}
