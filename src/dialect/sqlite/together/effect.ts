import type { Operation } from '../../../operation/operation.ts';
import type { CompiledStatement } from '../../statement.ts';
import type { CompiledOperation } from '../../together.ts';
import { storedTable } from '../catalog.ts';
import { primaryKeyOf } from '../table-shape.ts';
import { sameName } from '../tokens.ts';

/** What one alteration of a table does to its rows, and what it wants to know of them. */
export interface Effect {
  /** Columns whose name or values become others. */
  readonly changes: readonly string[];
  /** SQL that computes new values of old rows, or compares the two. */
  readonly computes: readonly string[];
  /** The part of it that compares. */
  readonly compares: readonly string[];
}

/** Reads an operation that was compiled by itself. */
export function effectOf(compiled: CompiledOperation): Effect {
  const compares = compiled.statements
    .flatMap(({ rebuild }) => rebuild?.proofs ?? [])
    .map(({ sql }) => sql);
  const fill = fillOf(compiled);
  return {
    changes: [...changedBy(compiled), ...Object.keys(fill)],
    computes: [...compares, ...Object.values(fill)],
    compares,
  };
}

/** The expressions that give columns other values. */
export function fillOf({ statements }: CompiledOperation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    statements.flatMap(({ rebuild }) => Object.entries(rebuild?.fill ?? {})),
  );
}

/** A query of the operation's own, not one that belongs to the rebuild around it. */
export function isOwnProof({ part, foreignKeysOff }: CompiledStatement): boolean {
  return part === 'proof' && foreignKeysOff === undefined;
}

/** The names under which a rowid can be known. */
export const rowids: readonly string[] = ['rowid', '_rowid_', 'oid'];

function changedBy({ operation, context }: CompiledOperation): readonly string[] {
  if (operation.kind === 'addColumn') return [operation.column.name];
  if (operation.kind === 'renameColumn') return [operation.from, operation.to];
  if (operation.kind === 'addPrimaryKey' || operation.kind === 'dropPrimaryKey') return rowids;
  if (!('column' in operation) || operation.column === undefined) return [];
  if (!changesValues(operation)) return [];
  const { text } = storedTable(context.catalog, operation.table);
  const name = operation.column;
  const isKey = primaryKeyOf(text).some(column => sameName(column, name));
  return isKey ? [name, ...rowids] : [name];
}

// Of a default, a comment or nullability no value becomes another.
function changesValues(operation: Operation): boolean {
  if (operation.kind === 'comment') return false;
  if (operation.kind !== 'alterColumn') return true;
  const { type, using, collation } = operation;
  return type !== undefined || using !== undefined || collation !== undefined;
}
