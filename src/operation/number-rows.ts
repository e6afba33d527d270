import { sqlName, sqlTable } from '../schema/expression.ts';
import type { Column } from '../schema/schema.ts';
import type { Explained } from './explain.ts';

/**
 * Adds a column that is to be a key and numbers the rows that are there, each by its place in the order of the key that the
 * table has until now. It is not numbered by the database yet: SQLite does that in a primary key alone.
 */
export function numberRows(
  table: string,
  column: Column,
  key: readonly string[],
): readonly Explained[] {
  const { autoincrement: _numbered, identity: _identity, ...plain } = column;
  const own = key.map(name => `${sqlTable(table)}.${sqlName(name)}`).join(', ');
  const other = key.map(name => `other_row.${sqlName(name)}`).join(', ');
  const place = `(select count(*) from ${sqlTable(table)} as other_row where (${other}) <= (${own}))`;
  const open = { ...plain, nullable: true };
  const { name } = column;
  return [
    { kind: 'addColumn', table, column: open },
    {
      kind: 'backfill',
      table,
      set: { [name]: place },
      where: `${sqlName(name)} is null`,
      why: `rows that are there are numbered in the order of ${key.join(', ')}`,
    },
    { kind: 'alterColumn', table, column: name, nullable: false, before: open },
  ];
}
