import type { PreparedPlan } from '../../src/app/plan.ts';
import type { RevisionShape } from '../../src/app/shapes.ts';
import type { Hazard } from '../../src/hazard/hazard.ts';
import type { Statement, Step } from '../../src/plan/plan.ts';
import type { Question } from '../../src/schema/question.ts';

/** A revision in the middle of a branch, unless `more` says otherwise. */
export function revision(
  id: string,
  message: string,
  more: Partial<RevisionShape> = {},
): RevisionShape {
  return {
    id,
    parents: ['1ab27c0d93fe'],
    dependsOn: [],
    labels: [],
    message,
    createdAt: '2026-11-20T14:32:05Z',
    path: `migrations/20261120_143205_${id}.ts`,
    head: false,
    base: false,
    branchPoint: false,
    mergePoint: false,
    ...more,
  };
}

export const dropsTable: Hazard = {
  rule: 'drop-table',
  level: 'loss',
  message: 'drops the table audit_event: 240 rows',
  advice: 'op.archive keeps them, and down restores them',
  tables: ['audit_event'],
  rows: 240,
};

export const locksTable: Hazard = {
  rule: 'create-index-locks',
  level: 'lock',
  message: 'SHARE lock: blocks writes to customer while it builds',
  advice: 'create the index concurrently, outside of the transaction',
  lock: 'SHARE',
  tables: ['customer'],
};

/** A statement inside the revision's transaction. */
export function statement(
  sql: string,
  hazards: readonly Hazard[] = [],
  more: Partial<Statement> = {},
): Statement {
  return {
    kind: 'sql',
    sql,
    phase: 1,
    comment: 'does something',
    transactional: true,
    source: { file: 'migrations/a.ts', line: 12 },
    hazards,
    ...more,
  };
}

/** One revision of a plan. */
export function step(id: string, statements: readonly Statement[], more: Partial<Step> = {}): Step {
  return {
    revision: id,
    direction: 'up',
    transactional: true,
    statements,
    foreignKeysOff: false,
    record: {
      id,
      message: id,
      parents: [],
      dependsOn: [],
      checksum: 'c0',
      recordChecksum: 'c1',
      source: 'export function up() {}',
    },
    ...more,
  };
}

/** An upgrade of one database by these steps. */
export function prepared(steps: readonly Step[], more: Partial<PreparedPlan> = {}): PreparedPlan {
  return {
    applied: ['1ab27c0d93fe'],
    plan: { id: '5a1b2c3d4e5f', from: ['1ab27c0d93fe'], to: ['3f2a9c1e7b04'], steps },
    direction: 'up',
    target: 'head',
    database: {
      label: 'shop@localhost:5432',
      name: 'shop',
      dialect: 'postgresql',
      version: '18.4',
    },
    isProtected: false,
    losses: [],
    notes: [],
    titles: { '3f2a9c1e7b04': 'add order history', '77aa02de91c3': 'audit: drop events' },
    ...more,
  };
}

export const renameQuestion: Question = {
  id: 'rename:column:customer.email',
  kind: 'rename',
  subject: 'customer.email',
  message: 'customer.mail is gone and customer.email is new. Is it the same column?',
  options: [
    { value: 'rename:mail', label: 'renamed: mail → email' },
    { value: 'replace', label: 'drop mail, add email', loses: '240 values' },
  ],
  likely: 'rename:mail',
  evidence: ['same type, string(120), and both not null', '240 of 240 rows have a value in mail'],
};

export const fillQuestion: Question = {
  id: 'fill:column:order.currency',
  kind: 'fill',
  subject: 'order.currency',
  message: 'order.currency is new and not null: what do rows that exist get?',
  options: [
    { value: 'default:', label: 'a fixed value' },
    { value: 'sql:', label: 'an SQL expression' },
    { value: 'nullable', label: 'nothing: make it nullable' },
  ],
  evidence: [],
};
