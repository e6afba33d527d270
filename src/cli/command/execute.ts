import { performance } from 'node:perf_hooks';

import type { AppContext } from '../../app/context.ts';
import type { PreparedPlan } from '../../app/plan.ts';
import { MigshError } from '../../error.ts';
import type { RunEvent } from '../../runner/events.ts';
import type { Call } from '../call.ts';
import { formatDuration } from '../duration.ts';
import { planShape } from '../plan-shape.ts';
import { errorShape, exitCodeOf, printError, printStack } from '../print-error.ts';
import { runPrinter } from '../print-run.ts';
import { counted } from '../print-show.ts';
import { sanitizeLine } from '../sanitize.ts';

/** A plan that may run, and how long to wait for another run. */
export interface Execution {
  readonly prepared: PreparedPlan;
  /** Milliseconds. */
  readonly wait?: number;
}

/** Runs a plan and tells it as it goes: lines on stderr, or with `--json` events on stdout. Gives the exit code. */
export async function execute(
  call: Call,
  context: AppContext,
  { prepared, wait }: Execution,
): Promise<number> {
  const { runPlan } = await import('../../app/run.ts');
  const told = teller(call, prepared);
  const started = performance.now();
  try {
    const { current } = await call.interruption.during(signal =>
      runPlan(context, prepared, {
        onEvent: told.onEvent,
        signal,
        ...(wait !== undefined && { wait }),
      }),
    );
    told.succeeded(current, performance.now() - started);
    return 0;
  } catch (error) {
    const applied = told.appliedAtError() ?? (await readCurrent(context));
    told.failed(error, applied);
    return exitCode(error, call);
  }
}

interface Teller {
  readonly onEvent: (event: RunEvent) => void;
  /** What the run itself said was applied when it failed. */
  appliedAtError(): readonly string[] | undefined;
  succeeded(current: readonly string[], milliseconds: number): void;
  failed(error: unknown, current: readonly string[] | undefined): void;
}

function teller(call: Call, prepared: PreparedPlan): Teller {
  return call.output.json ? eventTeller(call) : lineTeller(call, prepared);
}

/** One JSON event per line; the last one is `done` or `error`, whether or not the run came to say it. */
function eventTeller({ output }: Call): Teller {
  let last: RunEvent | undefined;
  return {
    onEvent(event) {
      last = event;
      output.line(event.event === 'plan' ? { event: 'plan', plan: planShape(event.plan) } : event);
    },
    appliedAtError: () => (last?.event === 'error' ? (last.current ?? undefined) : undefined),
    succeeded(current, milliseconds) {
      if (last?.event !== 'done') output.line({ event: 'done', current, milliseconds });
    },
    failed(error, current) {
      if (last?.event === 'error') return;
      output.line({ event: 'error', error: errorShape(error), current: current ?? null });
    },
  };
}

function lineTeller({ output }: Call, prepared: PreparedPlan): Teller {
  let applied: readonly string[] | undefined;
  const print = runPrinter({
    titles: prepared.titles,
    style: output.err,
    statements: output.verbose || !output.watched,
    ...(!output.watched && { clock: () => new Date() }),
  });
  return {
    onEvent(event) {
      if (event.event === 'error') applied = event.current ?? undefined;
      output.mention(print(event));
    },
    appliedAtError: () => applied,
    succeeded(current, milliseconds) {
      if (!output.quiet) output.write(resultLine(prepared, current, milliseconds));
    },
    failed(error, current) {
      output.say(printError(error, output.err));
      if (exitCodeOf(error) === 70 && output.verbose) output.say(printStack(error));
      output.say(appliedLine(current));
    },
  };
}

function resultLine(
  { plan, direction, database }: PreparedPlan,
  current: readonly string[],
  milliseconds: number,
): string {
  const verb = direction === 'up' ? 'applied to' : 'taken back from';
  const count = counted(plan.steps.length, 'revision');
  const now = current.length === 0 ? 'nothing is applied' : `current ${current.join(', ')}`;
  return `${count} ${verb} ${sanitizeLine(database.label)} in ${formatDuration(milliseconds)}: ${now}\n`;
}

/** The last line of a run that failed or was stopped. */
function appliedLine(current: readonly string[] | undefined): string {
  if (current === undefined) return 'what is applied now: migsh current\n';
  return current.length === 0 ? 'applied now: nothing\n' : `applied now: ${current.join(', ')}\n`;
}

/** What is applied, where the database answers. */
export async function readCurrent(context: AppContext): Promise<readonly string[] | undefined> {
  const { current } = await import('../../app/current.ts');
  try {
    await context.disconnect();
    return (await current(context)).current;
  } catch {
    // The database that failed may not answer; what went wrong was said already.
    return undefined;
  }
}

function exitCode(error: unknown, { interruption }: Call): number {
  const interrupted = error instanceof MigshError && error.code === 'interrupted';
  return interrupted ? (interruption.exitCode() ?? exitCodeOf(error)) : exitCodeOf(error);
}
