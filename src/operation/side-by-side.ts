import { relationNames } from '../schema/key.ts';
import { findTable, type Schema, type Table } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { footprint } from './footprint.ts';
import type { Operation, OperationKind } from './operation.ts';

/**
 * The same operations with the alterations of one table next to each other, so that a dialect can carry them out together:
 * each is moved up to the last one on its table, as long as what it passes is about other tables that it has nothing
 * to do with. What is about one table keeps its order.
 */
export function sideBySide<Each extends Operation>(
  operations: readonly Each[],
  before: Schema,
): readonly Each[] {
  const sorted: (Placed & { readonly operation: Each })[] = [];
  let schema = before;
  for (const operation of operations) {
    const next = { ...place(operation, schema), operation };
    schema = apply(schema, operation);
    const at = sorted.findLastIndex(({ table }) => table === next.table) + 1;
    const passed = sorted.slice(at);
    const moves = at > 0 && isMovable(next) && passed.every(each => areApart(each, next));
    sorted.splice(moves ? at : sorted.length, 0, next);
  }
  return sorted.map(({ operation }) => operation);
}

/** An operation with what it is about. */
interface Placed {
  readonly operation: Operation;
  /** The table that it alters; '' for what is more, or something else. */
  readonly table: string;
  /** Tables that its foreign keys point to. */
  readonly targets: readonly string[];
  /** Names that it takes or gives free, in lower case: on PostgreSQL those of indexes are one set for all tables. */
  readonly names: readonly string[];
}

const alterations: ReadonlySet<OperationKind> = new Set([
  'addColumn',
  'dropColumn',
  'alterColumn',
  'createIndex',
  'dropIndex',
  'renameIndex',
  'addUnique',
  'dropUnique',
  'addForeignKey',
  'dropForeignKey',
  'addCheck',
  'dropCheck',
  'renameConstraint',
  'comment',
]);

function place(operation: Operation, schema: Schema): Placed {
  const none = { operation, table: '', targets: [], names: [] };
  if (operation.kind === 'createTable') {
    const { table: made } = operation;
    return { ...none, table: made.name, targets: targetsOf(made), names: namesOf(made) };
  }
  if (!alterations.has(operation.kind) && operation.kind !== 'archive') return none;
  if (!('table' in operation) || typeof operation.table !== 'string') return none;
  const { table } = operation;
  const owner = findTable(schema, table);
  // Indexes and keys go with a column, an index of SQLite's comes with a foreign key and goes with it.
  const inherited =
    operation.kind === 'dropColumn' || operation.kind === 'dropForeignKey'
      ? [...(owner ? namesOf(owner) : [])]
      : [];
  return {
    operation,
    table,
    targets: targetsIn(operation, owner),
    names: [...inherited, ...changedNames(operation, schema)],
  };
}

/** `using` may hold a query on any table. */
function isMovable({ operation, table }: Placed): boolean {
  const reads = operation.kind === 'alterColumn' && /\bselect\b/i.test(operation.using ?? '');
  return table !== '' && alterations.has(operation.kind) && !reads;
}

function areApart(passed: Placed, next: Placed): boolean {
  return (
    passed.table !== '' &&
    !passed.targets.includes(next.table) &&
    !next.targets.includes(passed.table) &&
    !passed.names.some(name => next.names.includes(name)) &&
    (passed.operation.kind === 'createTable' ||
      passed.operation.kind === 'archive' ||
      isMovable(passed))
  );
}

function targetsIn(operation: Operation, owner: Table | undefined): readonly string[] {
  if (operation.kind === 'addForeignKey') return [operation.foreignKey.refTable];
  if (operation.kind === 'addColumn') {
    return operation.foreignKey === undefined ? [] : [operation.foreignKey.refTable];
  }
  const going = operation.kind === 'dropForeignKey' || operation.kind === 'dropColumn';
  return going && owner !== undefined ? targetsOf(owner) : [];
}

function targetsOf({ foreignKeys }: Table): readonly string[] {
  return foreignKeys.map(key => key.refTable);
}

function namesOf(table: Table): readonly string[] {
  const constraints = [...table.foreignKeys, ...table.checks].map(each => each.name);
  return [...relationNames(table), ...constraints].map(name => name.toLowerCase());
}

function changedNames(operation: Operation, schema: Schema): readonly string[] {
  return footprint(operation, schema)
    .changes.filter(({ sort }) => sort === 'index' || sort === 'constraint')
    .map(({ name }) => name.toLowerCase());
}
