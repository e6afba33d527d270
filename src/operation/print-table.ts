import { derivedName } from '../schema/names.ts';
import {
  type Check,
  type Column,
  type ForeignKey,
  type Index,
  type IndexColumn,
  indexColumns,
  isOnColumns,
  type Table,
  type Unique,
} from '../schema/schema.ts';
import type { Call, Chain, Code } from './print-code.ts';
import { generatedArguments, partitionCalls } from './print-column-source.ts';
import { expressionArgument, literal, object, options, text, texts } from './print-literal.ts';
import { typeArguments } from './print-type.ts';

/** What is written on a column besides its own. */
export interface ColumnParts {
  /** The primary key's name. */
  readonly primary?: string | undefined;
  readonly unique?: Unique | undefined;
  readonly foreignKey?: ForeignKey | undefined;
  /** The check that its enum type implies. */
  readonly check?: Check | undefined;
}

/** The statements in the block of `createTable`: columns with what is theirs alone, then keys, indexes and checks. */
export function tableStatements(table: Table): readonly Chain[] {
  const { name } = table;
  const uniques = onColumns(table.uniques);
  const foreignKeys = onColumns(table.foreignKeys);
  const columns = table.columns.map(column => {
    const parts: ColumnParts = {
      primary: isAlone(table, column) ? table.primaryKey?.name : undefined,
      unique: uniques.own.get(column.name),
      foreignKey: foreignKeys.own.get(column.name),
      check: table.checks.find(check => check.enumOf === column.name),
    };
    return { head: 't', calls: columnCalls(name, column, parts) };
  });
  const calls: readonly Call[] = [
    ...primaryCalls(table),
    ...table.indexes.map(index => ({ name: 'index', given: indexArguments(name, index) })),
    ...uniques.rest.map(unique => ({ name: 'unique', given: uniqueArguments(name, unique) })),
    ...foreignKeys.rest.map(key => ({ name: 'foreignKey', given: foreignKeyArguments(name, key) })),
    ...table.checks.filter(({ enumOf }) => enumOf === undefined).map(checkCall),
    ...partitionCalls(table),
    ...(table.comment === undefined ? [] : [{ name: 'comment', given: [text(table.comment)] }]),
  ];
  return [...columns, ...calls.map(call => ({ head: 't', calls: [call] }))];
}

/** A column as a chain of calls: its type, then what is said of it. */
export function columnCalls(table: string, column: Column, parts: ColumnParts): readonly Call[] {
  const { name, type, nullable, autoincrement, identity, generated, collation, comment } = column;
  const check = nameUnlessDerived(parts.check?.name, derivedName(table, [name], 'check'));
  return [
    { name: type.name, given: [text(name), ...typeArguments(type, check)] },
    ...primaryCall(table, parts.primary),
    ...(autoincrement === true ? [{ name: 'autoincrement', given: [] }] : []),
    ...(identity === undefined ? [] : [{ name: 'identity', given: [text(identity)] }]),
    ...(generated === undefined
      ? []
      : [{ name: 'generated', given: generatedArguments(generated) }]),
    ...(nullable ? [{ name: 'nullable', given: [] }] : []),
    ...defaultCall(column),
    ...uniqueCall(table, parts.unique),
    ...referencesCall(table, parts.foreignKey),
    ...(collation === undefined ? [] : [{ name: 'collation', given: [text(collation)] }]),
    ...(comment === undefined ? [] : [{ name: 'comment', given: [text(comment)] }]),
  ];
}

/** `['placed_at'], { where: … }` */
export function indexArguments(
  table: string,
  index: Index,
  more: Readonly<Record<string, Code | undefined>> = {},
): readonly Code[] {
  return [
    { kind: 'list', items: index.columns.map(indexPart) },
    ...options({ ...indexOptions(table, index), ...more }),
  ];
}

/** What is said of an index besides what it is over. */
function indexOptions(table: string, index: Index): Readonly<Record<string, Code | undefined>> {
  const { name, unique, where, using, include, fillFactor, statement } = index;
  const derived = derivedName(table, indexColumns(index), unique ? 'unique' : 'index');
  return {
    name: optional(isOnColumns(index) ? nameUnlessDerived(name, derived) : name),
    unique: unique ? literal(true) : undefined,
    where: optional(where),
    using: optional(using),
    include: include === undefined ? undefined : texts(include),
    nullsNotDistinct: index.nullsNotDistinct === true ? literal(true) : undefined,
    fillFactor: fillFactor === undefined ? undefined : literal(fillFactor),
    statement: optional(statement),
  };
}

function indexPart(part: IndexColumn): Code {
  if (typeof part === 'string') return text(part);
  const { column, expression, order, nulls, collation, operatorClass } = part;
  return object({
    column: optional(column),
    expression: expression === undefined ? undefined : expressionArgument(expression),
    order: optional(order),
    nulls: optional(nulls),
    collation: optional(collation),
    operatorClass: optional(operatorClass),
  });
}

/** `['email'], { name: … }` */
export function uniqueArguments(
  table: string,
  unique: Unique,
  more: Readonly<Record<string, Code | undefined>> = {},
): readonly Code[] {
  return [texts(unique.columns), ...uniqueOptions(table, unique, more)];
}

/** `['order_id'], 'order', ['id'], { onDelete: … }` */
export function foreignKeyArguments(table: string, key: ForeignKey): readonly Code[] {
  const columns = [texts(key.columns), text(key.refTable), texts(key.refColumns)];
  return [...columns, ...foreignKeyOptions(table, key)];
}

/** `'total_positive', 'total >= 0', { notValid: true }` */
export function checkArguments({ name, expression, notValid, only }: Check): readonly Code[] {
  const isLater = notValid === true ? literal(true) : undefined;
  return [text(name), text(expression), ...options({ notValid: isLater, only: optional(only) })];
}

function checkCall(check: Check): Call {
  return { name: 'check', given: checkArguments(check) };
}

export function optional(value: string | undefined): Code | undefined {
  return value === undefined ? undefined : text(value);
}

/** The first constraint over each single column is written on the column; what is left stands below. */
function onColumns<Part extends Unique>(
  parts: readonly Part[],
): { readonly own: ReadonlyMap<string, Part>; readonly rest: readonly Part[] } {
  const own = new Map<string, Part>();
  const rest: Part[] = [];
  for (const part of parts) {
    const [column, ...others] = part.columns;
    if (column === undefined || others.length > 0 || own.has(column)) rest.push(part);
    else own.set(column, part);
  }
  return { own, rest };
}

function isAlone({ primaryKey }: Table, column: Column): boolean {
  return primaryKey?.columns.length === 1 && primaryKey.columns[0] === column.name;
}

function primaryCalls({ name, primaryKey }: Table): readonly Call[] {
  if (primaryKey === undefined || primaryKey.columns.length === 1) return [];
  const named = nameUnlessDerived(primaryKey.name, derivedName(name, [], 'primary'));
  return [
    { name: 'primary', given: [texts(primaryKey.columns), ...options({ name: optional(named) })] },
  ];
}

function primaryCall(table: string, name: string | undefined): readonly Call[] {
  if (name === undefined) return [];
  const named = nameUnlessDerived(name, derivedName(table, [], 'primary'));
  return [{ name: 'primary', given: options({ name: optional(named) }) }];
}

function defaultCall({ default: value }: Column): readonly Call[] {
  if (value === undefined) return [];
  return value.kind === 'sql'
    ? [{ name: 'defaultRaw', given: [text(value.sql)] }]
    : [{ name: 'default', given: [literal(value.value)] }];
}

function uniqueCall(table: string, unique: Unique | undefined): readonly Call[] {
  return unique === undefined ? [] : [{ name: 'unique', given: uniqueOptions(table, unique) }];
}

function referencesCall(table: string, key: ForeignKey | undefined): readonly Call[] {
  if (key === undefined) return [];
  const [column = ''] = key.refColumns;
  const given = [text(key.refTable), text(column), ...foreignKeyOptions(table, key)];
  return [{ name: 'references', given }];
}

function uniqueOptions(
  table: string,
  unique: Unique,
  more: Readonly<Record<string, Code | undefined>> = {},
): readonly Code[] {
  const named = nameUnlessDerived(unique.name, derivedName(table, unique.columns, 'unique'));
  return options({
    name: optional(named),
    deferrable: optional(unique.deferrable),
    nullsNotDistinct: unique.nullsNotDistinct === true ? literal(true) : undefined,
    ...more,
  });
}

function foreignKeyOptions(table: string, key: ForeignKey): readonly Code[] {
  const named = nameUnlessDerived(key.name, derivedName(table, key.columns, 'foreign'));
  return options({
    name: optional(named),
    onUpdate: optional(key.onUpdate),
    onDelete: optional(key.onDelete),
    deferrable: optional(key.deferrable),
    notValid: key.notValid === true ? literal(true) : undefined,
  });
}

function nameUnlessDerived(name: string | undefined, derived: string): string | undefined {
  return name === derived ? undefined : name;
}
