import type { Operation, OperationKind } from '../../../operation/operation.ts';
import type { CompiledOperation } from '../../together.ts';
import { foreignKeysOf, referrers, storedTable } from '../catalog.ts';
import { mentions, sameName } from '../tokens.ts';
import { effectOf, isOwnProof } from './effect.ts';

/**
 * Whether an alteration of a table can be part of one rebuild with those before it. It cannot where what it proves or
 * computes of the rows would be another thing before the others are done, or where other tables change with it.
 */
export function joins(group: readonly CompiledOperation[], next: CompiledOperation): boolean {
  if (!isAlteration(next)) return false;
  const [first] = group;
  if (first === undefined) return true;
  return (
    sameName(tableOf(first.operation), tableOf(next.operation)) &&
    isUnaffected(group, next) &&
    affectsNone(group, next)
  );
}

/** The table that an alteration is about; '' for another operation. */
export function tableOf(operation: Operation): string {
  return 'table' in operation && typeof operation.table === 'string' ? operation.table : '';
}

const alterations: ReadonlySet<OperationKind> = new Set([
  'addColumn',
  'dropColumn',
  'renameColumn',
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
  'validate',
  'addPrimaryKey',
  'dropPrimaryKey',
  'addExclusion',
  'dropExclusion',
  'setIdentity',
  'setGenerated',
]);

function isAlteration({ operation, context, statements }: CompiledOperation): boolean {
  if (!alterations.has(operation.kind)) return false;
  if (operation.kind === 'renameColumn' && isReferenced(operation.from, { operation, context })) {
    return false;
  }
  return statements.every(
    statement =>
      statement.part !== undefined ||
      isOwnProof(statement) ||
      /^(?:alter table|create (?:unique )?index|drop index) /.test(statement.sql),
  );
}

// The other table's text would have to change too.
function isReferenced(
  column: string,
  { operation, context: { catalog } }: Pick<CompiledOperation, 'operation' | 'context'>,
): boolean {
  const { name } = storedTable(catalog, tableOf(operation));
  return referrers(catalog, name).some(
    ({ name: other, text }) =>
      !sameName(other, name) &&
      foreignKeysOf(text).some(
        key =>
          sameName(key.refTable ?? '', name) && key.refColumns.some(each => sameName(each, column)),
      ),
  );
}

function isUnaffected(group: readonly CompiledOperation[], next: CompiledOperation): boolean {
  const changed = group.flatMap(each => effectOf(each).changes);
  if (changed.length === 0) return true;
  // What is computed from a changed column is changed too; a column that stops being computed keeps its values.
  if (next.operation.kind === 'setGenerated') return false;
  const { reads, changes } = effectOf(next);
  const isValued = next.operation.kind === 'alterColumn';
  const known = [...changed, ...computedColumns(next)];
  return !known.some(
    name =>
      reads.some(sql => mentions(sql, name)) ||
      (isValued && changes.some(change => sameName(change, name))),
  );
}

function affectsNone(group: readonly CompiledOperation[], next: CompiledOperation): boolean {
  const compares = group.flatMap(each => effectOf(each).compares);
  const dropped = next.operation.kind === 'dropColumn' ? [next.operation.column] : [];
  return ![...effectOf(next).changes, ...dropped].some(name =>
    compares.some(sql => mentions(sql, name)),
  );
}

function computedColumns({ operation, context }: CompiledOperation): readonly string[] {
  return storedTable(context.catalog, tableOf(operation))
    .text.columns.filter(({ clauses }) => clauses.some(clause => clause.kind === 'generated'))
    .map(column => column.name);
}
