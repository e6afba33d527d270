import type { Database } from '../runner/ports.ts';
import type { Question } from '../schema/question.ts';
import { type Evidenced, withEvidence } from './evidence.ts';

/** Adds evidence to questions; rows are counted once, however often a question stays open while others are answered. */
export function weighOnce(database: Database | null): (question: Question) => Promise<Evidenced> {
  const known = new Map<string, Promise<Evidenced>>();
  return async question => {
    const asked = JSON.stringify(question);
    const weighed = known.get(asked) ?? withEvidence(database, question);
    known.set(asked, weighed);
    try {
      return await weighed;
    } catch (error) {
      // The next time may go better.
      known.delete(asked);
      throw error;
    }
  };
}
