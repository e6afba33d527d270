import { MigshError } from '../error.ts';
import { type Literal, readLiteral } from '../schema/literal.ts';
import { columnQuestionId } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import type { Column } from '../schema/schema.ts';

/** How rows that are there get a value: one for all, an expression, not yet, or there are none. */
export type Fill =
  | Extract<Literal, { value: unknown }>
  | { readonly sql: string }
  | 'nullable'
  | 'none';

/**
 * The answer to a column's fill question; `none` where it was not asked or no database has rows.
 * @throws MigshError `bad-answer` for a literal that is no value of the column's type
 */
export function readFill(table: string, column: Column, answers: Answers): Fill {
  const id = columnQuestionId('fill', table, column.name);
  const answer = Object.hasOwn(answers, id) ? (answers[id] ?? 'empty') : 'empty';
  if (answer === 'nullable') return answer;
  if (answer.startsWith('sql:')) return { sql: answer.slice('sql:'.length) };
  if (!answer.startsWith('default:')) return 'none';
  const literal = readLiteral(column.type, answer.slice('default:'.length));
  if ('problem' in literal) throw badLiteral(id, answer, literal.problem);
  return literal;
}

function badLiteral(id: string, answer: string, problem: string): MigshError {
  return new MigshError('bad-answer', `${id} cannot be answered ${answer}: ${problem}`, {
    hint: 'give default: and a value of the type of the column, or sql: and an expression',
    details: { id, value: answer, problem },
  });
}
