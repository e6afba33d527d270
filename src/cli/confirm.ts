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
  if (prepared.losses.length > 0 && !consent.allowDataLoss) {
    if (openAsker === undefined) refuseLosses(prepared);
    return typeName(prepared, lossesIn(prepared), await openAsker());
  }
  const { database, isProtected } = prepared;
  const command = again(prepared);
  return mayChange({ database, isProtected, command, ask: question(prepared) }, consent, openAsker);
}

/** A change to a database, as far as agreeing to it goes. */
export interface Change {
  readonly database: Pick<PreparedPlan['database'], 'name'>;
  readonly isProtected: boolean;
  /** What asks a person. */
  readonly ask: string;
  /** What was typed, to be typed again with a flag. */
  readonly command: string;
}

/**
 * Whether a change that loses nothing may be made: as {@link mayRun}, without losses.
 * @throws MigshError `not-confirmed`
 */
export async function mayChange(
  change: Change,
  consent: Pick<Consent, 'yes' | 'confirm'>,
  openAsker: (() => Promise<Asker>) | undefined,
): Promise<boolean> {
  refuseOtherName(change, consent);
  const unconfirmed = change.isProtected && consent.confirm === undefined;
  if (openAsker === undefined) {
    if (unconfirmed) refuseProtected(change);
    return true;
  }
  if (unconfirmed) return typeName(change, 'This database is protected.', await openAsker());
  if (consent.yes) return true;
  return (await openAsker()).confirm(change.ask);
}

function question({ direction, plan, database }: PreparedPlan): string {
  const count = counted(plan.steps.length, 'revision');
  const label = sanitizeLine(database.label);
  return direction === 'up' ? `Apply ${count} to ${label}?` : `Take ${count} back from ${label}?`;
}

function lossesIn({ losses }: PreparedPlan): string {
  return `${counted(losses.length, 'statement')} lose${losses.length === 1 ? 's' : ''} rows.`;
}

async function typeName(
  { database }: Pick<Change, 'database'>,
  why: string,
  asker: Asker,
): Promise<boolean> {
  const name = sanitizeLine(database.name);
  const typed = await asker.text(`${why} Type ${name} to go on, nothing to stop:`, text =>
    text === '' || text === name ? undefined : `that is not ${name}`,
  );
  return typed === name;
}

function refuseOtherName(
  { database }: Pick<Change, 'database'>,
  { confirm }: Pick<Consent, 'confirm'>,
): void {
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

function refuseProtected({ database, command }: Change): never {
  const { name } = database;
  throw new MigshError('not-confirmed', `the database ${name} is protected`, {
    hint: `${command} --confirm ${name} says that it is meant; nothing was changed`,
    details: { database: name },
  });
}

function again({ direction, target }: PreparedPlan): string {
  return `migsh ${direction === 'up' ? 'upgrade' : 'downgrade'} ${target}`;
}
