import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import type { Explained } from './explain.ts';
import { footprint, type Footprint, type Touched } from './footprint.ts';
import { readMending } from './mend.ts';
import type { OperationKind } from './operation.ts';
import { Origins } from './origins.ts';

/** An operation with the schema that it meets and what it touches, by the names that things had before the first one. */
export interface Dated {
  readonly operation: Explained;
  readonly before: Schema;
  readonly touches: Footprint;
}

/** The operations one after the other, each with what it meets. */
export function dated(operations: readonly Explained[], recorded: Schema): readonly Dated[] {
  const origins = new Origins();
  let schema = recorded;
  return operations.map(operation => {
    const before = schema;
    const { reads, changes, unknown } = isMending(operation)
      ? nothing
      : footprint(operation, before);
    const of = (each: Touched): Touched => origins.of(each);
    const touches = { reads: reads.map(of), changes: changes.map(of), unknown };
    origins.follow(operation);
    schema = apply(before, operation);
    return { operation, before, touches };
  });
}

// A deletion that mends rows stands with its constraint, and concerns nothing else.
function isMending(operation: Explained): boolean {
  return operation.kind === 'sql' && readMending(operation.postgresql ?? '') !== undefined;
}

const nothing: Footprint = { reads: [], changes: [], unknown: false };

/** Whether an operation has to stay behind an earlier one: the two are about one thing, or nobody knows about what. */
export function dependsOn(later: Dated, earlier: Dated): boolean {
  const [own, theirs] = [later.touches, earlier.touches];
  if (own.unknown || theirs.unknown) return true;
  if (isClearedBy(later, earlier)) return true;
  return (
    own.changes.some(each => meets(each, [...theirs.changes, ...theirs.reads])) ||
    theirs.changes.some(each => meets(each, own.reads))
  );
}

/** What is in the way of a change goes before it, without naming it. */
function isClearedBy(later: Dated, { operation, touches }: Dated): boolean {
  if (!clearing.has(operation.kind) || additive.has(later.operation.kind)) return false;
  const target = operation.kind === 'dropForeignKey' ? operation.definition?.refTable : undefined;
  const tables = new Set([...touches.changes, ...touches.reads].map(({ table }) => table));
  if (target !== undefined) tables.add(target);
  const { changes, reads } = later.touches;
  return [...changes, ...reads].some(({ table }) => tables.has(table));
}

const clearing: ReadonlySet<OperationKind> = new Set([
  'dropForeignKey',
  'dropUnique',
  'dropCheck',
  'dropIndex',
  'dropExclusion',
  'dropPrimaryKey',
  'dropTrigger',
  'dropPolicy',
  'setIdentity',
  'setGenerated',
]);

// What only adds to a table passes what else is done to it.
const additive: ReadonlySet<OperationKind> = new Set([
  'addColumn',
  'createIndex',
  'createTable',
  'createView',
  'createEnum',
  'addEnumValue',
  'comment',
  'backfill',
]);

function meets(changed: Touched, others: readonly Touched[]): boolean {
  return others.some(
    other =>
      other.table === changed.table &&
      ((other.sort === changed.sort && other.name === changed.name) || changed.sort === 'table'),
  );
}
