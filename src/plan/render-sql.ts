import type { DialectName } from '../dialect/dialect.ts';
import type { Phase } from './phases.ts';
import { phasesOf } from './phases.ts';
import type { Plan, Step } from './plan.ts';
import type { ScriptClient, TransactionOptions } from './render-sql-client.ts';
import { scriptClients } from './render-sql-clients.ts';
import { renderStatement } from './render-sql-statement.ts';
import { comment } from './render-sql-text.ts';

/** What a script is made of. */
export interface ScriptRequest {
  readonly plan: Pick<Plan, 'steps'>;
  readonly dialect: DialectName;
  /** Comment lines at the top: what the script does, to which database. */
  readonly heading: readonly string[];
  /** Session settings of this database, right after the client's own. */
  readonly settings: readonly string[];
  readonly journal: ScriptJournal;
  /** The revisions' files, from the project's root. */
  readonly files: ReadonlyMap<string, string>;
  /** Statements that the database has behind it already, of revisions that were cut off half-way. */
  readonly done: ReadonlyMap<string, number>;
  /** Milliseconds that a statement may wait for a table. */
  readonly lockTimeout: number;
  readonly skipCode: boolean;
}

/** The journal's part of a script: SQL that the caller hands in, each text a line or a statement with its end. */
export interface ScriptJournal {
  /** Before everything else, outside of any transaction. */
  readonly lock: readonly string[];
  /** The first transaction: tables, a look at where the database is, the log. */
  readonly open: readonly string[];
  /** At the beginning of a revision's transactions, when so many steps of the script are behind. */
  readonly expect: (steps: number) => readonly string[];
  /** What a transaction writes at its end. */
  readonly keep: (kept: Kept) => readonly string[];
  readonly unlock: readonly string[];
}

/** How far a revision is when its transaction ends. */
export interface Kept {
  readonly step: Step;
  /** So many statements are done. */
  readonly statements: number;
  /** Nothing of the revision is in the journal yet that this script wrote. */
  readonly isFirst: boolean;
  /** The revision is done. */
  readonly isLast: boolean;
}

/**
 * A plan as SQL that psql or sqlite3 can run: it stops at the first error, keeps a transaction for each revision, sets
 * apart what cannot be in one, and has each hazard as a comment above its statement.
 * @throws MigshError `unsupported` for code, unless `skipCode` leaves it out
 */
export function renderScript(request: ScriptRequest): string {
  const { plan, dialect, heading, settings, journal, lockTimeout } = request;
  const client = scriptClients[dialect];
  const options = { foreignKeysOff: false, lockTimeout };
  const blocks = [
    heading.flatMap(line => comment(line)),
    [...client.opening, ...settings],
    journal.lock,
    transaction(client, options, journal.open),
    ...plan.steps.flatMap((step, index) => renderStep({ request, client, step, index })),
    journal.unlock,
  ];
  return `${separated(plan.steps.length === 0 ? blocks.slice(0, 1) : blocks)}\n`;
}

interface Place {
  readonly request: ScriptRequest;
  readonly client: ScriptClient;
  readonly step: Step;
  /** From 0. */
  readonly index: number;
}

type Block = readonly string[];

function renderStep(place: Place): readonly Block[] {
  const { request, client, step } = place;
  const phases = phasesOf(step, request.done.get(step.revision));
  return [
    [...title(place), ...client.enter(step.revision)],
    ...phases.flatMap((phase, at) =>
      renderPhase(place, phase, { isFirst: at === 0, isLast: at === phases.length - 1 }),
    ),
  ];
}

function title({ request, step, index }: Place): Block {
  const { plan, files } = request;
  const { revision, direction, record } = step;
  const file = files.get(revision);
  return [
    ...comment(`${index + 1} of ${plan.steps.length}: ${direction} ${revision}`),
    ...comment(record.message, '  '),
    ...(file === undefined ? [] : comment(file, '  ')),
  ];
}

/** Statements that are in no transaction stand before one that only keeps them in the journal. */
function renderPhase(
  { request, client, step, index }: Place,
  phase: Phase,
  ends: Pick<Kept, 'isFirst' | 'isLast'>,
): readonly Block[] {
  const { journal, lockTimeout } = request;
  const options = { foreignKeysOff: step.foreignKeysOff, lockTimeout };
  const statements = phase.statements.map(([, statement]) =>
    renderStatement(statement, client, request),
  );
  const done = (phase.statements.at(-1)?.[0] ?? -1) + 1;
  const kept = journal.keep({ step, statements: done, ...ends });
  const expected = journal.expect(index);
  if (phase.transactional) {
    return [transaction(client, options, expected, ...statements, kept)];
  }
  const outside = comment('In no transaction: it must bear being run again.');
  return [
    [...expected, ...outside, ...statements.flat()],
    transaction(client, options, expected, kept),
  ];
}

/** Each part apart from the others. */
function transaction(
  client: ScriptClient,
  options: TransactionOptions,
  ...parts: readonly Block[]
): Block {
  return [separated([client.begin(options), ...parts, client.commit(options)])];
}

function separated(blocks: readonly Block[]): string {
  return blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n');
}
