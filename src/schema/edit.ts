import { enumExpression } from './enum-check.ts';
import { mentions, renameInExpression, renameQualifier } from './expression.ts';
import { bareName } from './names.ts';
import { type Exclusion, type ExclusionElement, mapSqlText, sqlTexts } from './objects.ts';
import {
  type Check,
  type Column,
  type ForeignKey,
  type Index,
  type IndexColumn,
  indexColumns,
  type Schema,
  type Table,
} from './schema.ts';
import { withColumnNameChanged, withRelationRenamed } from './trigger-edit.ts';
import { renameColumnInViews, renameRelationInViews } from './view-edit.ts';

/** The schema with the table of that name put in place of the old one. */
export function replaceTable(schema: Schema, name: string, table: Table): Schema {
  return { ...schema, tables: schema.tables.map(old => (old.name === name ? table : old)) };
}

/** The schema with a table under another name; foreign keys of every table and views follow, names of constraints stay. */
export function renameTable(schema: Schema, from: string, to: string): Schema {
  const inText = (text: string): string => renameQualifier(text, bareName(from), bareName(to));
  const renamed = (table: Table): Table =>
    table.name === from ? { ...mapExpressions(table, inText), name: to } : table;
  const pointing = (key: ForeignKey): ForeignKey =>
    key.refTable === from ? { ...key, refTable: to } : key;
  return {
    ...renameRelationInViews(schema, from, to),
    tables: schema.tables.map(table => ({
      ...renamed(withRelationRenamed(table, from, to)),
      foreignKeys: table.foreignKeys.map(pointing),
    })),
  };
}

/**
 * The schema with a column under another name: keys, indexes, foreign keys of every table and expressions follow
 * (see `renameInExpression` for how far), names of constraints stay.
 */
export function renameColumn(schema: Schema, table: string, from: string, to: string): Schema {
  const swap = (name: string): string => (name === from ? to : name);
  return {
    ...renameColumnInViews(schema, table, from, to),
    tables: schema.tables.map(each => {
      const follows = withColumnNameChanged(each, { of: table, from, to });
      const own = each.name === table ? withColumnRenamed(follows, from, to) : follows;
      const foreignKeys = own.foreignKeys.map(key =>
        key.refTable === table ? { ...key, refColumns: key.refColumns.map(swap) } : key,
      );
      return { ...own, foreignKeys };
    }),
  };
}

function withColumnRenamed(table: Table, from: string, to: string): Table {
  const swap = (name: string): string => (name === from ? to : name);
  const keyed = <T extends { readonly columns: readonly string[] }>(it: T): T => ({
    ...it,
    columns: it.columns.map(swap),
  });
  const renamed: Table = {
    ...table,
    columns: table.columns.map(each => ({ ...each, name: swap(each.name) })),
    indexes: table.indexes.map(index => ({
      ...index,
      columns: index.columns.map(part => renamedPart(part, swap)),
      ...(index.include && { include: index.include.map(swap) }),
    })),
    uniques: table.uniques.map(keyed),
    foreignKeys: table.foreignKeys.map(keyed),
    checks: table.checks.map(check => (check.enumOf === from ? { ...check, enumOf: to } : check)),
    ...(table.primaryKey && { primaryKey: keyed(table.primaryKey) }),
    ...(table.exclusions && {
      exclusions: table.exclusions.map(each => ({
        ...each,
        elements: each.elements.map(element =>
          element.column === from ? { ...element, column: to } : element,
        ),
      })),
    }),
  };
  return mapExpressions(renamed, text => renameInExpression(text, from, to));
}

function renamedPart(part: IndexColumn, swap: (name: string) => string): IndexColumn {
  if (typeof part === 'string') return swap(part);
  return part.column === undefined ? part : { ...part, column: swap(part.column) };
}

/** The table with every SQL text of a check, a predicate, a generated column or its partitioning passed through a function. */
export function mapExpressions(table: Table, change: (text: string) => string): Table {
  const { columns, partitioning } = table;
  return {
    ...table,
    columns: columns.map(column => withExpression(column, change)),
    ...(partitioning && { partitioning: { ...partitioning, by: change(partitioning.by) } }),
    checks: table.checks.map(check => ({ ...check, expression: change(check.expression) })),
    indexes: table.indexes.map(index => withIndexExpressions(index, change)),
    ...(table.exclusions && {
      exclusions: table.exclusions.map(each => withExclusionExpressions(each, change)),
    }),
  };
}

/** An exclusion with its predicate and its expressions passed through a function. */
function withExclusionExpressions(
  exclusion: Exclusion,
  change: (text: string) => string,
): Exclusion {
  const { elements, where } = exclusion;
  return {
    ...exclusion,
    elements: elements.map(each => withElementExpression(each, change)),
    ...(where !== undefined && { where: change(where) }),
  };
}

function withElementExpression(
  element: ExclusionElement,
  change: (text: string) => string,
): ExclusionElement {
  const { expression } = element;
  return expression === undefined ? element : { ...element, expression: change(expression) };
}

function exclusionNeeds({ elements, where = '' }: Exclusion, column: string): boolean {
  return (
    mentions(where, column) ||
    elements.some(each => each.column === column || mentions(each.expression ?? '', column))
  );
}

/** An index with its predicate, its expressions and its statement passed through a function. */
function withIndexExpressions(index: Index, change: (text: string) => string): Index {
  const { where, statement } = index;
  return {
    ...index,
    columns: index.columns.map(part =>
      typeof part === 'string' || part.expression === undefined
        ? part
        : { ...part, expression: mapSqlText(part.expression, change) },
    ),
    ...(where !== undefined && { where: change(where) }),
    ...(statement !== undefined && { statement: change(statement) }),
  };
}

/** What an index says in SQL: predicate, expressions, the statement. */
function expressionsOf({ columns, where, statement }: Index): readonly string[] {
  const parts = columns.flatMap(part =>
    typeof part === 'string' || part.expression === undefined ? [] : sqlTexts(part.expression),
  );
  return [...parts, where, statement].filter(text => text !== undefined);
}

function withExpression(column: Column, change: (text: string) => string): Column {
  const { generated } = column;
  if (generated === undefined) return column;
  return {
    ...column,
    generated: { ...generated, expression: mapSqlText(generated.expression, change) },
  };
}

/**
 * The table without a column and without what goes with it on PostgreSQL (ALTER TABLE, DROP COLUMN: "indexes and table
 * constraints involving the column will be automatically dropped as well"). Other tables' foreign keys are not looked at.
 */
export function withoutColumn(table: Table, column: string): Table {
  const stays = (it: Pick<Index, 'columns'>): boolean => !indexColumns(it).includes(column);
  const { primaryKey, exclusions, ...rest } = table;
  const kept = exclusions?.filter(exclusion => !exclusionNeeds(exclusion, column)) ?? [];
  return {
    ...rest,
    columns: table.columns.filter(each => each.name !== column),
    indexes: table.indexes.filter(
      index =>
        stays(index) &&
        index.include?.includes(column) !== true &&
        !expressionsOf(index).some(text => mentions(text, column)),
    ),
    uniques: table.uniques.filter(stays),
    foreignKeys: table.foreignKeys.filter(stays),
    checks: table.checks.filter(check => !checkNeeds(check, column)),
    ...(primaryKey && stays(primaryKey) && { primaryKey }),
    ...(kept.length > 0 && { exclusions: kept }),
  };
}

/** Whether the check is about the column: by its text, or because the column's enum type implies it. */
export function checkNeeds(check: Check, column: string): boolean {
  return check.enumOf === column || mentions(check.expression, column);
}

/** The checks of a table after a column's type became `type`: an enum's check appears, follows or goes; its name stays. */
export function checksForType(checks: readonly Check[], column: Column, fresh?: Check): Check[] {
  const { type } = column;
  if (type.name !== 'enum') return checks.filter(check => check.enumOf !== column.name);
  const expression = enumExpression(column.name, type.values);
  const follows = checks.map(check =>
    check.enumOf === column.name ? { ...check, expression } : check,
  );
  const known = checks.some(check => check.enumOf === column.name);
  return known || fresh === undefined ? follows : [...follows, fresh];
}
