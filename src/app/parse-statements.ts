import type { DialectName } from '../dialect/dialect.ts';
import type { DraftStep } from '../plan/build.ts';

/** Adds what PostgreSQL's parser makes of each statement, for the hazards. SQLite's statements are read where they are judged. */
export async function parseStatements(step: DraftStep, dialect: DialectName): Promise<DraftStep> {
  if (dialect !== 'postgresql') return step;
  const { loadPostgresqlParser } = await import('../orm/sql-parsers.ts');
  const parse = await loadPostgresqlParser();
  return {
    ...step,
    operations: step.operations.map(operation => ({
      ...operation,
      parsed: operation.statements.map(({ sql }) => parse(sql)),
    })),
  };
}
