import type { PreparedPlan } from '../app/plan.ts';
import { MigshError } from '../error.ts';
import { counted } from './print-show.ts';
import type { Asker } from './prompts.ts';
import { sanitizeLine } from './sanitize.ts';

/** What flags have already said about running a plan. */
export interface Consent {
  /** `--yes` */
  readonly yes: boolean;
  /** `--allow-data-loss` */
  readonly allowDataLoss: boolean;
}

/**
 * Whether a plan may run. In a terminal it is asked for; lost rows want the database's name typed, which `--yes` does not stand for.
 * Where nobody can be asked it may, unless rows would be lost that nobody has accepted.
 * @throws MigshError `data-loss` where nobody can be asked
 */
export async function mayRun(
  prepared: PreparedPlan,
  consent: Consent,
  openAsker: (() => Promise<Asker>) | undefined,
): Promise<boolean> {
  const loses = prepared.losses.length > 0 && !consent.allowDataLoss;
  if (openAsker === undefined) {
    if (loses) refuseLosses(prepared);
    return true;
  }
  if (loses) return confirmLosses(prepared, await openAsker());
  if (consent.yes) return true;
  return (await openAsker()).confirm(question(prepared));
}

function question({ direction, plan, database }: PreparedPlan): string {
  const count = counted(plan.steps.length, 'revision');
  const label = sanitizeLine(database.label);
  return direction === 'up' ? `Apply ${count} to ${label}?` : `Take ${count} back from ${label}?`;
}

async function confirmLosses({ database, losses }: PreparedPlan, asker: Asker): Promise<boolean> {
  const name = sanitizeLine(database.name);
  const typed = await asker.text(
    `${counted(losses.length, 'statement')} lose${losses.length === 1 ? 's' : ''} rows. Type ${name} to go on, nothing to stop:`,
    text => (text === '' || text === name ? undefined : `that is not ${name}`),
  );
  return typed === name;
}

function refuseLosses({ losses, direction, target }: PreparedPlan): never {
  const command = `migsh ${direction === 'up' ? 'upgrade' : 'downgrade'} ${target} --allow-data-loss`;
  const list = losses.map(({ revision, hazard }) => `  ${revision}  ${hazard.message}`);
  throw new MigshError(
    'data-loss',
    ['rows would be lost, and nobody has accepted that', ...list].join('\n'),
    { hint: `${command} accepts it; nothing was changed`, details: { losses } },
  );
}
