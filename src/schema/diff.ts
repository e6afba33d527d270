import type { SchemaChange } from './change.ts';
import { diffNamed } from './diff-named.ts';
import { sameDefault } from './same-default.ts';
import { sameExpression } from './same-expression.ts';
import { sameGenerated } from './same-generated.ts';
import { sameIndex } from './same-index.ts';
import { sameType } from './same-type.ts';
import {
  type Check,
  type Column,
  findColumn,
  type ForeignKey,
  type Table,
  type Unique,
} from './schema.ts';

/**
 * What differs between two states of one table, whose columns have the same names already where they are the same.
 * `taken` are the names of indexes, uniques and tables anywhere before the change: nothing is renamed to one of them.
 * Neither the order of columns nor that of constraints counts.
 */
export function diffTable(
  recorded: Table,
  desired: Table,
  taken: ReadonlySet<string>,
): readonly SchemaChange[] {
  return [
    ...diffColumns(recorded, desired),
    ...diffPrimaryKey(recorded, desired),
    ...diffIndexes(recorded, desired, taken),
    ...diffUniques(recorded, desired, taken),
    ...diffForeignKeys(recorded, desired),
    ...diffChecks(recorded, desired),
    ...diffComment(recorded, desired),
  ];
}

/** Whether a column is as it was, in everything but its name. */
function sameColumn(a: Column, b: Column): boolean {
  return (
    sameType(a.type, b.type) &&
    a.nullable === b.nullable &&
    sameDefault(b.type, a.default, b.default) &&
    a.autoincrement === b.autoincrement &&
    (a.comment ?? '') === (b.comment ?? '') &&
    a.collation === b.collation &&
    a.identity === b.identity &&
    sameGenerated(a.generated, b.generated)
  );
}

function diffColumns(recorded: Table, desired: Table): readonly SchemaChange[] {
  const { name: table } = desired;
  const came = desired.columns.flatMap((column): SchemaChange[] => {
    const from = findColumn(recorded, column.name);
    if (from === undefined) return [{ kind: 'columnAdded', table, column }];
    return sameColumn(from, column) ? [] : [{ kind: 'columnChanged', table, from, to: column }];
  });
  const went = recorded.columns
    .filter(column => findColumn(desired, column.name) === undefined)
    .map((column): SchemaChange => ({ kind: 'columnRemoved', table, column }));
  return [...came, ...went];
}

function diffPrimaryKey(recorded: Table, desired: Table): readonly SchemaChange[] {
  const { primaryKey: from } = recorded;
  const { name: table, primaryKey: to } = desired;
  if (!sameList(from?.columns ?? [], to?.columns ?? [])) {
    return [{ kind: 'primaryKeyChanged', table, ...(from && { from }), ...(to && { to }) }];
  }
  if (from === undefined || to === undefined || from.name === to.name) return [];
  return [{ kind: 'constraintRenamed', table, from: from.name, to: to.name }];
}

function diffIndexes(
  recorded: Table,
  desired: Table,
  taken: ReadonlySet<string>,
): readonly SchemaChange[] {
  const { name: table } = desired;
  const found = diffNamed(recorded.indexes, desired.indexes, { same: sameIndex, taken });
  return [
    ...found.renamed.map(({ from, to }) => ({ kind: 'indexRenamed' as const, table, from, to })),
    ...found.removed.map(index => ({ kind: 'indexRemoved' as const, table, index })),
    ...found.added.map(index => ({ kind: 'indexAdded' as const, table, index })),
  ];
}

function diffUniques(
  recorded: Table,
  desired: Table,
  taken: ReadonlySet<string>,
): readonly SchemaChange[] {
  const { name: table } = desired;
  // A unique constraint is an index and a constraint, and has to have a name of its own among both.
  const how = { same: sameUnique, taken: new Set([...taken, ...constraintNames(recorded)]) };
  const found = diffNamed(recorded.uniques, desired.uniques, how);
  return [
    ...renames(table, found.renamed),
    ...found.removed.map(unique => ({ kind: 'uniqueRemoved' as const, table, unique })),
    ...found.added.map(unique => ({ kind: 'uniqueAdded' as const, table, unique })),
  ];
}

function diffForeignKeys(recorded: Table, desired: Table): readonly SchemaChange[] {
  const { name: table } = desired;
  const how = { same: sameForeignKey, taken: constraintNames(recorded) };
  const found = diffNamed(recorded.foreignKeys, desired.foreignKeys, how);
  return [
    ...renames(table, found.renamed),
    ...found.removed.map(foreignKey => ({ kind: 'foreignKeyRemoved' as const, table, foreignKey })),
    ...found.added.map(foreignKey => ({ kind: 'foreignKeyAdded' as const, table, foreignKey })),
  ];
}

// An enum's check comes, changes and goes with its column; all that can differ by itself is its name.
function diffChecks(recorded: Table, desired: Table): readonly SchemaChange[] {
  const { name: table } = desired;
  const how = { same: sameCheck, taken: constraintNames(recorded) };
  const found = diffNamed(byHand(recorded.checks), byHand(desired.checks), how);
  const implied = desired.checks.flatMap(check => {
    const old = recorded.checks.find(
      each => each.enumOf !== undefined && each.enumOf === check.enumOf,
    );
    return old === undefined || old.name === check.name ? [] : [{ from: old.name, to: check.name }];
  });
  return [
    ...renames(table, [...found.renamed, ...implied]),
    ...found.removed.map(check => ({ kind: 'checkRemoved' as const, table, check })),
    ...found.added.map(check => ({ kind: 'checkAdded' as const, table, check })),
  ];
}

function byHand(checks: readonly Check[]): readonly Check[] {
  return checks.filter(check => check.enumOf === undefined);
}

function renames(
  table: string,
  pairs: readonly { readonly from: string; readonly to: string }[],
): readonly SchemaChange[] {
  return pairs.map(({ from, to }) => ({ kind: 'constraintRenamed', table, from, to }));
}

function diffComment(recorded: Table, desired: Table): readonly SchemaChange[] {
  const { comment: from = '' } = recorded;
  const { name: table, comment: to = '' } = desired;
  if (from === to) return [];
  return [{ kind: 'commentChanged', table, ...(from && { from }), ...(to && { to }) }];
}

function sameUnique(a: Unique, b: Unique): boolean {
  return (
    sameList(a.columns, b.columns) &&
    a.deferrable === b.deferrable &&
    a.nullsNotDistinct === b.nullsNotDistinct
  );
}

function sameForeignKey(a: ForeignKey, b: ForeignKey): boolean {
  return (
    sameList(a.columns, b.columns) &&
    a.refTable === b.refTable &&
    sameList(a.refColumns, b.refColumns) &&
    (a.onDelete ?? 'no action') === (b.onDelete ?? 'no action') &&
    (a.onUpdate ?? 'no action') === (b.onUpdate ?? 'no action') &&
    a.deferrable === b.deferrable
  );
}

function sameCheck(a: Check, b: Check): boolean {
  return sameExpression(a.expression, b.expression) && a.only === b.only;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at]);
}

function constraintNames({ primaryKey, uniques, foreignKeys, checks }: Table): ReadonlySet<string> {
  const constraints = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks];
  return new Set(constraints.map(each => each.name));
}
