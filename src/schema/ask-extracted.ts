import { checkFill, fillQuestion } from './ask-column.ts';
import type { TableExtracted } from './change-motion.ts';
import type { Interview } from './interview.ts';

/** Asks what stands in a new table's column that is not null, for rows that had null in the column that goes there. */
export function askAboutExtracted(
  interview: Interview,
  { table, to: made, columns }: TableExtracted,
): void {
  for (const { from, to } of columns) {
    const step = {
      table: made,
      stored: { table },
      to,
      taking: { what: `${from.name} of ${table}`, mayLack: from.nullable },
    };
    const question = fillQuestion(step);
    if (question === undefined) continue;
    // The table is made as its entity wants it, at once.
    const options = question.options.filter(({ value }) => value !== 'nullable');
    interview.ask({ ...question, options }, answer => checkFill(step, answer));
  }
}
