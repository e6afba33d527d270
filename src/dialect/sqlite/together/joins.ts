import type { OperationKind } from '../../../operation/operation.ts';
import type { CompiledOperation } from '../../together.ts';
import { foreignKeysOf, referrers, storedTable } from '../catalog.ts';
import { mentions, sameName } from '../tokens.ts';
import { effectOf, isOwnProof } from './effect.ts';
import { canWait, computedColumns, proofsOf } from './proofs.ts';
import { tableOf } from './table-of.ts';

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
      /^(?:alter table|(?:create|drop) (?:unique )?(?:index|view|trigger)) /i.test(statement.sql),
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
  const { computes, changes } = effectOf(next);
  const isValued = next.operation.kind === 'alterColumn';
  const early = next.statements.filter(isOwnProof).filter(({ sql }) => !canWait(sql));
  const texts = [...computes, ...early.map(({ sql }) => sql)];
  return ![...changed, ...computedColumns(next)].some(
    name =>
      texts.some(sql => mentions(sql, name)) ||
      (isValued && changes.some(change => sameName(change, name))),
  );
}

// What is asked once the new rows are there is asked of what the operation left.
function affectsNone(group: readonly CompiledOperation[], next: CompiledOperation): boolean {
  const late = [
    ...group.flatMap(each => effectOf(each).compares),
    ...proofsOf(group).after.map(({ sql }) => sql),
  ];
  const dropped = next.operation.kind === 'dropColumn' ? [next.operation.column] : [];
  return ![...effectOf(next).changes, ...dropped].some(name =>
    late.some(sql => mentions(sql, name)),
  );
}
