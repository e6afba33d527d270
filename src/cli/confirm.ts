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
  /** `--confirm`: the name of a protected database. */
  readonly confirm?: string;
}

/**
 * Whether a plan may run. In a terminal it is asked for; lost rows and a protected database want its name typed, which `--yes`
 * does not stand for. Where nobody can be asked it may, unless one of these two has not been answered by its flag.
 * @throws MigshError `data-loss`, `not-confirmed` where nobody can be asked, or the name is another one
 */
export async function mayRun(
  prepared: PreparedPlan,
  consent: Consent,
  openAsker: (() => Promise<Asker>) | undefined,
): Promise<boolean> {
  refuseOtherName(prepared, consent);
  const loses = prepared.losses.length > 0 && !consent.allowDataLoss;
  const unconfirmed = prepared.isProtected && consent.confirm === undefined;
  if (openAsker === undefined) {
    if (loses) refuseLosses(prepared);
    if (unconfirmed) refuseProtected(prepared);
    return true;
  }
  if (loses) return typeName(prepared, lossesIn(prepared), await openAsker());
  if (unconfirmed) return typeName(prepared, 'This database is protected.', await openAsker());
  if (consent.yes) return true;
  return (await openAsker()).confirm(question(prepared));
}

function question({ direction, plan, database }: PreparedPlan): string {
  const count = counted(plan.steps.length, 'revision');
  const label = sanitizeLine(database.label);
  return direction === 'up' ? `Apply ${count} to ${label}?` : `Take ${count} back from ${label}?`;
}

function lossesIn({ losses }: PreparedPlan): string {
  return `${counted(losses.length, 'statement')} lose${losses.length === 1 ? 's' : ''} rows.`;
}

async function typeName({ database }: PreparedPlan, why: string, asker: Asker): Promise<boolean> {
  const name = sanitizeLine(database.name);
  const typed = await asker.text(`${why} Type ${name} to go on, nothing to stop:`, text =>
    text === '' || text === name ? undefined : `that is not ${name}`,
  );
  return typed === name;
}

function refuseOtherName({ database }: PreparedPlan, { confirm }: Consent): void {
  if (confirm === undefined || confirm === database.name) return;
  throw new MigshError('not-confirmed', `the database is ${database.name}, not ${confirm}`, {
    hint: `--confirm ${database.name}, if that is the one; nothing was changed`,
    details: { database: database.name, confirm },
  });
}

function refuseLosses(prepared: PreparedPlan): never {
  const { losses } = prepared;
  const list = losses.map(({ revision, hazard }) => `  ${revision}  ${hazard.message}`);
  throw new MigshError(
    'data-loss',
    ['rows would be lost, and nobody has accepted that', ...list].join('\n'),
    {
      hint: `${again(prepared)} --allow-data-loss accepts it; nothing was changed`,
      details: { losses },
    },
  );
}

function refuseProtected(prepared: PreparedPlan): never {
  const { name } = prepared.database;
  throw new MigshError('not-confirmed', `the database ${name} is protected`, {
    hint: `${again(prepared)} --confirm ${name} says that it is meant; nothing was changed`,
    details: { database: name },
  });
}

function again({ direction, target }: PreparedPlan): string {
  return `migsh ${direction === 'up' ? 'upgrade' : 'downgrade'} ${target}`;
}
