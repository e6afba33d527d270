import { hasErrors } from '../../app/finding.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { readFormat } from '../finding-format.ts';
import { isOn, textOf } from '../parse.ts';
import { printFindings } from '../print-findings.ts';

/** `check`: what differs between the entities and the files; exit 3 where anything does. */
export function run(call: Call): Promise<number> {
  const { invocation } = call;
  const format = readFormat(invocation);
  const since = textOf(invocation, 'since');
  return withContext(invocation, async context => {
    const { check } = await import('../../app/check.ts');
    const offline = isOn(invocation, 'offline');
    const found = await check(context, { offline, ...(since !== undefined && { since }) });
    printFindings(found, { format, command: call.command, output: call.output });
    if (hasErrors(found)) return 3;
    call.output.mention('the entities are what the revisions make\n');
    return 0;
  });
}
