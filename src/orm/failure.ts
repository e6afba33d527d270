import { MigshError } from '../error.ts';
import { foreign } from './foreign.ts';
import { withoutSecrets } from './secrets.ts';

/** The fields that PostgreSQL's and SQLite's errors carry, as their drivers name them. */
interface DriverError {
  readonly message?: string;
  /** SQLSTATE, `SQLITE_…`, or a Node error code such as `ECONNREFUSED`. */
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** 1-based position in the statement, as text. */
  readonly position?: string;
  readonly errors?: readonly unknown[];
}

/** A statement that the database refused, in its own words, with the place in the statement where it says so. */
export function statementFailed(error: unknown, sql: string): MigshError {
  const failure = foreign<DriverError>(error);
  if (isBusy(failure)) return databaseBusy(failure);
  if (isLost(failure)) return connectionLost(failure);
  const said = withoutSecrets(failure.message ?? String(error));
  const place = placeOf(failure, said, sql);
  const lines = [said, ...(failure.detail === undefined ? [] : [failure.detail])];
  return new MigshError('statement-failed', [...lines, ...(place?.excerpt ?? [])].join('\n'), {
    ...hinted(failure.hint ?? wayOut(failure)),
    details: {
      statement: sql,
      ...(failure.code === undefined ? {} : { sqlstate: failure.code }),
      ...(failure.detail === undefined ? {} : { detail: failure.detail }),
      ...(place === undefined ? {} : { line: place.line, column: place.column }),
    },
    cause: error,
  });
}

/** A connection that could not be opened: nobody there, no such database, or not let in. `label` names it without password. */
export function connectionFailed(
  error: unknown,
  label: string,
  secrets: readonly (string | undefined)[],
): MigshError {
  const failure = innermost(foreign<DriverError>(error));
  const said = withoutSecrets(failure.message || failure.code || String(error), secrets);
  const details = {
    database: label,
    ...(failure.code === undefined ? {} : { sqlstate: failure.code }),
  };
  if (failure.code === '3D000') {
    return new MigshError('no-such-database', `${label}: ${said}`, {
      hint: 'migsh upgrade --create-database makes it.',
      details,
    });
  }
  if (failure.code?.startsWith('SQLITE_') === true) {
    const hint =
      wayOut(failure) ?? 'Look at dbName in the MikroORM config: is that the file that you mean?';
    return new MigshError('unreachable', `${label}: ${said}`, { hint, details });
  }
  if (refused.has(failure.code ?? '')) {
    return new MigshError('access-denied', `${label}: ${said}`, {
      hint: 'Look at user and password in the MikroORM config or in MIKRO_ORM_USER and MIKRO_ORM_PASSWORD.',
      details,
    });
  }
  return new MigshError('unreachable', `${label}: ${said}`, {
    hint: 'Is the server running? Look at host and port in the MikroORM config or in MIKRO_ORM_HOST and MIKRO_ORM_PORT.',
    details,
  });
}

/** The running statement was stopped because somebody asked for it. */
export function interrupted(label: string): MigshError {
  return new MigshError('interrupted', `Stopped. What was running on ${label} is rolled back.`, {
    hint: 'The same command goes on from here.',
  });
}

/** The connection went away while it was used; what was open is rolled back by the database. */
export function connectionLost(cause: unknown): MigshError {
  const said = withoutSecrets(foreign<DriverError>(cause).message ?? String(cause));
  return new MigshError('unreachable', `The connection was lost: ${said}`, {
    hint: 'The same command goes on from here.',
    cause,
  });
}

/** SQLite: another process holds the file's lock. */
function databaseBusy(cause: unknown): MigshError {
  return new MigshError('locked', 'Another process is writing to this SQLite file.', {
    hint: '--wait DURATION waits longer.',
    cause,
  });
}

const refused = new Set(['28P01', '28000', '42501', 'EACCES', 'EPERM']);

function hinted(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

/** What to do about a refusal that no file and no row can mend. SQLite's codes have parts (`SQLITE_READONLY_DIRECTORY`). */
function wayOut({ code = '' }: DriverError): string | undefined {
  return waysOut.find(([beginning]) => code.startsWith(beginning))?.[1];
}

const waysOut: readonly (readonly [string, string])[] = [
  ['SQLITE_FULL', 'Make room on the disk, then run the same command again.'],
  ['53100', "Make room on the server's disk, then run the same command again."],
  [
    '42501',
    'Have the right granted, or connect as a user who has it; then run the same command again.',
  ],
  [
    'SQLITE_READONLY',
    'May this user write to the file and to its folder? Then run the same command again.',
  ],
  [
    'SQLITE_CANTOPEN',
    'May this user open the file and, for its -wal and -shm, write to its folder?',
  ],
];

function isBusy(failure: DriverError): boolean {
  return failure.code?.startsWith('SQLITE_BUSY') ?? false;
}

/**
 * Class 57P and 08 of PostgreSQL, and what `pg` says of a socket that is gone. 08P01 is no loss: the server did not
 * understand a message, such as a text with a NUL in it.
 */
function isLost(failure: DriverError): boolean {
  const code = failure.code ?? '';
  if (/^(?:57P0[1-5]|08(?!P01))/.test(code) || ['ECONNRESET', 'EPIPE'].includes(code)) return true;
  return /^(?:Connection terminated|Client (?:has encountered|was closed))/.test(
    failure.message ?? '',
  );
}

/** `localhost` is tried on two addresses: Node then gives an AggregateError without words. */
function innermost(failure: DriverError): DriverError {
  const [first] = failure.errors ?? [];
  return first === undefined ? failure : foreign<DriverError>(first);
}

interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly excerpt: readonly string[];
}

function placeOf(failure: DriverError, said: string, sql: string): Place | undefined {
  const offset =
    failure.position === undefined ? nearOffset(said, sql) : codePointOffset(sql, failure.position);
  if (offset === undefined) return undefined;
  const before = sql.slice(0, offset).split('\n');
  const column = (before.at(-1) ?? '').length;
  const text = sql.split('\n')[before.length - 1] ?? '';
  // A statement may be one very long line: what is shown starts a little before the place.
  const start = column > 60 ? column - 40 : 0;
  const cut = start > 0 ? '…' : '';
  return {
    line: before.length,
    column: column + 1,
    excerpt: [
      `  ${cut}${text.slice(start, start + 100)}`,
      `  ${' '.repeat(cut.length + column - start)}^`,
    ],
  };
}

/** PostgreSQL counts characters, JavaScript UTF-16 units. */
function codePointOffset(sql: string, position: string): number {
  return Array.from(sql)
    .slice(0, Number(position) - 1)
    .join('').length;
}

/** SQLite says `near "x"` without a position; the place is known only where x stands once. */
function nearOffset(said: string, sql: string): number | undefined {
  const token = /^near "(.+?)": /.exec(said)?.[1];
  if (token === undefined) return undefined;
  const first = sql.indexOf(token);
  return first !== -1 && first === sql.lastIndexOf(token) ? first : undefined;
}
