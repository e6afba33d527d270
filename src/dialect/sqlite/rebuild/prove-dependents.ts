import { quoteIdentifier } from '../../../schema/tokens.ts';
import type { Catalog, CatalogEntry } from '../../dialect.ts';
import type { CompiledStatement } from '../../statement.ts';
import { type StoredTable, storedTables } from '../catalog.ts';
import { quoteList } from '../sql.ts';
import { sameName } from '../tokens.ts';
import type { Dependents } from './dependents.ts';

/**
 * Statements that touch no row and fail when a view or trigger no longer fits a table that lost a column: SQLite
 * checks neither when it is created. A write with `where 0` makes SQLite read the triggers of its table.
 */
export function proveDependents(
  catalog: Catalog,
  { recreate }: Dependents,
  rebuilt: StoredTable,
): readonly CompiledStatement[] {
  const views = recreate.filter(entry => entry.type === 'view');
  const triggers = recreate.filter(entry => entry.type === 'trigger');
  const others = storedTables(catalog).filter(({ name }) => !sameName(name, rebuilt.name));
  const tables = [rebuilt, ...others].filter(({ name }) =>
    triggers.some(trigger => sameName(trigger.table, name)),
  );
  return [...views.map(proveView), ...tables.flatMap(table => proveTriggers(table, triggers))];
}

function proveView({ name }: CatalogEntry): CompiledStatement {
  return proof(
    `select 1 from ${quoteIdentifier(name)} where 0`,
    `prove that view ${name} still works`,
  );
}

function proveTriggers(
  { name, text }: StoredTable,
  triggers: readonly CatalogEntry[],
): readonly CompiledStatement[] {
  const own = triggers.filter(trigger => sameName(trigger.table, name));
  const why = `prove that ${own.map(trigger => `trigger ${trigger.name}`).join(', ')} still works`;
  const table = quoteIdentifier(name);
  const columns = text.columns
    .filter(({ clauses }) => !clauses.some(clause => clause.kind === 'generated'))
    .map(column => column.name);
  const same = columns.map(column => `${quoteIdentifier(column)} = ${quoteIdentifier(column)}`);
  const list = quoteList(columns);
  return [
    proof(`insert into ${table} (${list}) select ${list} from ${table} where 0`, why),
    proof(`update ${table} set ${same.join(', ')} where 0`, why),
    proof(`delete from ${table} where 0`, why),
  ];
}

function proof(sql: string, comment: string): CompiledStatement {
  return { sql, comment, part: 'proof', foreignKeysOff: true };
}
