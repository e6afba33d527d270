import type { HeadsCheck } from '../../app/check-heads.ts';
import type { AppContext } from '../../app/context.ts';
import { MigshError } from '../../error.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { parseDuration } from '../duration.ts';
import { interruptible } from '../interruptible.ts';
import { isOn, textOf } from '../parse.ts';
import { printIds } from '../print-revisions.ts';
import { counted } from '../print-show.ts';
import { sanitize } from '../sanitize.ts';
import { titlesOf } from '../titles.ts';
import { usage } from '../usage.ts';

/** `current`: what the database is at. With `--check-heads` exit 3 unless every head of the files is applied. */
export async function run(call: Call): Promise<number> {
  const { invocation, output } = call;
  const checks = isOn(invocation, 'check-heads');
  const wait = waitOf(call, checks);
  return withContext(invocation, async context => {
    if (checks) return interruptible(call, signal => check(call, context, { wait, signal }));
    const { current } = await import('../../app/current.ts');
    const shape = await current(context);
    if (output.json) output.document(shape);
    else sayCurrent(call, context, shape.current);
    if (shape.current.length === 0) output.mention('nothing is applied: migsh upgrade\n');
    return 0;
  });
}

function waitOf({ invocation }: Call, checks: boolean): number {
  const wait = textOf(invocation, 'wait');
  if (wait === undefined) return 0;
  if (!checks) throw usage('--wait waits for the heads', 'migsh current --check-heads --wait 5m');
  return parseDuration(wait);
}

async function check(
  call: Call,
  context: AppContext,
  options: { readonly wait: number; readonly signal: AbortSignal },
): Promise<number> {
  const { output } = call;
  const { checkHeads } = await import('../../app/check-heads.ts');
  const found = await checkHeads(context, { ...options, onLook: teller(call) });
  if (output.json) output.document(found);
  else sayCurrent(call, context, found.current);
  if (found.pendingHeads.length === 0) return 0;
  if (!output.json) {
    const titles = titlesOf(context.history());
    output.mention(`not applied: ${counted(found.pendingHeads.length, 'head')} of the files\n`);
    output.mention(printIds(found.pendingHeads, titles, output.err));
  }
  return 3;
}

function sayCurrent({ output }: Call, context: AppContext, current: readonly string[]): void {
  output.write(printIds(current, titlesOf(context.history()), output.out));
}

/** What is waited for, said again where it changes. */
function teller({ output }: Call): (found: HeadsCheck | MigshError) => void {
  let said = '';
  return found => {
    const text =
      found instanceof MigshError
        ? `waiting for the database: ${sanitize(found.message)}\n`
        : `waiting for ${found.pendingHeads.join(', ')}\n`;
    if (text !== said) output.mention(text);
    said = text;
  };
}
