import { quoteText } from '../../../schema/tokens.ts';
import type { Catalog } from '../../dialect.ts';
import type { CompiledStatement } from '../../statement.ts';
import type { StoredTable } from '../catalog.ts';
import { sameName } from '../tokens.ts';

/**
 * A query that finds columns, indexes and triggers of a table that the rebuild does not know and would not bring back:
 * somebody made them after the plan was made, or in a database that a script was not made for.
 */
export function proveKnown(catalog: Catalog, { name, text }: StoredTable): CompiledStatement {
  const table = quoteText(name);
  const columns = text.columns.map(column => column.name);
  const others = catalog.entries
    .filter(entry => entry.type === 'index' || entry.type === 'trigger')
    .filter(entry => entry.sql !== null && sameName(entry.table, name))
    .map(entry => entry.name);
  return {
    sql:
      `select name from pragma_table_xinfo(${table}) where name not in (${listed(columns)}) ` +
      `union all select name from sqlite_schema where tbl_name = ${table} collate nocase ` +
      `and type in ('index', 'trigger') and sql is not null and name not in (${listed(others)})`,
    comment: `prove that ${name} has nothing that would not come back`,
    part: 'proof',
    foreignKeysOff: true,
    expectNoRows: `${name} has columns, indexes or triggers that this was not made for: they would be lost`,
  };
}

function listed(names: readonly string[]): string {
  return names.map(quoteText).join(', ');
}
