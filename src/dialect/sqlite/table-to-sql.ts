import type { Table } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { checkToSql, columnToSql, foreignKeyToSql, isOwnClause } from './column-to-sql.ts';
import { quoteList } from './sql.ts';

/**
 * A `create table` in one line, lower case and with `, ` between its parts: MikroORM reads constraints out of the
 * stored text by regular expressions, and takes any other spelling for a table that has to be rebuilt.
 */
export function tableToSql(table: Table): string {
  const { primaryKey, checks, foreignKeys } = table;
  const [single, ...others] = primaryKey?.columns ?? [];
  const inline = others.length === 0 ? single : undefined;
  const items = [
    ...table.columns.map(column =>
      columnToSql(column, column.name === inline ? 'primary key' : 'plain'),
    ),
    ...(primaryKey && inline === undefined
      ? [`primary key (${quoteList(primaryKey.columns)})`]
      : []),
    ...foreignKeys.map(foreignKeyToSql),
    ...checks.filter(isOwnClause).map(checkToSql),
  ];
  return `create table ${quoteIdentifier(table.name)} (${items.join(', ')})`;
}
