import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { printStatus } from '../print-status.ts';
import { titlesOf } from '../titles.ts';

/** `status`, and migsh alone where there is no terminal. */
export function run({ invocation, output }: Call): Promise<number> {
  return withContext(invocation, async context => {
    const { status } = await import('../../app/status.ts');
    const shape = await status(context);
    if (output.json) output.document(shape);
    else output.write(printStatus(shape, titlesOf(context.history()), output.out));
    return 0;
  });
}
