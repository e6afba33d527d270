import type { Dialect } from '../dialect/dialect.ts';
import type { Database } from '../runner/ports.ts';
import { isMembership, valuesIn } from '../schema/enum-list.ts';
import { mentions } from '../schema/expression.ts';
import type { Check, Column, Schema, Table } from '../schema/schema.ts';
import { readActualSchema } from './actual-schema.ts';
import { dialects } from './stepper.ts';

/**
 * What a database tells of itself, in portable terms as far as they can be known: a type that other dialects declare in the same
 * words, an enum where a check lists what a text may be. Each part says on which dialect it was found.
 */
export function portableSchema(schema: Schema, dialect: Dialect): Schema {
  return { ...schema, tables: schema.tables.map(table => portableTable(table, dialect)) };
}

/** What the connected database holds, without migsh's own tables: it stands in for what the revisions' operations do not say. */
export async function readPortableSchema(database: Database): Promise<Schema> {
  const { tables, ...rest } = portableSchema(
    await readActualSchema(database),
    dialects[database.dialect],
  );
  return { ...rest, tables: tables.filter(({ name }) => !/(?:^|\.)migsh_/.test(name)) };
}

function portableTable(table: Table, dialect: Dialect): Table {
  const learnt = dialect.name;
  const checks = table.checks.map(check => ({ ...enumCheckOf(table, check), learnt }));
  return {
    ...table,
    columns: table.columns.map(column => ({ ...portableColumn(column, checks, dialect), learnt })),
    indexes: table.indexes.map(index => ({ ...index, learnt })),
    uniques: table.uniques.map(unique => ({ ...unique, learnt })),
    foreignKeys: table.foreignKeys.map(key => ({ ...key, learnt })),
    checks,
  };
}

function portableColumn(column: Column, checks: readonly Check[], dialect: Dialect): Column {
  const { type } = column;
  const declared = type.name === 'native' ? type[dialect.name] : undefined;
  const list = checks.find(({ enumOf }) => enumOf === column.name);
  if (list !== undefined) {
    return { ...column, type: { name: 'enum', values: valuesIn(list.expression) } };
  }
  return declared === undefined ? column : { ...column, type: dialect.sqlToType(declared) };
}

/** The check with the column that it makes an enum: `status in ('new', 'paid')` on a text. */
function enumCheckOf(table: Table, check: Check): Check {
  if (check.enumOf !== undefined || !isMembership(check.expression)) return check;
  const [column, ...others] = table.columns.filter(({ name }) => mentions(check.expression, name));
  const isText = column?.type.name === 'native' && /^text$/i.test(textOf(column));
  return isText && others.length === 0 ? { ...check, enumOf: column.name } : check;
}

function textOf({ type }: Column): string {
  return type.name === 'native' ? (type.postgresql ?? type.sqlite ?? '') : '';
}
