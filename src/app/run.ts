import { tips } from '../revision/walk.ts';
import type { OnEvent } from '../runner/events.ts';
import { run } from '../runner/run.ts';
import type { AppContext } from './context.ts';
import { openForWriting } from './context.ts';
import { environment } from './environment.ts';
import { codeStarter } from './plan-code.ts';
import type { PreparedPlan } from './plan.ts';

export interface RunOptions {
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
  /** Stops before the next revision. */
  readonly stop?: AbortSignal;
  /** Milliseconds to wait for another run to end; 0: not at all. Default ten minutes. */
  readonly wait?: number;
}

/** Ten minutes. */
export const defaultWait = 10 * 60_000;

/**
 * Carries out a plan as it was shown, over a connection of its own.
 * @throws MigshError `locked`, `plan-changed`, `statement-failed`, `proof-failed`, `interrupted`
 */
export async function runPlan(
  context: AppContext,
  prepared: PreparedPlan,
  options: RunOptions,
): Promise<{ current: readonly string[] }> {
  // One connection after the other: the process that read a SQLite file is the one that writes it.
  await context.disconnect();
  const database = await openForWriting(context);
  const { code, stored: files = context } = prepared;
  try {
    return await run(prepared.plan, database, {
      table: context.project.settings.table,
      environment,
      applied: new Set(prepared.applied),
      tips: applied => tipsOf(files, applied),
      wait: options.wait ?? defaultWait,
      onEvent: options.onEvent,
      signal: options.signal,
      ...(options.stop === undefined ? {} : { stop: options.stop }),
      ...(code === undefined ? {} : { startCode: codeStarter(files, code) }),
    });
  } finally {
    await database.close();
    // The reading connection may have been opened before the file was there.
    await context.disconnect();
  }
}

/** Applied revisions without a file stand last, as in `current`. */
function tipsOf(context: AppContext, applied: ReadonlySet<string>): readonly string[] {
  const { graph, files } = context.history();
  const known = new Set([...applied].filter(id => files.has(id)));
  return [...tips(graph, known), ...[...applied].filter(id => !files.has(id))];
}
