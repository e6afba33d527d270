import type { Operation, OperationKind } from '../../operation/operation.ts';
import { enumUses } from '../../schema/native-enum.ts';
import type { Schema, Table } from '../../schema/schema.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteBeside } from './name.ts';

/**
 * Has deferred constraints checked behind the last of several operations on rows, where the revision goes on to alter their
 * tables: `set constraints "n" immediate`, then `… deferred` again. PostgreSQL refuses to alter a table for whose rows such
 * a check is still to come ("pending trigger events").
 */
export function checkPending({
  after,
  following = [],
}: CompileContext): readonly CompiledStatement[] {
  const [next] = following;
  if (next === undefined || onRows.has(next.kind)) return [];
  const altered = new Set(
    following
      .filter(({ kind }) => !onRows.has(kind))
      .flatMap(operation => tablesOf(operation, after)),
  );
  const names = after.tables.flatMap(table => deferredOn(table, altered));
  if (names.length === 0) return [];
  // A name is all that `set constraints` takes; where two tables share one it would meet the other, too.
  const all = constraintNames(after);
  const isShared = names.some(name => all.filter(other => other === name).length > 1);
  const list = isShared ? 'all' : names.join(', ');
  const check = { sql: `set constraints ${list} immediate`, comment: 'check now what is deferred' };
  if (isShared) return [check];
  return [check, { sql: `set constraints ${list} deferred`, comment: 'defer it again' }];
}

const onRows: ReadonlySet<OperationKind> = new Set(['insert', 'backfill', 'sql', 'run']);

function tablesOf(operation: Operation, schema: Schema): readonly string[] {
  if (operation.kind === 'removeEnumValue') {
    return enumUses(schema, operation.name).map(({ table }) => table.name);
  }
  if (operation.kind === 'renameTable') return [operation.from];
  return 'table' in operation && typeof operation.table === 'string' ? [operation.table] : [];
}

/** The deferred constraints of a table that fire for rows of the altered ones: their own, and keys that point to them. */
function deferredOn(table: Table, altered: ReadonlySet<string>): readonly string[] {
  const { name, foreignKeys, uniques, exclusions = [] } = table;
  const isOwn = altered.has(name);
  const keys = foreignKeys.filter(key => isOwn || altered.has(key.refTable));
  return [...keys, ...(isOwn ? [...uniques, ...exclusions] : [])]
    .filter(({ deferrable }) => deferrable === 'deferred')
    .map(constraint => quoteBeside(name, constraint.name));
}

function constraintNames({ tables }: Schema): readonly string[] {
  return tables.flatMap(({ name, primaryKey, foreignKeys, uniques, checks, exclusions = [] }) =>
    [...(primaryKey ? [primaryKey] : []), ...foreignKeys, ...uniques, ...checks, ...exclusions].map(
      constraint => quoteBeside(name, constraint.name),
    ),
  );
}
