import { MigshError } from '../error.ts';
import { type SqlText, sqlText } from '../schema/objects.ts';
import type { DialectName } from './dialect.ts';

/** What a part of an index computes, for one dialect; one that is given for the other alone is refused. */
export function indexExpression(text: SqlText | undefined, dialect: DialectName): string {
  const sql = text === undefined ? undefined : sqlText(text, dialect);
  if (sql !== undefined) return sql;
  const name = dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  throw new MigshError('bad-operation', `a part of the index has no expression for ${name}`, {
    hint: "say it for both: { expression: { postgresql: '…', sqlite: '…' } }",
  });
}
