import type { AppContext } from '../../app/context.ts';
import type { PreparedPlan } from '../../app/plan.ts';
import type { DownSource } from '../../app/stored.ts';
import { MigshError } from '../../error.ts';
import type { Call } from '../call.ts';
import { isOn, textOf } from '../parse.ts';
import { printText } from '../print-show.ts';
import { openAsker } from '../prompts.ts';
import { usage } from '../usage.ts';

/** The plan of `upgrade` or `downgrade`; where something stands in its way that a person may decide, a person is asked. */
export function preparePlan(call: Call, context: AppContext): Promise<PreparedPlan> {
  const target = call.invocation.argument ?? 'head';
  if (target.includes(':')) return prepareRange(call, context, target);
  return call.command === 'upgrade'
    ? prepareUpgrade(call, context, target)
    : prepareDowngrade(call, context, { target, source: sourceOf(call) });
}

/** FROM:TO is for a script: it asks no database, and loads no config where the dialect is known without. */
async function prepareRange(
  { invocation, command }: Call,
  context: AppContext,
  range: string,
): Promise<PreparedPlan> {
  if (!isOn(invocation, 'sql')) {
    throw usage(`${range} is a range, which only a script has`, `migsh ${command} ${range} --sql`);
  }
  const { planRange } = await import('../../app/script-range.ts');
  return planRange(context, range, command === 'upgrade' ? 'up' : 'down');
}

async function prepareUpgrade(
  call: Call,
  context: AppContext,
  target: string,
): Promise<PreparedPlan> {
  const { planUpgrade } = await import('../../app/plan.ts');
  try {
    return await planUpgrade(context, target, { script: isOn(call.invocation, 'sql') });
  } catch (error) {
    if (!(await createDatabase(error, call, context))) throw error;
    return planUpgrade(context, target);
  }
}

/** With `--create-database`, after asking: whether the database that was not there now is. */
async function createDatabase(error: unknown, call: Call, context: AppContext): Promise<boolean> {
  const { invocation, mode, output } = call;
  const reads = isOn(invocation, 'plan') || isOn(invocation, 'sql');
  if (reads || !isOn(invocation, 'create-database')) return false;
  if (!(error instanceof MigshError) || error.code !== 'no-such-database') return false;
  if (mode.asks && !isOn(invocation, 'yes')) {
    const asker = await openAsker(mode);
    if (!(await asker.confirm(`${error.message}. Create it?`))) return false;
  }
  const app = await import('../../app/create-database.ts');
  await context.disconnect();
  const created = await app.createDatabase(context);
  if (created) output.mention('the database was created\n');
  return created;
}

function sourceOf({ invocation }: Call): DownSource {
  const down = textOf(invocation, 'down');
  if (down !== undefined && down !== 'file' && down !== 'stored') {
    throw usage(`--down ${down} is neither file nor stored`, '--down file, or --down stored');
  }
  return { ...(down !== undefined && { down }), runStored: isOn(invocation, 'run-stored') };
}

interface Downgrade {
  readonly target: string;
  readonly source: DownSource;
}

async function prepareDowngrade(
  call: Call,
  context: AppContext,
  { target, source }: Downgrade,
): Promise<PreparedPlan> {
  const { planDowngrade } = await import('../../app/plan.ts');
  try {
    return await planDowngrade(context, target, source, {
      script: isOn(call.invocation, 'sql'),
    });
  } catch (error) {
    const decided = call.mode.asks ? await askForSource(error, call, context) : undefined;
    if (decided === undefined) throw error;
    return prepareDowngrade(call, context, { target, source: { ...source, ...decided } });
  }
}

/** What a person says of a revision whose file is not what was applied; undefined where that was not the matter. */
async function askForSource(
  error: unknown,
  call: Call,
  context: AppContext,
): Promise<DownSource | undefined> {
  if (!(error instanceof MigshError)) return undefined;
  if (error.code === 'edited') return askWhichDown(error, call, context);
  if (error.code === 'stored-only') return askToRunStored(error, call, context);
  return undefined;
}

async function askWhichDown(
  error: MigshError,
  call: Call,
  context: AppContext,
): Promise<DownSource | undefined> {
  const ids = idsOf(error.details['edited']);
  await sayStored(ids, call, context);
  call.output.say(`${error.message}. Above is what was applied.\n`);
  const asker = await openAsker(call.mode);
  const answer = await asker.choose('Which down runs', [
    { value: 'file', name: 'the file as it is now' },
    { value: 'stored', name: 'the text that was applied' },
    { value: 'stop', name: 'stop, change nothing' },
  ]);
  return answer === 'file' || answer === 'stored' ? { down: answer } : undefined;
}

async function askToRunStored(
  error: MigshError,
  call: Call,
  context: AppContext,
): Promise<DownSource | undefined> {
  const ids = idsOf(error.details['missing']);
  if (ids.length === 0) return undefined;
  await sayStored(ids, call, context);
  call.output.say(
    `${error.message}. Above is the code that the journal keeps: it came from the database.\n`,
  );
  const asker = await openAsker(call.mode);
  return (await asker.confirm('Run it?')) ? { runStored: true } : undefined;
}

async function sayStored(ids: readonly string[], call: Call, context: AppContext): Promise<void> {
  const { readApplied } = await import('../../app/applied.ts');
  const { rows } = await readApplied(context);
  for (const id of ids) call.output.say(`\n${printText(rows.get(id)?.source ?? '')}\n`);
}

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
}
