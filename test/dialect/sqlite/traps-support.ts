import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'vitest';

import type { Operation } from '../../../src/operation/operation.ts';
import { compileOn, rebuilds, statementsOf } from '../../together/support.ts';
import { openSqlite, rows, run, type SqliteFile, type Spoilt } from './apply.ts';

/** A database in a file of its own. */
export interface Home {
  readonly db: SqliteFile;
  /** Another connection to the same file. */
  another(): SqliteFile;
  close(): void;
}

export function openHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'migsh-traps-'));
  const open: SqliteFile[] = [];
  const another = (): SqliteFile => {
    const db = openSqlite(join(folder, 'data.sqlite'));
    open.push(db);
    return db;
  };
  return {
    db: another(),
    another,
    close: () => {
      for (const db of open) db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Alterations of table t of which SQLite can make none but the second in place: its column a gets a default, b comes, and a name changes. */
export const alterations: readonly Operation[] = [
  { kind: 'alterColumn', table: 't', column: 'a', default: { kind: 'value', value: 'new' } },
  {
    kind: 'addColumn',
    table: 't',
    column: {
      name: 'added',
      type: { name: 'text' },
      nullable: false,
      default: { kind: 'value', value: 'here' },
    },
  },
  { kind: 'alterColumn', table: 't', column: 'added', default: null },
];

/** Makes table t anew, once for all alterations, as a run of a revision does. */
export async function remake(
  db: SqliteFile,
  more: readonly Operation[] = [],
  spoilt: Spoilt = {},
): Promise<readonly string[]> {
  const step = await compileOn(db, [...alterations, ...more]);
  expect(rebuilds(step)).toBe(1);
  run(db, statementsOf(step), spoilt);
  return statementsOf(step).map(({ sql }) => sql);
}

/** What `migsh` says of a revision that it does not compile. */
export async function refusal(
  db: SqliteFile,
  operations: readonly Operation[] = alterations,
): Promise<string> {
  return compileOn(db, operations).then(
    () => 'compiled',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** How many rows there are in each table. */
export function counts(db: SqliteFile, ...tables: readonly string[]): readonly unknown[] {
  return tables.map(table => rows(db, `select count(*) as n from ${table}`)[0]?.['n']);
}
