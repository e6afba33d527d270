import type { Table } from '../../schema/schema.ts';
import type { CompiledStatement } from '../statement.ts';

/**
 * Statements that are meant for every row of a table whose policies bind its owner too: instead of passing over the rows that
 * a policy hides, and losing them with the table, they fail (manual, "row_security": "off" raises an error).
 */
export function onAllRows(
  { name, rowSecurity }: Table,
  statements: readonly CompiledStatement[],
): readonly CompiledStatement[] {
  if (rowSecurity !== 'forced') return statements;
  return [
    {
      sql: 'set local row_security = off',
      comment: `fail where a policy hides rows of ${name}, instead of passing over them`,
    },
    ...statements,
    { sql: 'set local row_security = on', comment: 'let policies hide rows again' },
  ];
}
