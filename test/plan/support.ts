import { loadModule, parseSync } from 'libpg-query';

import type { DialectName } from '../../src/dialect/dialect.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { buildPlan, type DraftOperation, type DraftStep } from '../../src/plan/build.ts';
import type { Plan, RevisionRecord } from '../../src/plan/plan.ts';
import type { Schema } from '../../src/schema/schema.ts';

await loadModule();

const before: Schema = { tables: [] };

export function record(id: string, message = `revision ${id}`): RevisionRecord {
  return {
    id,
    message,
    parents: [],
    dependsOn: [],
    checksum: 'c',
    recordChecksum: 'r',
    source: '// source',
  };
}

/** A step whose operations are SQL, a text each or a statement with more to it. */
export function step(
  id: string,
  statements: readonly (string | CompiledStatement)[],
  more: Partial<DraftStep> = {},
): DraftStep {
  return {
    record: record(id),
    direction: 'up',
    file: `migrations/${id}.ts`,
    operations: statements.map((each, at) => sqlOperation(each, at + 1)),
    waivers: [],
    answers: {},
    ...more,
  };
}

function sqlOperation(each: string | CompiledStatement, line: number): DraftOperation {
  const statement = typeof each === 'string' ? { sql: each, comment: 'as written' } : each;
  const operation: Operation = { kind: 'sql', postgresql: statement.sql, sqlite: statement.sql };
  return {
    operation,
    line,
    before,
    statements: [statement],
    parsed: [{ tree: parseSync(statement.sql) }],
  };
}

export function plan(
  steps: readonly DraftStep[],
  more: { dialect?: DialectName; rows?: Readonly<Record<string, number>> } = {},
): Omit<Plan, 'id'> {
  const counted = Object.entries(more.rows ?? {}).map(
    ([name, rows]) => [name, { rows, exact: true }] as const,
  );
  return buildPlan({
    dialect: more.dialect ?? 'postgresql',
    from: [],
    to: steps.map(({ record: { id } }) => id),
    steps,
    sizes: new Map(counted),
  });
}
