import { mapExpressions } from './edit.ts';
import { namesValue, renameCast, renameInList, renameValue } from './enum-literal.ts';
import { mentions } from './expression.ts';
import { enumNamed, findEnum, replaceEnum, withEnumRenamed } from './native-enum.ts';
import { type Exclusion, mapSqlText, type Policy, type Routine } from './objects.ts';
import type { Column, Default, Index, IndexColumn, Schema, Table, View } from './schema.ts';

/** The schema with an enum under another name; columns, and what is cast to it, follow. */
export function renameEnum(schema: Schema, from: string, to: string): Schema {
  const isPlain = !from.includes('.') && !to.includes('.');
  const cast = (sql: string): string => (isPlain ? renameCast(sql, from, to) : sql);
  const viewRenamed = (view: View): View => ({ ...view, select: mapSqlText(view.select, cast) });
  const routineRenamed = (routine: Routine): Routine => withTypeRenamed(routine, from, to);
  const { views, routines } = schema;
  const renamed: Schema = {
    ...schema,
    tables: schema.tables.map(table => withEnumInTable(mapAll(table, cast))),
    ...(views && { views: views.map(viewRenamed) }),
    ...(routines && { routines: routines.map(routineRenamed) }),
  };
  const values = findEnum(schema, from)?.values ?? [];
  return replaceEnum(renamed, from, { name: to, values });

  function withEnumInTable(table: Table): Table {
    const columns = table.columns.map(column => ({
      ...column,
      type: withEnumRenamed(column.type, from, to),
      ...(column.default && { default: mapSqlDefault(column.default, cast) }),
    }));
    return { ...table, columns };
  }
}

function withTypeRenamed(routine: Routine, from: string, to: string): Routine {
  const parameters = routine.parameters.map(each =>
    each.type === from ? { ...each, type: to } : each,
  );
  return { ...routine, parameters, ...(routine.returns === from && { returns: to }) };
}

/** The schema with a value of an enum renamed, also in defaults and in expressions over its columns. */
export function renameEnumValue(
  schema: Schema,
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): Schema {
  const values = findEnum(schema, name)?.values ?? [];
  const swapped = values.map(value => (value === from ? to : value));
  const tables = schema.tables.map(table => {
    const own = columnsOf(table, name);
    if (own.length === 0) return table;
    const renamed = mapAll(table, sql =>
      own.some(column => mentions(sql, column)) ? renameValue(sql, from, to) : sql,
    );
    const columns = renamed.columns.map(column =>
      own.includes(column.name) ? withDefaultRenamed(column, from, to) : column,
    );
    return { ...renamed, columns };
  });
  return replaceEnum({ ...schema, tables }, name, { name, values: swapped });
}

/** An expression of a table over columns of an enum that names a value of it. */
interface ValueInExpression {
  readonly sql: string;
  /** It is over other columns as well, whose value may be the one that is named. */
  readonly isMixed: boolean;
}

/** The expressions of a table that name a value of the enum beside a column of it. */
export function expressionsNaming(
  table: Table,
  name: string,
  value: string,
): readonly ValueInExpression[] {
  const own = columnsOf(table, name);
  const found: ValueInExpression[] = [];
  const others = table.columns.map(column => column.name).filter(each => !own.includes(each));
  mapAll(table, sql => {
    if (namesValue(sql, value) && own.some(column => mentions(sql, column))) {
      found.push({ sql, isMixed: others.some(column => mentions(sql, column)) });
    }
    return sql;
  });
  return found;
}

/** Whether the column's default is, or holds, a value. */
export function defaultsTo({ type, default: given }: Column, value: string): boolean {
  if (given === undefined) return false;
  if (given.kind === 'sql') return namesValue(given.sql, value);
  const text = String(given.value);
  return type.name === 'array' ? renameInList(text, value, `${value}.`) !== text : text === value;
}

// Those that are written by more hands than the schema's own: parts of indexes, exclusions, policies.
function mapAll(table: Table, change: (sql: string) => string): Table {
  const { exclusions, policies, ...rest } = mapExpressions(table, change);
  const inOptional = <K extends string>(key: K, sql: string | undefined): { [P in K]?: string } =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to an index signature
    (sql === undefined ? {} : { [key]: change(sql) }) as { [P in K]?: string };
  const part = (it: IndexColumn): IndexColumn =>
    typeof it === 'string' || it.expression === undefined
      ? it
      : { ...it, expression: mapSqlText(it.expression, change) };
  const index = (it: Index): Index => ({
    ...it,
    columns: it.columns.map(part),
    ...inOptional('statement', it.statement),
  });
  const exclusion = (it: Exclusion): Exclusion => ({
    ...it,
    ...inOptional('where', it.where),
    elements: it.elements.map(each => ({ ...each, ...inOptional('expression', each.expression) })),
  });
  const policy = (it: Policy): Policy => ({
    ...it,
    ...inOptional('using', it.using),
    ...inOptional('check', it.check),
  });
  return {
    ...rest,
    indexes: rest.indexes.map(index),
    ...(exclusions && { exclusions: exclusions.map(exclusion) }),
    ...(policies && { policies: policies.map(policy) }),
  };
}

function columnsOf(table: Table, name: string): readonly string[] {
  return table.columns.filter(column => enumNamed(column.type) === name).map(column => column.name);
}

function withDefaultRenamed(column: Column, from: string, to: string): Column {
  const { type, default: given } = column;
  if (given === undefined) return column;
  if (given.kind === 'sql') {
    return { ...column, default: mapSqlDefault(given, sql => renameValue(sql, from, to)) };
  }
  const text = String(given.value);
  const value = type.name === 'array' ? renameInList(text, from, to) : text === from ? to : text;
  return value === text ? column : { ...column, default: { kind: 'value', value } };
}

function mapSqlDefault(given: Default, change: (sql: string) => string): Default {
  return given.kind === 'sql' ? { kind: 'sql', sql: change(given.sql) } : given;
}
