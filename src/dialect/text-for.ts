import { MigshError } from '../error.ts';
import { type SqlText, sqlText } from '../schema/objects.ts';
import type { DialectName } from './dialect.ts';

/**
 * The SQL of an operation for one dialect.
 * @throws MigshError `bad-operation` where the dialect has no text
 */
export function textFor(dialect: DialectName, text: SqlText, what: string): string {
  const sql = sqlText(text, dialect);
  if (sql !== undefined) return sql;
  throw new MigshError('bad-operation', `${what} has no SQL for ${dialect}`, {
    hint: "give one text for every dialect, or one each: { postgresql: '…', sqlite: '…' }",
  });
}
