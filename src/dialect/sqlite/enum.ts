import type { OperationOf } from '../../operation/operation.ts';
import { type EnumUse, enumUses, withEnumValues } from '../../schema/native-enum.ts';
import type { Schema, Table } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { type StoredTable, storedTable } from './catalog.ts';
import { defaultEdits, typeEdits } from './column-edit.ts';
import {
  holdsInList,
  indexesRenamed,
  refuseJoined,
  refuseListed,
  refuseReaders,
  renameEdits,
  valueInList,
} from './enum-value.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { applyEdits, type Edit } from './table-edit.ts';
import { columnTextOf } from './table-shape.ts';

/** An enum itself is nothing to SQLite: its values stand in a check behind each column of it. */
export function nothingForEnum(): readonly CompiledStatement[] {
  return [];
}

/** Each table with a column of the enum is made anew with the longer check. */
export function addEnumValue(
  { name, value }: OperationOf<'addEnumValue'>,
  context: CompileContext,
): readonly CompiledStatement[] {
  return changeValues({ name, why: `add value ${value} to enum ${name}` }, context);
}

/**
 * Each table with a column of the enum is made anew with the other check, and its rows change as they are copied: the
 * old check refuses the new value, the new one the old. What else names the value beside such a column follows.
 */
export function renameEnumValue(
  { name, from, to }: OperationOf<'renameEnumValue'>,
  context: CompileContext,
): readonly CompiledStatement[] {
  const why = `rename value ${from} of enum ${name} to ${to}`;
  return changeValues({ name, why, value: { from, to, isRename: true } }, context);
}

/** Each table with a column of the enum is made anew with the shorter check; rows get the replacement as they are copied. */
export function removeEnumValue(
  operation: OperationOf<'removeEnumValue'>,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { name, value, replacement } = operation;
  const why = `remove value ${value} of enum ${name}`;
  if (replacement !== undefined) {
    return changeValues(
      { name, why, value: { from: value, to: replacement, isRename: false } },
      context,
    );
  }
  refuseReaders(context, name, value);
  return [
    ...enumUses(context.before, name).map(use => proveUnused(operation, use)),
    ...changeValues({ name, why }, context),
  ];
}

interface Change {
  readonly name: string;
  readonly why: string;
  /** Rows that hold `from` get `to`. */
  readonly value?: {
    readonly from: string;
    readonly to: string | null;
    /** What else names the value names the new one. */
    readonly isRename: boolean;
  };
}

function changeValues(change: Change, context: CompileContext): readonly CompiledStatement[] {
  const { name, value } = change;
  const uses = enumUses(context.before, name);
  if (value !== undefined) {
    refuseReaders(context, name, value.from);
    refuseJoined(context.before, name);
    refuseListed(uses, [value.from, value.to ?? '']);
  }
  const tables = [...new Set(uses.map(({ table }) => table))];
  return tables.flatMap(table => changeTable(change, table, context));
}

function changeTable(
  change: Change,
  { name }: Table,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { why, value } = change;
  const table = storedTable(context.catalog, name);
  const own = enumUses(context.before, change.name).filter(use => use.table.name === name);
  const edits = editsOf(change, table, own, context);
  if (edits.length === 0) return value === undefined ? [] : own.map(use => updateList(change, use));
  const indexes = value?.isRename ? indexesRenamed(context.catalog, name, value, own) : [];
  const fill = Object.fromEntries(
    value === undefined ? [] : own.map(use => [use.column.name, converted(use, value)] as const),
  );
  return [
    ...rebuild(
      {
        table,
        sql: applyEdits(table.text.sql, edits),
        why,
        fill,
        withoutIndexes: indexes.map(each => each.name),
      },
      context.catalog,
    ),
    ...indexes.map(each => each.statement),
  ];
}

function editsOf(
  { value }: Change,
  { text }: StoredTable,
  own: readonly EnumUse[],
  { before, after }: CompileContext,
): readonly Edit[] {
  const columns = own.flatMap(({ table, column }) => {
    const stored = { table: text, text: columnTextOf(text, column.name) };
    const changed = columnIn(after, table.name, column.name) ?? column;
    return [
      ...typeEdits(stored, withEnumValues(column, before), withEnumValues(changed, after)),
      ...(value === undefined ? [] : defaultEdits(stored, changed)),
    ];
  });
  return value?.isRename ? [...columns, ...renameEdits(text, value, own)] : columns;
}

function columnIn(schema: Schema, table: string, column: string) {
  const found = schema.tables.find(each => each.name === table);
  return found?.columns.find(each => each.name === column);
}

function converted({ column, isArray }: EnumUse, value: NonNullable<Change['value']>): string {
  const place = quoteIdentifier(column.name);
  if (isArray) return valueInList(place, value);
  const to = value.to === null ? 'null' : quoteText(value.to);
  return `case ${place} when ${quoteText(value.from)} then ${to} else ${place} end`;
}

// A list has no check that would be in the way.
function updateList({ why, value }: Change, { table, column }: EnumUse): CompiledStatement {
  const place = quoteIdentifier(column.name);
  const { from, to } = value ?? { from: '', to: '' };
  return {
    sql: `update ${quoteIdentifier(table.name)} set ${place} = ${valueInList(place, { from, to })} where ${holdsInList(place, from)}`,
    comment: `${why} in the lists of ${table.name}.${column.name}`,
  };
}

function proveUnused(
  { name, value }: OperationOf<'removeEnumValue'>,
  { table, column, isArray }: EnumUse,
): CompiledStatement {
  const place = quoteIdentifier(column.name);
  const holds = isArray ? holdsInList(place, value) : `${place} = ${quoteText(value)}`;
  return {
    sql: `select 1 from ${quoteIdentifier(table.name)} where ${holds} limit 1`,
    comment: `prove that no ${table.name}.${column.name} is ${value}`,
    part: 'proof',
    expectNoRows: `rows of ${table.name} have ${value} as ${column.name}: say what they get, op.removeEnumValue('${name}', '${value}', { replacement: '…' })`,
  };
}
