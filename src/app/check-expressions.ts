import type { DialectName } from '../dialect/dialect.ts';
import { expressionProblem } from '../dialect/sqlite/expression-problem.ts';
import type { Comparison } from '../schema/compare.ts';
import { badAnswer } from '../schema/interview.ts';
import type { QuestionKind } from '../schema/question.ts';

/** Answers of these kinds put what stands behind `sql:` into a statement; another one's is a statement itself. */
const asksExpression: ReadonlySet<QuestionKind> = new Set(['fill', 'convert'] as const);

/**
 * Refuses an answer whose SQL is not one expression, before it becomes part of a statement that it could end, or go beyond:
 * where that is tried, what follows would be carried out.
 * What it names is not looked up: that is seen where the draft is tried.
 * @throws MigshError `bad-answer`
 */
export async function checkExpressions(
  { answered }: Pick<Comparison, 'answered'>,
  dialect: DialectName,
): Promise<void> {
  const typed = answered.filter(
    ({ question, value }) => asksExpression.has(question.kind) && value.startsWith('sql:'),
  );
  if (typed.length === 0) return;
  const problemIn = dialect === 'sqlite' ? expressionProblem : await postgresqlReader();
  for (const { question, value } of typed) {
    const problem = problemIn(value.slice('sql:'.length));
    if (problem !== undefined) throw badAnswer(question, value, problem);
  }
}

async function postgresqlReader(): Promise<(text: string) => string | undefined> {
  const { loadExpressionReader } = await import('../orm/sql-parsers.ts');
  return loadExpressionReader();
}
