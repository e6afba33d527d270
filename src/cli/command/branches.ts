import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { printBranches } from '../print-branches.ts';

/** `branches`: reads files only. */
export function run({ invocation, output }: Call): Promise<number> {
  return withContext(invocation, async context => {
    const { branches } = await import('../../app/branches.ts');
    const shape = branches(context);
    if (output.json) output.document(shape);
    else output.write(printBranches(shape.branches, output.out));
    if (shape.branches.length === 0) output.mention('no revision has several that stand on it\n');
    return 0;
  });
}
