import type { LogLine } from '../runner/log.ts';
import { readLog } from '../runner/log.ts';
import type { AppContext } from './context.ts';

/** What was run, by whom and when: the newest lines of the journal's log, newest first. */
export async function log(
  context: AppContext,
  { limit = 100 }: { readonly limit?: number } = {},
): Promise<{ log: readonly LogLine[] }> {
  const { table } = context.project.settings;
  return { log: await readLog(await context.database(), { table, limit }) };
}
