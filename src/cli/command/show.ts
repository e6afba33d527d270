import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { printShow, printText } from '../print-show.ts';

/** `show [REV]`; with `--verbose` the file's text too. */
export function run({ invocation, output }: Call): Promise<number> {
  return withContext(invocation, async context => {
    const { show } = await import('../../app/show.ts');
    const shape = await show(context, invocation.argument ?? 'head');
    if (output.json) {
      output.document(shape);
      return 0;
    }
    output.write(printShow(shape, output.out));
    if (output.verbose) output.write(`\n${printText(shape.text)}`);
    return 0;
  });
}
