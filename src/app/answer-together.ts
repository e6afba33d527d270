import { MigshError } from '../error.ts';
import type { Answers } from '../schema/question.ts';

/** An evaluation, and the answers that it was made without. */
export interface Together<T> {
  readonly evaluation: T;
  /** Ids of questions that do not take what was given to several at once: they stay open. */
  readonly refused: readonly string[];
}

/**
 * Evaluates answers of which some were given to several questions at once: one that its question refuses (no value of the
 * column's type, an old name that is taken) is left out, so that it is asked by itself.
 * @throws MigshError what `evaluate` throws about any other answer
 */
export async function evaluateTogether<T>(
  evaluate: (answers: Answers) => Promise<T>,
  answers: Answers,
  along: readonly string[],
): Promise<Together<T>> {
  try {
    return { evaluation: await evaluate(answers), refused: [] };
  } catch (error) {
    const id = refusedBy(error).findLast(each => along.includes(each) && each in answers);
    if (id === undefined) throw error;
    const { [id]: _, ...rest } = answers;
    const { evaluation, refused } = await evaluateTogether(evaluate, rest, along);
    return { evaluation, refused: [id, ...refused] };
  }
}

/** The questions whose answers an error refuses; none where it is about something else. */
export function refusedBy(error: unknown): readonly string[] {
  if (!(error instanceof MigshError) || error.code !== 'bad-answer') return [];
  const { id, ids } = error.details;
  return [id, ...(Array.isArray(ids) ? ids : [])].filter(each => typeof each === 'string');
}
