import type { AppContext } from '../../app/context.ts';
import type { PreparedPlan } from '../../app/plan.ts';
import { MigshError } from '../../error.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { mayRun } from '../confirm.ts';
import { parseDuration } from '../duration.ts';
import type { Output } from '../output.ts';
import { isOn, textOf } from '../parse.ts';
import { preparedShape } from '../plan-shape.ts';
import { errorShape, exitCodeOf } from '../print-error.ts';
import { printNothingToDo, printPlan } from '../print-plan.ts';
import { openAsker } from '../prompts.ts';
import { execute, readCurrent } from './execute.ts';
import { preparePlan } from './prepare.ts';

/** `upgrade` and `downgrade`: plan, show, ask in a terminal, run. */
export async function run(call: Call): Promise<number> {
  const { invocation } = call;
  const wait = textOf(invocation, 'wait');
  const milliseconds = wait === undefined ? undefined : parseDuration(wait);
  return withContext(invocation, context =>
    tellingWhere(call, context, () => go(call, context, milliseconds)),
  );
}

/** An event that tells of an error tells what is applied as well, also where nothing has begun to run. */
async function tellingWhere(
  { invocation, output }: Call,
  context: AppContext,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!output.json || isOn(invocation, 'plan') || isOn(invocation, 'sql')) throw error;
    const current = (await readCurrent(context)) ?? null;
    output.line({ event: 'error', error: errorShape(error), current });
    return exitCodeOf(error);
  }
}

async function go(
  call: Call,
  context: AppContext,
  milliseconds: number | undefined,
): Promise<number> {
  const { invocation } = call;
  const prepared = await preparePlan(call, context);
  refuseOtherPlan(prepared, textOf(invocation, 'expect'));
  if (isOn(invocation, 'sql')) return printScript(call, context, prepared);
  if (isOn(invocation, 'plan')) return printOnly(prepared, call);
  if (prepared.plan.steps.length === 0) return nothingToDo(prepared, call.output);
  preview(prepared, call);
  if (!(await consented(prepared, call))) return refused(prepared, call.output);
  return execute(call, context, {
    prepared,
    ...(milliseconds !== undefined && { wait: milliseconds }),
  });
}

/** Nothing to do is never refused: running the command again after a success, or after a crash, must end well. */
function refuseOtherPlan(
  { plan: { id, steps } }: PreparedPlan,
  expected: string | undefined,
): void {
  if (expected === undefined || expected === id || steps.length === 0) return;
  throw new MigshError('plan-changed', `the plan is ${id}, not ${expected}: nothing was run`, {
    hint: `look at it again with --plan, then --expect ${id}`,
    details: { expected, plan: id },
  });
}

async function printScript(
  call: Call,
  context: AppContext,
  prepared: PreparedPlan,
): Promise<number> {
  const { script } = await import('../../app/script.ts');
  const sql = await script(context, prepared, { skipCode: isOn(call.invocation, 'skip-code') });
  if (call.output.json) call.output.document({ sql });
  else call.output.write(sql.endsWith('\n') ? sql : `${sql}\n`);
  return 0;
}

function printOnly(prepared: PreparedPlan, { invocation, output }: Call): number {
  const consent = { allowDataLoss: isOn(invocation, 'allow-data-loss') };
  if (output.json) output.document(preparedShape(prepared));
  else if (prepared.plan.steps.length === 0) output.write(printNothingToDo(prepared, output.out));
  else output.write(printPlan(prepared, output.out, consent));
  return 0;
}

function nothingToDo(prepared: PreparedPlan, output: Output): number {
  if (output.json) output.line({ event: 'done', current: prepared.plan.from, milliseconds: 0 });
  else output.mention(printNothingToDo(prepared, output.err));
  return 0;
}

/** Shown before a question whatever `--quiet` says: nobody agrees to what was not shown. */
function preview(prepared: PreparedPlan, { invocation, mode, output }: Call): void {
  const text = printPlan(prepared, output.err, {
    allowDataLoss: isOn(invocation, 'allow-data-loss'),
  });
  const asked =
    mode.asks && (!isOn(invocation, 'yes') || prepared.losses.length > 0 || prepared.isProtected);
  if (asked) output.say(`${text}\n`);
  else if (!output.json) output.mention(`${text}\n`);
}

function consented(prepared: PreparedPlan, { invocation, mode }: Call): Promise<boolean> {
  const confirm = textOf(invocation, 'confirm');
  const consent = {
    yes: isOn(invocation, 'yes'),
    allowDataLoss: isOn(invocation, 'allow-data-loss'),
    ...(confirm !== undefined && { confirm }),
  };
  return mayRun(prepared, consent, mode.asks ? () => openAsker(mode) : undefined);
}

function refused({ plan }: PreparedPlan, output: Output): number {
  const message = 'stopped: nothing was changed';
  if (output.json)
    output.line({
      event: 'error',
      error: { code: 'not-confirmed', message, details: {} },
      current: plan.from,
    });
  else output.say(`${message}\n`);
  return 1;
}
