import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compileStep, type Stepper } from '../../src/app/compile-steps.ts';
import type { CatalogEntry, Dialect } from '../../src/dialect/dialect.ts';
import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import { splitStatements, sqlite } from '../../src/dialect/sqlite/dialect.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { openSchemaCopy } from '../../src/orm/schema-copy.ts';
import type { DraftStep } from '../../src/plan/build.ts';
import type { RevisionFile } from '../../src/project/revision-files.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { catalogOf, introspect, type SqliteFile } from '../dialect/sqlite/apply.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const file: RevisionFile = {
  path: join(root, 'migrations/test.ts'),
  text: '',
  checksum: 'c',
  revision: {
    id: 'aaaabbbbcccc',
    message: 'test',
    parents: [],
    dependsOn: [],
    labels: [],
    answers: {},
    waivers: [],
    path: 'migrations/test.ts',
    line: 1,
  },
};

/** How many groups of the last revision could be combined, and how many stood when they were tried. */
export const watched = { combined: 0, stood: 0 };

const watchedSqlite: Dialect = {
  ...sqlite,
  together: {
    joins: (group, next) => sqlite.together.joins(group, next),
    combine: (group, after) => {
      const statements = sqlite.together.combine(group, after);
      if (statements !== undefined) watched.combined += 1;
      return statements;
    },
  },
};

export interface Start {
  /** The schema in portable terms before; without it, what introspection reads. */
  readonly before?: Schema;
  /** Compile as if for this version. */
  readonly version?: string;
  /** What the journal keeps of an earlier run. */
  readonly mark?: string;
}

/** Compiles operations as one revision of a SQLite database, each on the line of its place. */
export async function compileOn(
  db: SqliteFile,
  operations: readonly Operation[],
  start: Start = {},
): Promise<DraftStep & { readonly catalog: readonly CatalogEntry[] }> {
  const copy = await openSchemaCopy({ root });
  watched.combined = 0;
  copy.copyFrom(catalogOf(db).entries);
  try {
    const step = compiled(
      {
        dialect: watchedSqlite,
        split: splitStatements,
        copy,
        version: start.version ?? copy.version,
        schema: start.before ?? introspect(db),
      },
      operations,
      start.mark,
    );
    return { ...step, catalog: copy.catalog().entries };
  } finally {
    copy.close();
  }
}

/** Compiles operations as one revision for PostgreSQL. */
export function compileFor(before: Schema, operations: readonly Operation[]): DraftStep {
  return compiled(
    { dialect: postgresql, split: sql => [sql], copy: undefined, version: '18.4', schema: before },
    operations,
  );
}

function compiled(stepper: Stepper, operations: readonly Operation[], mark?: string): DraftStep {
  return compileStep(stepper, {
    file,
    recorded: {
      up: operations.map((operation, at) => ({ operation, line: at + 1 })),
      down: null,
      irreversible: null,
      recordChecksum: 'r',
    },
    direction: 'up',
    ...(mark === undefined ? {} : { progress: { direction: 'up', statements: 1, mark } }),
  });
}

/** The statements of a step, in order. */
export function statementsOf({ operations }: DraftStep): DraftStep['operations'][0]['statements'] {
  return operations.flatMap(operation => operation.statements);
}

/** How often a table is made anew. */
export function rebuilds(step: DraftStep): number {
  return rebuildsIn(statementsOf(step));
}

/** How often these statements make a table anew. */
export function rebuildsIn(statements: readonly CompiledStatement[]): number {
  return statements.filter(
    ({ part, sql }) => part === 'rebuild' && sql.startsWith('create table "migsh_new_'),
  ).length;
}

/** The SQL alone, without proofs. */
export function sqlOf(step: DraftStep): string {
  return statementsOf(step)
    .filter(({ part }) => part !== 'proof')
    .map(({ sql }) => sql)
    .join('\n');
}
