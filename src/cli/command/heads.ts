import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { printRevisions } from '../print-revisions.ts';

/** `heads`: reads files only. */
export function run({ invocation, output }: Call): Promise<number> {
  return withContext(invocation, async context => {
    const { heads } = await import('../../app/heads.ts');
    const shape = heads(context);
    if (output.json) output.document(shape);
    else output.write(printRevisions(shape.heads, output.out));
    if (shape.heads.length === 0)
      output.mention('there are no revisions yet: migsh revision -m "…"\n');
    return 0;
  });
}
