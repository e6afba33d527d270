import { MigshError } from '../error.ts';
import { scriptClients } from '../plan/render-sql-clients.ts';
import { renderScript } from '../plan/render-sql.ts';
import { journalScript } from '../runner/journal-script.ts';
import type { AppliedRow, Progress } from '../runner/journal.ts';
import { lockTimeout } from '../runner/run-step.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import { readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import type { PreparedPlan } from './plan.ts';

export interface ScriptOptions {
  /** Leaves out what is code, marked. */
  readonly skipCode?: boolean;
}

/**
 * A prepared plan as a script for psql or sqlite3. Without steps it is a comment.
 * @throws MigshError `unsupported` for code, with file and line; `wrong-dialect` where the database is of another one
 */
export async function script(
  context: AppContext,
  prepared: PreparedPlan,
  { skipCode = false }: ScriptOptions = {},
): Promise<string> {
  const { plan, direction, database, applied } = prepared;
  const { dialect } = database;
  refuseOtherDialect(context, prepared);
  refuseHalf(prepared);
  const { files } = context.history();
  const here = prepared.offline === true ? nowhere : await scriptPlace(context);
  return renderScript({
    plan,
    dialect,
    heading: heading(prepared),
    settings: here.settings,
    journal: journalScript({
      dialect,
      table: context.project.settings.table,
      direction,
      applied,
      partial: here.partial,
      start: named(plan.from),
    }),
    files: new Map([...files].map(([id, file]) => [id, file.revision.path])),
    done: doneIn(prepared, here.partial),
    lockTimeout,
    skipCode,
  });
}

/** What only the connected database knows. */
export interface ScriptPlace {
  readonly settings: readonly string[];
  readonly partial: ReadonlyMap<string, Progress>;
}

/** Without a database. */
export const nowhere: ScriptPlace = { settings: [], partial: new Map() };

/** Session settings, and what was cut off half-way. */
export async function scriptPlace(context: AppContext): Promise<ScriptPlace> {
  const { rows } = await readApplied(context);
  const { dialect, options } = await context.config();
  return {
    settings: dialect === 'postgresql' ? searchPath(options.schema) : [],
    partial: new Map([...rows].flatMap(partialOf)),
  };
}

function partialOf([id, { progress }]: readonly [string, AppliedRow]): readonly [
  string,
  Progress,
][] {
  return progress === null ? [] : [[id, progress]];
}

/** Unqualified names go to the config's schema, as in a run. */
function searchPath(schema: string | undefined): readonly string[] {
  if (schema === undefined || schema === '*' || schema === 'public') return [];
  const name = quoteIdentifier(schema);
  return [`create schema if not exists ${name};`, `set search_path to ${name}, public;`];
}

/** Statements that a run which was cut off has behind it; one in the other direction counts for nothing. */
function doneIn(
  { direction }: PreparedPlan,
  partial: ReadonlyMap<string, Progress>,
): ReadonlyMap<string, number> {
  return new Map(
    [...partial]
      .filter(([, progress]) => progress.direction === direction)
      .map(([id, progress]) => [id, progress.statements]),
  );
}

function heading(prepared: PreparedPlan): readonly string[] {
  const { plan, direction, target, database, notes, offline } = prepared;
  const client = scriptClients[database.dialect];
  const count = `${plan.steps.length} ${plan.steps.length === 1 ? 'revision' : 'revisions'}`;
  const made = offline === true ? 'from the revision files alone' : `for ${database.label}`;
  const about = [
    `migsh ${direction}grade ${target} --sql`,
    `${named(plan.from)} to ${named(plan.to)}: ${count}, plan ${plan.id}`,
    `Made ${made}, in the words of ${client.database}.`,
    ...notes.map(note => `Note: ${note}.`),
  ];
  if (plan.steps.length === 0) return [...about, 'There is nothing to do.'];
  return [
    ...about,
    '',
    `Run it with:  ${client.usage}`,
    'It stops at the first error. The revision that failed is then rolled back, those before it stay; migsh status says',
    'where the database is, and a new script goes on from there.',
    ...lossLines(prepared),
  ];
}

function lossLines({ plan }: PreparedPlan): readonly string[] {
  const losses = plan.steps.flatMap(({ revision, statements }) =>
    statements
      .flatMap(statement => statement.hazards)
      .filter(hazard => hazard.level === 'loss')
      .map(hazard => `  ${revision}: ${hazard.message}`),
  );
  return losses.length === 0 ? [] : ['', 'Rows are lost:', ...losses];
}

function named(ids: readonly string[]): string {
  return ids.length === 0 ? 'base' : ids.join(', ');
}

/** A script counts what is applied before it goes on; a half counts for nothing there. */
function refuseHalf({ plan }: PreparedPlan): void {
  const half = plan.steps.find(step => step.takesBack !== undefined);
  if (half === undefined) return;
  throw new MigshError(
    'unsupported',
    `${half.revision} was cut off half-way: no script can take that back`,
    {
      hint: 'migsh downgrade does; or finish it first: migsh upgrade --sql',
      details: { revision: half.revision },
    },
  );
}

function refuseOtherDialect(context: AppContext, { database, direction }: PreparedPlan): void {
  const { dialect } = context.options;
  if (dialect === undefined || dialect === database.dialect) return;
  const range = direction === 'up' ? 'base:heads' : 'heads:base';
  throw new MigshError(
    'wrong-dialect',
    `${database.label} is ${database.dialect}, not ${dialect}`,
    {
      hint: `leave --dialect out, or name a range, which asks no database: migsh ${direction}grade ${range} --sql --dialect ${dialect}`,
      details: { dialect, database: database.dialect },
    },
  );
}
