import type { AppContext } from '../../app/context.ts';
import type { PreparedStamp } from '../../app/stamp.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { mayChange } from '../confirm.ts';
import { parseDuration } from '../duration.ts';
import { interruptible } from '../interruptible.ts';
import { isOn, textOf } from '../parse.ts';
import { runPrinter } from '../print-run.ts';
import { printStamp, printStamped } from '../print-stamp.ts';
import { openAsker } from '../prompts.ts';
import { usage } from '../usage.ts';

/** `stamp`: what counts as applied afterwards, asks in a terminal, writes. With `--sql` the journal's statements. */
export async function run(call: Call): Promise<number> {
  const { invocation } = call;
  const wait = textOf(invocation, 'wait');
  const milliseconds = wait === undefined ? undefined : parseDuration(wait);
  return withContext(invocation, async context => {
    const prepared = await prepare(call, context);
    if (isOn(invocation, 'sql')) return printScript(call, context, prepared);
    const { add, remove, makesTables } = prepared;
    if (add.length + remove.length === 0 && !makesTables) return nothingToDo(call, prepared);
    preview(call, prepared);
    if (!(await consented(call, prepared))) return stopped(call);
    return interruptible(call, signal =>
      stamp(call, context, { prepared, signal, wait: milliseconds }),
    );
  });
}

async function prepare(call: Call, context: AppContext): Promise<PreparedStamp> {
  const { invocation } = call;
  const targets = invocation.arguments ?? [];
  const purge = isOn(invocation, 'purge');
  const range = targets.find(target => target.includes(':'));
  if (range !== undefined) return prepareRange(call, context, range);
  const { prepareAccept, prepareStamp } = await import('../../app/stamp.ts');
  if (!isOn(invocation, 'accept')) return prepareStamp(context, { targets, purge });
  if (purge) throw usage('--accept and --purge are two things', 'give one of them');
  return prepareAccept(context, targets);
}

async function prepareRange(
  { invocation }: Call,
  context: AppContext,
  range: string,
): Promise<PreparedStamp> {
  if (!isOn(invocation, 'sql')) {
    throw usage(`${range} is a range, which only a script has`, `migsh stamp ${range} --sql`);
  }
  const flagged = isOn(invocation, 'purge') || isOn(invocation, 'accept');
  if (flagged || invocation.arguments?.length !== 1) {
    throw usage('a range stands alone', `migsh stamp ${range} --sql`);
  }
  const { prepareStampRange } = await import('../../app/stamp-script.ts');
  return prepareStampRange(context, range);
}

async function printScript(
  call: Call,
  context: AppContext,
  prepared: PreparedStamp,
): Promise<number> {
  const { stampScript } = await import('../../app/stamp-script.ts');
  const sql = await stampScript(context, prepared, `${commandOf(call)} --sql`);
  if (call.output.json) call.output.document({ sql });
  else call.output.write(sql);
  return 0;
}

/** What was typed, as far as it says what is to be stamped. */
function commandOf({ invocation }: Call): string {
  const flags = (['purge', 'accept'] as const).filter(name => isOn(invocation, name));
  return ['migsh stamp', ...(invocation.arguments ?? []), ...flags.map(name => `--${name}`)].join(
    ' ',
  );
}

function nothingToDo({ output }: Call, { from, database }: PreparedStamp): number {
  if (output.json) output.document({ from, current: from, added: [], removed: [] });
  const at = from.length === 0 ? 'nothing is applied' : `current ${from.join(', ')}`;
  output.mention(`nothing to change on ${database.label}: ${at}\n`);
  return 0;
}

/** Shown before a question whatever `--quiet` says. */
function preview({ invocation, mode, output }: Call, prepared: PreparedStamp): void {
  const text = `${printStamp(prepared, output.err)}\n`;
  const asked = mode.asks && (!isOn(invocation, 'yes') || prepared.isProtected);
  if (asked) output.say(text);
  else if (!output.json) output.mention(text);
}

function consented(call: Call, { database, isProtected }: PreparedStamp): Promise<boolean> {
  const { invocation, mode } = call;
  const confirm = textOf(invocation, 'confirm');
  const consent = { yes: isOn(invocation, 'yes'), ...(confirm !== undefined && { confirm }) };
  const ask = `Set this in the journal of ${database.label}?`;
  const change = { database, isProtected, command: commandOf(call), ask };
  return mayChange(change, consent, mode.asks ? () => openAsker(mode) : undefined);
}

interface Execution {
  readonly prepared: PreparedStamp;
  readonly signal: AbortSignal;
  readonly wait: number | undefined;
}

async function stamp(
  { output }: Call,
  context: AppContext,
  { prepared, signal, wait }: Execution,
): Promise<number> {
  const { runStamp } = await import('../../app/stamp.ts');
  const print = runPrinter({ titles: prepared.titles, style: output.err, statements: false });
  const { current } = await runStamp(context, prepared, {
    onEvent: event => output.mention(print(event)),
    signal,
    ...(wait !== undefined && { wait }),
  });
  const { from, add, remove } = prepared;
  if (output.json) output.document({ from, current, added: add, removed: remove });
  else if (!output.quiet) output.write(printStamped(prepared, current));
  return 0;
}

function stopped({ output }: Call): number {
  const message = 'stopped: nothing was changed';
  if (output.json) output.document({ error: { code: 'not-confirmed', message, details: {} } });
  else output.say(`${message}\n`);
  return 1;
}
