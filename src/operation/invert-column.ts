import { withoutColumn } from '../schema/edit.ts';
import { enumCheck } from '../schema/enum-check.ts';
import type { Column, Schema, Table } from '../schema/schema.ts';
import { columnOf, tableOf } from './bad-operation.ts';
import type { Inverse } from './invert.ts';
import type { AddColumn, AlterColumn, Comment, DropColumn, Operation } from './operation.ts';

/** Adds a dropped column again with everything that went with it; one by one what involves other columns too. */
export function columnBack(operation: DropColumn, before: Schema): Inverse {
  const table = tableOf(before, operation.table);
  const column = columnOf(table, operation.column);
  const gone = wentWith(table, column.name);
  if (gone.primaryKey) {
    return { irreversible: `${table.name}.${column.name} is part of the primary key` };
  }
  const own = gone.ownConstraints;
  const add: AddColumn = { kind: 'addColumn', table: table.name, column, ...own };
  const rest: Operation[] = [
    ...gone.uniques.map(unique => ({ kind: 'addUnique' as const, table: table.name, unique })),
    ...gone.indexes.map(index => ({ kind: 'createIndex' as const, table: table.name, index })),
    ...gone.checks.map(check => ({ kind: 'addCheck' as const, table: table.name, check })),
    ...gone.exclusions.map(exclusion => ({
      kind: 'addExclusion' as const,
      table: table.name,
      exclusion,
      only: 'postgresql' as const,
    })),
    ...gone.foreignKeys.map(foreignKey => ({
      kind: 'addForeignKey' as const,
      table: table.name,
      foreignKey,
    })),
  ];
  return [add, ...rest];
}

/** Sets the keys that were changed to what they were. An enum's check gets its name back, where that was not the derived one. */
export function columnKeysBack(operation: AlterColumn, before: Schema): Inverse {
  const table = tableOf(before, operation.table);
  const column = columnOf(table, operation.column);
  const back: AlterColumn = {
    kind: 'alterColumn',
    table: table.name,
    column: column.name,
    ...(operation.type && { type: column.type }),
    ...(operation.back !== undefined && { using: operation.back }),
    ...(operation.nullable !== undefined && { nullable: column.nullable }),
    ...(operation.default !== undefined && { default: column.default ?? null }),
    ...(operation.comment !== undefined && { comment: column.comment ?? null }),
    ...(operation.collation !== undefined && { collation: column.collation ?? null }),
  };
  return withEnumName(back, operation, { table, column });
}

/** Sets the comment to what it was. */
export function commentBack(operation: Comment, before: Schema): Inverse {
  const table = tableOf(before, operation.table);
  const owner = operation.column === undefined ? table : columnOf(table, operation.column);
  return [{ ...operation, comment: owner.comment ?? null, before: operation.comment }];
}

function withEnumName(
  back: Operation,
  operation: AlterColumn,
  { table, column }: { readonly table: Table; readonly column: Column },
): readonly Operation[] {
  if (operation.type === undefined || operation.type.name === 'enum') return [back];
  const derived = enumCheck(table.name, column)?.name;
  const name = table.checks.find(check => check.enumOf === column.name)?.name;
  if (name === undefined || derived === undefined || name === derived) return [back];
  const rename = (from: string, to: string): Operation => ({
    kind: 'renameConstraint',
    table: table.name,
    from,
    to,
  });
  const list = [back, rename(derived, name)];
  // Who bears the derived name makes room while the check comes under it.
  const taken = constraintNames(table);
  if (!taken.includes(derived)) return list;
  const aside = freeName(derived, taken);
  return [rename(derived, aside), ...list, rename(aside, derived)];
}

function constraintNames({ primaryKey, uniques, foreignKeys, checks }: Table): readonly string[] {
  const all = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks];
  return all.map(({ name }) => name);
}

function freeName(name: string, taken: readonly string[]): string {
  for (let at = 2; ; at += 1) if (!taken.includes(`${name}_${at}`)) return `${name}_${at}`;
}

interface Gone {
  readonly primaryKey: boolean;
  /** What can stand on the column itself. */
  readonly ownConstraints: Pick<AddColumn, 'unique' | 'foreignKey' | 'check'>;
  readonly uniques: Table['uniques'];
  readonly foreignKeys: Table['foreignKeys'];
  readonly indexes: Table['indexes'];
  readonly checks: Table['checks'];
  readonly exclusions: NonNullable<Table['exclusions']>;
}

function wentWith(table: Table, column: string): Gone {
  const left = withoutColumn(table, column);
  const uniques = missing(table.uniques, left.uniques);
  const foreignKeys = missing(table.foreignKeys, left.foreignKeys);
  const checks = missing(table.checks, left.checks);
  const unique = uniques.find(isAlone);
  // A column that points to itself needs its key before.
  const foreignKey = foreignKeys.find(
    key => isAlone(key) && !(key.refTable === table.name && key.refColumns.includes(column)),
  );
  const check = checks.find(each => each.enumOf === column);
  return {
    primaryKey: table.primaryKey !== undefined && left.primaryKey === undefined,
    ownConstraints: {
      ...(unique && { unique }),
      ...(foreignKey && { foreignKey }),
      ...(check && { check }),
    },
    uniques: uniques.filter(each => each !== unique),
    foreignKeys: foreignKeys.filter(each => each !== foreignKey),
    indexes: missing(table.indexes, left.indexes),
    exclusions: missing(table.exclusions ?? [], left.exclusions ?? []),
    checks: checks.filter(each => each !== check),
  };
}

function isAlone(it: { readonly columns: readonly string[] }): boolean {
  return it.columns.length === 1;
}

function missing<T extends { readonly name: string }>(all: readonly T[], left: readonly T[]): T[] {
  return all.filter(each => !left.some(({ name }) => name === each.name));
}
