import type { Call } from '../call.ts';
import { contextOptions } from '../call.ts';
import { sanitize } from '../sanitize.ts';
import { wrap } from '../wrap.ts';

/** `init`: what was made on stdout, what is left to do on stderr. */
export async function run({ invocation, output }: Call): Promise<number> {
  const { init } = await import('../../app/init.ts');
  const { cwd, dialect } = contextOptions(invocation);
  const { created, notes } = init({ cwd, ...(dialect !== undefined && { dialect }) });
  if (output.json) {
    output.document({ created, notes });
    return 0;
  }
  output.write(created.map(path => `${sanitize(path)}\n`).join(''));
  if (created.length === 0) output.mention('nothing to make: the project is set up\n');
  const { width } = output.err;
  output.mention(
    notes
      .flatMap(note => wrap(sanitize(note), { width, first: 'next: ' }))
      .map(line => `${line}\n`)
      .join(''),
  );
  return 0;
}
