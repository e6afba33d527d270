import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { parseLimit } from '../limit.ts';
import { textOf } from '../parse.ts';
import { printLog } from '../print-log.ts';
import { titlesOf } from '../titles.ts';

/** `log`: what was run and stamped, newest first. */
export async function run({ invocation, output }: Call): Promise<number> {
  const text = textOf(invocation, 'limit');
  const limit = text === undefined ? undefined : parseLimit(text);
  return withContext(invocation, async context => {
    const { log } = await import('../../app/log.ts');
    const shape = await log(context, { ...(limit !== undefined && { limit }) });
    const { out: style, verbose } = output;
    if (output.json) output.document(shape);
    else output.write(printLog(shape.log, titlesOf(context.history()), { style, verbose }));
    if (shape.log.length === 0) output.mention('nothing was ever run here: migsh upgrade\n');
    return 0;
  });
}
