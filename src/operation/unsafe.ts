import { isPerRow } from '../schema/computed-once.ts';
import { enumerate } from '../schema/enumerate.ts';
import { quotedName, quotedTable } from '../schema/question-id.ts';
import type { Question } from '../schema/question.ts';
import { findTable, type Schema } from '../schema/schema.ts';
import { stop } from '../schema/stop.ts';
import { apply } from './apply.ts';
import type { AlterColumn, Operation, OperationKind, OperationOf } from './operation.ts';
import { Origins } from './origins.ts';
import { swapColumn } from './swap-column.ts';

/** An operation that makes others wait while every row of a table is read, and that has a form in which they do not. */
export interface UnsafeStep {
  readonly operation: Operation;
  /** The schema just before it. */
  readonly before: Schema;
  /** Whether it takes its safe form; asked only where the table is large. */
  readonly question: Question;
  /** The hazard rule that speaks of it, which `as-is` waives. */
  readonly rule: string;
  /** The table whose rows are read, by its present name and the one before the revision. */
  readonly table: string;
  readonly stored: string;
}

/** The steps of a revision that have a safe form. A table that the revision makes itself has no rows to wait for. */
export function unsafeSteps(
  operations: readonly Operation[],
  recorded: Schema,
): readonly UnsafeStep[] {
  const origins = new Origins();
  let schema = recorded;
  return operations.flatMap(operation => {
    const before = schema;
    const danger = dangerOf(operation, before);
    schema = apply(before, operation);
    const { table = '' } = danger ?? {};
    const stored = origins.of({ sort: 'table', table, name: '' }).table;
    origins.follow(operation);
    const known = findTable(recorded, stored);
    // On a partitioned table PostgreSQL builds no index concurrently and adds no foreign key not valid.
    if (danger === undefined || known === undefined || known.partitioning) return [];
    const { rule } = danger;
    return [{ operation, before, rule, table, stored, question: questionOf(danger, stored) }];
  });
}

interface Danger {
  readonly rule: string;
  readonly table: string;
  /** The sort and name of what the operation makes or changes, as question ids have them. */
  readonly sort: 'index' | 'constraint' | 'column';
  readonly name: string;
  /** Who waits for what, as a sentence. */
  readonly message: string;
  /** What the safe form does. */
  readonly safe: string;
}

function dangerOf(operation: Operation, before: Schema): Danger | undefined {
  const judge: ((operation: never, before: Schema) => Danger | undefined) | undefined =
    dangers[operation.kind];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the operation's kind agree, which TypeScript cannot correlate
  return judge?.(operation as never, before);
}

const validated =
  'added for new rows alone, then the others are checked while people read and write';

const dangers: {
  readonly [K in OperationKind]?: (operation: OperationOf<K>, before: Schema) => Danger | undefined;
} = {
  createIndex({ table, index: { name }, concurrently }) {
    if (concurrently === true) return undefined;
    return {
      rule: 'create-index-blocking',
      table,
      sort: 'index',
      name,
      message: `Who writes to ${table} waits while index ${name} is built.`,
      safe: 'built beside the traffic, outside of the transaction',
    };
  },
  addUnique({ table, unique: { name, columns }, usingIndex }) {
    if (usingIndex !== undefined) return undefined;
    return {
      rule: 'add-unique-scan',
      table,
      sort: 'constraint',
      name,
      message: `Who reads or writes ${table} waits while the index of ${enumerate(columns)} is built.`,
      safe: 'its index is built beside the traffic, outside of the transaction',
    };
  },
  addForeignKey({ table, foreignKey: { name, refTable, notValid } }) {
    if (notValid === true) return undefined;
    return {
      rule: 'add-foreign-key-scan',
      table,
      sort: 'constraint',
      name,
      message: `Who writes to ${table} or ${refTable} waits while every row of ${table} is looked up.`,
      safe: validated,
    };
  },
  addCheck({ table, check: { name, notValid } }) {
    if (notValid === true) return undefined;
    return {
      rule: 'add-check-scan',
      table,
      sort: 'constraint',
      name,
      message: `Who reads or writes ${table} waits while every row is checked.`,
      safe: validated,
    };
  },
  alterColumn(operation, before) {
    const { table, column, type, nullable } = operation;
    if (type !== undefined) return typeDanger(operation, before);
    if (nullable !== false) return undefined;
    return {
      rule: 'set-not-null-scan',
      table,
      sort: 'column',
      name: column,
      message: `Who reads or writes ${table} waits while every row is looked at for a null in ${column}.`,
      safe: 'a check proves it before, while people read and write',
    };
  },
  addColumn({ table, column: { name, default: given } }) {
    if (given?.kind !== 'sql' || !isPerRow(given.sql)) return undefined;
    return {
      rule: 'add-column-rewrite',
      table,
      sort: 'column',
      name,
      message: `Who reads or writes ${table} waits while the table is written anew, with ${given.sql} for each row.`,
      safe: 'added empty, with the default for new rows; those that are there are filled afterwards',
    };
  },
};

function typeDanger(operation: AlterColumn, before: Schema): Danger | undefined {
  if (swapColumn(operation, before) === undefined) return undefined;
  const { table, column } = operation;
  return {
    rule: 'type-change-rewrite',
    table,
    sort: 'column',
    name: column,
    message: `Who reads or writes ${table} waits while the table is written anew for the type of ${column}.`,
    safe: 'a column of the new type is filled beside the traffic and takes its place',
  };
}

function questionOf({ table, sort, name, message, safe }: Danger, stored: string): Question {
  return {
    id: `unsafe:${sort}:${quotedTable(table)}.${quotedName(name)}`,
    kind: 'unsafe',
    subject: `${table}.${name}`,
    message: `${message} Is it done in the form in which nobody waits?`,
    options: [
      { value: 'safe', label: safe },
      { value: 'as-is:', label: 'as it is, for a reason that the file keeps' },
      stop,
    ],
    likely: 'safe',
    evidence: [],
    rows: { table: stored },
  };
}

/** Says what is wrong with an answer to an unsafe question. */
export function checkUnsafe(answer: string): string | undefined {
  return answer.startsWith('as-is:') && answer.slice('as-is:'.length).trim() === ''
    ? 'the reason is missing'
    : undefined;
}
