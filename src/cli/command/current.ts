import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { printIds } from '../print-revisions.ts';
import { titlesOf } from '../titles.ts';

/** `current`: what the database is at. */
export function run({ invocation, output }: Call): Promise<number> {
  return withContext(invocation, async context => {
    const { current } = await import('../../app/current.ts');
    const shape = await current(context);
    if (output.json) output.document(shape);
    else output.write(printIds(shape.current, titlesOf(context.history()), output.out));
    if (shape.current.length === 0) output.mention('nothing is applied: migsh upgrade\n');
    return 0;
  });
}
