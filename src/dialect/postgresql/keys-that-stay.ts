import type { DropPrimaryKey } from '../../operation/constraint-operation.ts';
import type { DropIndex, DropUnique } from '../../operation/operation.ts';
import { isSameSet } from '../../schema/key.ts';
import { findTable, indexColumns, isOnColumns, type Table } from '../../schema/schema.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { addForeignKey, dropConstraint } from './constraint.ts';

/**
 * Takes foreign keys away around a key that goes while another one over the same columns stays. PostgreSQL ties each of
 * them to one of the two ("cannot drop … because other objects depend on it"), and which one cannot be said.
 */
export function aroundKey(
  operation: DropIndex | DropUnique | DropPrimaryKey,
  { before }: CompileContext,
  statements: readonly CompiledStatement[],
): readonly CompiledStatement[] {
  const owner = findTable(before, operation.table);
  const columns = owner && columnsOf(owner, operation);
  // Outside of a transaction nothing may be taken away for a moment.
  if (columns === undefined || statements.some(each => each.transactional === false)) {
    return statements;
  }
  const pointing = before.tables.flatMap(({ name: table, foreignKeys }) =>
    foreignKeys
      .filter(key => key.refTable === operation.table && isSameSet(key.refColumns, columns))
      .map(foreignKey => ({ table, foreignKey })),
  );
  return [
    ...pointing.flatMap(({ table, foreignKey: { name } }) => dropConstraint({ table, name })),
    ...statements,
    ...pointing.flatMap(each => addForeignKey({ kind: 'addForeignKey', ...each })),
  ];
}

function columnsOf(
  { primaryKey, uniques, indexes }: Table,
  operation: DropIndex | DropUnique | DropPrimaryKey,
): readonly string[] | undefined {
  if (operation.kind === 'dropPrimaryKey') return primaryKey?.columns;
  const { name } = operation;
  if (operation.kind === 'dropUnique') return uniques.find(each => each.name === name)?.columns;
  const index = indexes.find(each => each.name === name && each.unique && isOnColumns(each));
  return index && indexColumns(index);
}
