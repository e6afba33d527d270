import { MigshError } from '../error.ts';
import { scriptClients } from '../plan/render-sql-clients.ts';
import { comment } from '../plan/render-sql-text.ts';
import { parseRange } from '../revision/name.ts';
import { planStamp } from '../revision/plan-walk.ts';
import { selectRevisions } from '../revision/select.ts';
import { ancestors, tips } from '../revision/walk.ts';
import type { ScriptStart } from '../runner/journal-script-guard.ts';
import { scriptLock } from '../runner/journal-script-guard.ts';
import { stampScript as journalPart } from '../runner/journal-script.ts';
import { lockTimeout } from '../runner/run-step.ts';
import type { AppContext } from './context.ts';
import { dialectOf } from './context.ts';
import { titlesOf } from './plan.ts';
import type { ScriptPlace } from './script.ts';
import { nowhere, scriptPlace } from './script.ts';
import type { PreparedStamp } from './stamp.ts';
import { recordsOf } from './stamp.ts';

/**
 * What `stamp FROM:TO --sql` writes to a database that is at FROM. Reads the revision files alone.
 * @throws MigshError what naming the ends throws
 */
export async function prepareStampRange(
  context: AppContext,
  range: string,
): Promise<PreparedStamp> {
  const { graph, files } = context.history();
  const { from = 'base', to = 'heads' } = parseRange(range) ?? {};
  const applied = ancestors(graph, selectRevisions(graph, from));
  const { add, remove } = planStamp(graph, applied, [to]);
  const after = [...applied, ...add].filter(id => !remove.includes(id));
  return {
    from: tips(graph, applied),
    to: tips(graph, new Set(after)),
    add,
    again: [],
    remove,
    database: { label: 'no database', name: '', dialect: await dialectOf(context) },
    isProtected: false,
    makesTables: true,
    applied: [...applied],
    titles: titlesOf(files),
    offline: true,
  };
}

/** A prepared stamp as a script for psql or sqlite3: the journal's own statements, in one transaction under the run lock. */
export async function stampScript(
  context: AppContext,
  prepared: PreparedStamp,
  command: string,
): Promise<string> {
  const { dialect } = prepared.database;
  refuseOtherDialect(context, prepared);
  const { settings, partial } = prepared.offline === true ? nowhere : await scriptPlace(context);
  const start = startOf(context, prepared, partial);
  const client = scriptClients[dialect];
  const options = { foreignKeysOff: false, lockTimeout };
  const change = { add: await recordsOf(context, prepared.add), remove: prepared.remove };
  const { lock, unlock } = scriptLock(start);
  const blocks = [
    heading(prepared, command).flatMap(line => comment(line)),
    [...client.opening, ...settings],
    lock,
    [...client.begin(options), '', ...journalPart(start, change), '', ...client.commit(options)],
    unlock,
  ];
  const written = blocks.filter(block => block.length > 0).map(block => block.join('\n'));
  return `${written.join('\n\n')}\n`;
}

function refuseOtherDialect({ options }: AppContext, { database }: PreparedStamp): void {
  const { dialect } = options;
  if (dialect === undefined || dialect === database.dialect) return;
  throw new MigshError(
    'wrong-dialect',
    `${database.label} is ${database.dialect}, not ${dialect}`,
    {
      hint: `leave --dialect out, or name a range, which asks no database: migsh stamp base:heads --sql --dialect ${dialect}`,
      details: { dialect, database: database.dialect },
    },
  );
}

function startOf(
  context: AppContext,
  { database, applied, from }: PreparedStamp,
  partial: ScriptPlace['partial'],
): ScriptStart {
  return {
    dialect: database.dialect,
    table: context.project.settings.table,
    direction: 'up',
    applied: applied.filter(id => !partial.has(id)),
    partial,
    start: named(from),
  };
}

function heading(prepared: PreparedStamp, command: string): readonly string[] {
  const { from, to, add, remove, database, offline } = prepared;
  const client = scriptClients[database.dialect];
  const made = offline === true ? 'from the revision files alone' : `for ${database.label}`;
  return [
    command,
    `${named(from)} to ${named(to)}: ${add.length} set, ${remove.length} taken away. No revision is run.`,
    `Made ${made}, in the words of ${client.database}.`,
    '',
    `Run it with:  ${client.usage}`,
  ];
}

function named(ids: readonly string[]): string {
  return ids.length === 0 ? 'base' : ids.join(', ');
}
