import type { DialectName } from '../dialect/dialect.ts';
import type { Hazard } from '../hazard/hazard.ts';
import { quoteText } from '../schema/tokens.ts';
import type { Plan, Statement, Step } from './plan.ts';

/** What a script is made of. What keeps the journal is SQL that the caller hands in. */
export interface ScriptRequest {
  readonly plan: Pick<Plan, 'steps'>;
  readonly dialect: DialectName;
  /** Comment lines at the top: what the script does, to which database. */
  readonly heading: readonly string[];
  /** Statements before the first revision, in a transaction of their own: journal tables, a look at where the database is. */
  readonly prologue: readonly string[];
  /** The journal statements of a revision; they run in its last transaction. */
  readonly journal: (step: Step) => readonly string[];
}

/**
 * A plan as SQL that psql or sqlite3 can run: it stops at the first error, keeps a transaction for each revision, sets
 * apart what cannot be in one, and has each hazard as a comment above its statement.
 */
export function renderScript(request: ScriptRequest): string {
  const { plan, dialect, heading, prologue } = request;
  const blocks = [
    heading.map(comment).join('\n'),
    openings[dialect],
    ...(prologue.length === 0 ? [] : [transaction(dialect, prologue.map(terminated))]),
    ...plan.steps.map(step => renderStep(step, request)),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

// psql and sqlite3 go on after an error unless they are told not to. sqlite3 does not check foreign keys by itself, migsh does.
const openings: Readonly<Record<DialectName, string>> = {
  postgresql: String.raw`\set ON_ERROR_STOP on`,
  sqlite: '.bail on\npragma foreign_keys = on;',
};

const begins: Readonly<Record<DialectName, string>> = {
  postgresql: 'begin;',
  sqlite: 'begin immediate;',
};

function renderStep(step: Step, { dialect, journal }: ScriptRequest): string {
  const kept = journal(step).map(terminated);
  const phases = phasesOf(step);
  // The journal belongs into the last transaction; after statements that are in none it gets one of its own.
  const own = !isTransactional(phases.at(-1) ?? []);
  const blocks = phases.map((statements, at) => {
    const lines = statements.map(statement => renderStatement(statement, dialect));
    if (!isTransactional(statements)) return lines.join('\n');
    const isLast = at === phases.length - 1;
    return transaction(dialect, isLast ? [...lines, ...kept] : lines);
  });
  const body = [...blocks, ...(own ? [transaction(dialect, kept)] : [])].join('\n\n');
  return `${title(step)}\n${step.foreignKeysOff ? withoutForeignKeys(body) : body}`;
}

function title({ revision, direction, record }: Step): string {
  return comment(`revision ${revision}, ${direction}: ${record.message.split('\n')[0] ?? ''}`);
}

function phasesOf({ statements }: Step): readonly (readonly Statement[])[] {
  const numbers = [...new Set(statements.map(statement => statement.phase))];
  return numbers.map(number => statements.filter(statement => statement.phase === number));
}

function isTransactional(statements: readonly Statement[]): boolean {
  return statements.length > 0 && statements.every(statement => statement.transactional);
}

function renderStatement(statement: Statement, dialect: DialectName): string {
  const { sql = '', code, hazards, expectNoRows } = statement;
  const body =
    expectNoRows === undefined ? terminated(sql) : proofs[dialect](withoutEnd(sql), expectNoRows);
  return [
    comment(statement.comment),
    ...hazards.map(renderHazard),
    ...(code === undefined ? [body] : [comment(`not in this script, it is code: ${code}`)]),
  ].join('\n');
}

function renderHazard({ level, rule, message, advice }: Hazard): string {
  return `${comment(`${level.toUpperCase()} ${rule}: ${message}`)}\n${comment(`  ${advice}`)}`;
}

/** SQL that stops with the words as soon as the query gives a row. */
const proofs: Readonly<Record<DialectName, (query: string, words: string) => string>> = {
  postgresql: (query, words) =>
    `do $migsh$ begin if exists (${query}) then raise exception ${quoteText('%')}, ${quoteText(words)}; end if; end $migsh$;`,
  // A check is all that stops a script of SQLite; its name is what the error says.
  sqlite: (query, words) =>
    [
      `create temp table migsh_proof (found constraint "${words.replaceAll('"', "'")}" check (found is null));`,
      `insert into temp.migsh_proof select 1 from (${query});`,
      'drop table temp.migsh_proof;',
    ].join('\n'),
};

function withoutForeignKeys(body: string): string {
  return `pragma foreign_keys = off;\n${body}\npragma foreign_keys = on;`;
}

function transaction(dialect: DialectName, lines: readonly string[]): string {
  return [begins[dialect], ...lines, 'commit;'].join('\n');
}

/** The statement with one semicolon behind it, on a line of its own where a comment would swallow it. */
function terminated(sql: string): string {
  const text = withoutEnd(sql);
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  return lastLine.includes('--') ? `${text}\n;` : `${text};`;
}

function withoutEnd(sql: string): string {
  return sql.trim().replace(/;$/, '');
}

function comment(text: string): string {
  return text === '' ? '--' : `-- ${text.replaceAll(/\s*\n\s*/g, ' ')}`;
}
