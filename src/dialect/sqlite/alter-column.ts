import { MigshError } from '../../error.ts';
import type { AlterColumn } from '../../operation/operation.ts';
import { withEnumValues } from '../../schema/native-enum.ts';
import { type Column, findColumn, findTable, type Schema } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import { proveFitting, proveListed } from '../prove-fitting.ts';
import type { CompiledStatement } from '../statement.ts';
import { isAtLeast, type StoredTable, storedTable } from './catalog.ts';
import {
  collationEdits,
  defaultEdits,
  nullabilityEdits,
  type StoredColumn,
  typeEdits,
} from './column-edit.ts';
import { proveConverted } from './prove-converted.ts';
import { proveUnique } from './prove-unique.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { refuseStrictType } from './strict.ts';
import { applyEdits, type Edit } from './table-edit.ts';
import { columnTextOf } from './table-shape.ts';
import { textAt } from './table-text.ts';
import { affinityOf, typeToSql } from './types.ts';

/**
 * Nullability alone is changed in place since SQLite 3.53; a type, a default or a collation wants the table made anew, once
 * for all keys of the operation. A comment, and a type that is declared alike (`string(40)`, `string(80)`), want nothing.
 */
export function alterColumn(
  operation: AlterColumn,
  context: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(context.catalog, operation.table);
  const change: Change = {
    operation,
    table,
    before: withEnumValues(columnIn(context.before, operation), context.before),
    after: withEnumValues(columnIn(context.after, operation), context.after),
  };
  const edits = editsOf(change);
  const nullability =
    operation.nullable === undefined ? [] : nullabilityEdits(stored(change), change.after);
  const isInPlace = isAtLeast(context.catalog, 3, 53) || nullability.length === 0;
  if (edits.length === 0 && isInPlace) {
    return [
      ...proveFit(change),
      ...fill(change),
      ...(nullability.length === 0 ? [] : setNullability(change)),
    ];
  }
  return alterByRebuild(change, [...edits, ...nullability], context);
}

interface Change {
  readonly operation: AlterColumn;
  readonly table: StoredTable;
  readonly before: Column;
  readonly after: Column;
}

function editsOf(change: Change): readonly Edit[] {
  const { operation, table, before, after } = change;
  if (operation.type !== undefined) refuseStrictType(table, typeToSql(after.type));
  return [
    ...(operation.type === undefined ? [] : typeEdits(stored(change), before, after)),
    ...(operation.collation === undefined ? [] : collationEdits(stored(change), after)),
    ...(operation.default === undefined ? [] : defaultEdits(stored(change), after)),
  ];
}

function stored({ table, operation }: Change): StoredColumn {
  return { table: table.text, text: columnTextOf(table.text, operation.column) };
}

function alterByRebuild(
  change: Change,
  edits: readonly Edit[],
  context: CompileContext,
): readonly CompiledStatement[] {
  const { operation, table, after } = change;
  const { type, using } = operation;
  const sql = applyEdits(table.text.sql, edits);
  const converts = type !== undefined && using === undefined;
  const statements = rebuild(
    {
      table,
      sql,
      why: `change ${table.name}.${after.name}`,
      ...(using === undefined ? {} : { fill: { [after.name]: using } }),
      ...(converts && changesAffinity(change)
        ? { proofs: ({ to }) => proveConverted(table, after, to) }
        : {}),
    },
    context.catalog,
  );
  return [
    ...(operation.nullable === false ? [proveNoNull(change)] : []),
    ...proveFit(change),
    ...(converts ? proveListed(table.name, after) : []),
    ...proveCollation(change, context),
    ...statements,
  ];
}

function proveFit({ operation, table, before, after }: Change): readonly CompiledStatement[] {
  const isPlain = operation.type !== undefined && operation.using === undefined;
  return isPlain ? proveFitting(table.name, { from: before, to: after }) : [];
}

function proveCollation(
  { operation, after }: Change,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { collation, using } = operation;
  const table = findTable(context.after, operation.table);
  if (table === undefined || typeof collation !== 'string' || using !== undefined) return [];
  return proveUnique(table, after.name, collation);
}

// Where values are kept as before, `numeric(10,2)` and `numeric(12,2)`, none can be converted.
function changesAffinity(change: Change): boolean {
  const { table, text } = stored(change);
  const declared = text.type === undefined ? '' : textAt(table.sql, text.type);
  return affinityOf(declared) !== affinityOf(typeToSql(change.after.type));
}

function setNullability(change: Change): readonly CompiledStatement[] {
  const { table, after } = change;
  const words = after.nullable ? 'drop not null' : 'set not null';
  return [
    ...(after.nullable ? [] : [proveNoNull(change)]),
    {
      sql: `alter table ${quoteIdentifier(table.name)} alter column ${quoteIdentifier(after.name)} ${words}`,
      comment: `make ${table.name}.${after.name} ${after.nullable ? 'nullable' : 'not null'}`,
    },
  ];
}

function fill({ operation: { using }, table, after }: Change): readonly CompiledStatement[] {
  if (using === undefined) return [];
  return [
    {
      sql: `update ${quoteIdentifier(table.name)} set ${quoteIdentifier(after.name)} = (${using})`,
      comment: `convert the values of ${table.name}.${after.name}`,
    },
  ];
}

function proveNoNull({ operation, table, after }: Change): CompiledStatement {
  const value =
    operation.using === undefined ? quoteIdentifier(after.name) : `(${operation.using})`;
  return {
    sql: `select 1 from ${quoteIdentifier(table.name)} where ${value} is null limit 1`,
    comment: `prove that no ${table.name}.${after.name} is null`,
    part: 'proof',
    expectNoRows: `rows of ${table.name} have no ${after.name}: fill them first, with op.backfill`,
  };
}

function columnIn(schema: Schema, { table, column }: AlterColumn): Column {
  const owner = findTable(schema, table);
  const found = owner && findColumn(owner, column);
  if (found === undefined) throw noColumn(table, column);
  return found;
}

function noColumn(table: string, column: string): MigshError {
  return new MigshError('bad-operation', `table ${table} has no column ${column} at this point`, {
    hint: 'name a column that an earlier operation made',
  });
}
