import { MigshError } from '../../error.ts';
import { enumExpression } from '../../schema/enum-check.ts';
import { sqlText } from '../../schema/objects.ts';
import type { Check, Column, ForeignKey, Generated, Index } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { collateClause } from './collate.ts';
import { partSql } from './index-part.ts';
import { defaultSql, quoteList } from './sql.ts';
import { typeToSql } from './types.ts';

/**
 * A column as it stands in `create table` and `add column`, in the order in which MikroORM writes its parts:
 * `"tier" text check ("tier" in ('basic', 'gold')) not null default 'basic'`.
 */
export function columnToSql(column: Column, key: 'primary key' | 'plain' = 'plain'): string {
  const { type, nullable, collation } = column;
  if (type.name === 'nativeEnum') throw new TypeError(`the values of ${type.enum} are not known`);
  const numbered = isNumbered(column);
  return [
    quoteIdentifier(column.name),
    // SQLite numbers rows only in a column that is declared exactly so: https://www.sqlite.org/autoinc.html
    numbered ? 'integer' : typeToSql(type),
    ...(type.name === 'enum' ? [enumClause(column.name, type.values)] : []),
    ...(collation === undefined ? [] : [collateClause(collation)]),
    nullable ? 'null' : 'not null',
    ...(key === 'primary key' ? ['primary key'] : []),
    ...(numbered ? ['autoincrement'] : []),
    ...(column.default === undefined ? [] : [`default ${defaultSql(column.default)}`]),
    // MikroORM sees that a column is generated where nothing stands behind the expression.
    ...(column.generated === undefined ? [] : [generatedClause(column.generated)]),
  ].join(' ');
}

/** Whether SQLite numbers the column's rows: it has one way, for `autoincrement` and for both kinds of an identity. */
export function isNumbered({ autoincrement, identity }: Column): boolean {
  return autoincrement === true || identity !== undefined;
}

/** `generated always as (price * amount) stored`. */
export function generatedClause({ expression, stored }: Generated): string {
  const sql = sqlText(expression, 'sqlite');
  if (sql === undefined) throw noExpression();
  return `generated always as (${sql}) ${stored ? 'stored' : 'virtual'}`;
}

/** `check ("tier" in ('basic', 'gold'))`. */
export function enumClause(column: string, values: readonly string[]): string {
  return `check (${enumExpression(column, values)})`;
}

/** `constraint "n" foreign key ("a") references "t" ("id") on delete cascade`. */
export function foreignKeyToSql(key: ForeignKey): string {
  return `constraint ${quoteIdentifier(key.name)} foreign key (${quoteList(key.columns)}) ${references(key)}`;
}

/** The same behind a column: `constraint "n" references "t" ("id") on delete cascade`. */
export function inlineForeignKeyToSql(key: ForeignKey): string {
  return `constraint ${quoteIdentifier(key.name)} ${references(key)}`;
}

/** Whether a check is a clause of the table: an enum's stands with its column, one for PostgreSQL alone nowhere. */
export function isOwnClause({ enumOf, only }: Check): boolean {
  return enumOf === undefined && only === undefined;
}

/** `constraint "n" check (total >= 0)`. */
export function checkToSql({ name, expression }: Check): string {
  return `constraint ${quoteIdentifier(name)} check (${expression})`;
}

/** `create unique index "n" on "t" ("a", "b") where …`. Access method and carried columns are PostgreSQL's alone. */
export function indexToSql(table: string, index: Index): string {
  if (index.statement !== undefined) return index.statement;
  const create = index.unique ? 'create unique index' : 'create index';
  const where = index.where === undefined ? '' : ` where ${index.where}`;
  return `${create} ${quoteIdentifier(index.name)} on ${quoteIdentifier(table)} (${index.columns.map(partSql).join(', ')})${where}`;
}

function references(key: ForeignKey): string {
  return [
    `references ${quoteIdentifier(key.refTable)} (${quoteList(key.refColumns)})`,
    ...(key.onUpdate === undefined ? [] : [`on update ${key.onUpdate}`]),
    ...(key.onDelete === undefined ? [] : [`on delete ${key.onDelete}`]),
    ...(key.deferrable === undefined ? [] : [`deferrable initially ${key.deferrable}`]),
  ].join(' ');
}

function noExpression(): MigshError {
  return new MigshError('bad-operation', 'the generated column has no expression for SQLite', {
    hint: "give one for each dialect: { postgresql: '…', sqlite: '…' }",
  });
}
