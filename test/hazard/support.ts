import { loadModule, parseSync } from 'libpg-query';

import type { DialectName } from '../../src/dialect/dialect.ts';
import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import type { CompiledStatement } from '../../src/dialect/statement.ts';
import { checkOperation } from '../../src/hazard/check.ts';
import type { Fact } from '../../src/hazard/facts.ts';
import type { Hazard, TableSize } from '../../src/hazard/hazard.ts';
import type { ParsedStatement } from '../../src/hazard/parsed-statement.ts';
import { postgresqlFacts } from '../../src/hazard/postgresql-facts.ts';
import { startOfPlan, startOfStep } from '../../src/hazard/situation.ts';
import { apply } from '../../src/operation/apply.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Column, ForeignKey, Schema, Table } from '../../src/schema/schema.ts';

await loadModule();

/** What PostgreSQL's parser makes of a text. */
function parsed(sql: string): ParsedStatement {
  try {
    return { tree: parseSync(sql) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'no SQL' };
  }
}

/** The facts in PostgreSQL statements. */
export function facts(sql: string): readonly Fact[] {
  return postgresqlFacts(parsed(sql));
}

/** An operation, or SQL as `op.sql` has it; `'---'` stands for the start of the next revision. */
export type Judged = Operation | string | CompiledStatement;

export interface Given {
  readonly dialect?: DialectName;
  readonly before?: Schema;
  /** Rows counted, by table. */
  readonly rows?: Readonly<Record<string, number>>;
  readonly sizes?: Readonly<Record<string, TableSize>>;
}

/** A shop with customers and their orders. */
export const shop: Schema = {
  tables: [
    table('customer', [column('id', 'integer'), column('email', { name: 'string', length: 120 })]),
    table(
      'order',
      [
        column('id', 'integer'),
        column('customer_id', 'integer'),
        column('total', { name: 'decimal', precision: 10, scale: 2 }),
        column('note', 'text', true),
      ],
      [
        {
          name: 'order_customer_id_foreign',
          columns: ['customer_id'],
          refTable: 'customer',
          refColumns: ['id'],
        },
      ],
    ),
  ],
};

/** The hazards of operations that run one after the other, as a drawing: level, rule, message, lock. */
export function draw(operations: readonly Judged[], given: Given = {}): string {
  return hazardsOf(operations, given).map(drawHazard).join('\n');
}

/** The rules that find something, each with its level. */
export function found(operations: readonly Judged[], given: Given = {}): readonly string[] {
  return hazardsOf(operations, given).map(({ level, rule }) => `${level} ${rule}`);
}

export function hazardsOf(operations: readonly Judged[], given: Given = {}): readonly Hazard[] {
  const { dialect = 'postgresql' } = given;
  const sizes = new Map(Object.entries(given.sizes ?? {}));
  for (const [name, rows] of Object.entries(given.rows ?? {}))
    sizes.set(name, { rows, exact: true });
  let situation = startOfPlan(sizes);
  let before = given.before ?? shop;
  const hazards: Hazard[] = [];
  for (const [at, each] of operations.entries()) {
    if (each === '---') {
      situation = startOfStep(situation);
      continue;
    }
    const { operation, statements } = compile(each, before);
    const end = operations.indexOf('---', at);
    const following = operations.slice(at + 1, end < 0 ? undefined : end).map(operationOf);
    const verdict = checkOperation(
      {
        dialect,
        operation,
        before,
        statements,
        following,
        parsed: statements.map(({ sql }) => parsed(sql)),
      },
      situation,
    );
    hazards.push(...verdict.hazards.flat());
    situation = verdict.after;
    before = apply(before, operation);
  }
  return hazards;
}

export function table(
  name: string,
  columns: readonly Column[],
  foreignKeys: readonly ForeignKey[] = [],
): Table {
  return {
    name,
    columns,
    primaryKey: { name: `${name}_pkey`, columns: ['id'] },
    indexes: [],
    uniques: [],
    foreignKeys,
    checks: [],
  };
}

export function column(
  name: string,
  type: Column['type'] | 'integer' | 'text',
  nullable = false,
): Column {
  return { name, type: typeof type === 'string' ? { name: type } : type, nullable };
}

function operationOf(each: Judged): Operation {
  if (typeof each === 'string') return { kind: 'sql', postgresql: each, sqlite: each };
  return 'kind' in each ? each : { kind: 'sql', postgresql: '', sqlite: '' };
}

function compile(
  each: Judged,
  before: Schema,
): { operation: Operation; statements: readonly CompiledStatement[] } {
  const operation = operationOf(each);
  if (typeof each === 'string') {
    return { operation, statements: [{ sql: each, comment: 'as written' }] };
  }
  if (!('kind' in each)) return { operation, statements: [each] };
  const statements = postgresql.compile(each, {
    before,
    after: apply(before, each),
    catalog: { version: '18.4', entries: [] },
    revision: '3f2a9c1e7b04',
    source: { file: 'migrations/things.ts' },
    split: sql => [sql],
  });
  return { operation: each, statements };
}

function drawHazard({ level, rule, message, advice, lock, tables, rows }: Hazard): string {
  const details = [
    ...(lock === undefined ? [] : [`${lock} on ${(tables ?? []).join(', ')}`]),
    ...(rows === undefined ? [] : [`rows ${rows}`]),
  ];
  const tail = details.length === 0 ? '' : ` [${details.join('; ')}]`;
  return `${level.toUpperCase()} ${rule}: ${message}${tail}\n  ${advice}`;
}
