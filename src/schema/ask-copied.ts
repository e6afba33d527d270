import type { ColumnCopied } from './change-motion.ts';
import { sqlName, sqlTable } from './expression.ts';
import type { Interview } from './interview.ts';
import { columnQuestionId } from './question-id.ts';
import type { Question } from './question.ts';
import { stop } from './stop.ts';

/** Asks which of two columns counts where both have been written since one was copied to the other, and one of them goes. */
export function askWhichCounts(interview: Interview, copy: ColumnCopied, stored: string): void {
  interview.ask(whichCountsQuestion(copy, stored));
}

function whichCountsQuestion({ table, from, to }: ColumnCopied, stored: string): Question {
  const [old, fresh] = [sqlName(from.name), sqlName(to.name)];
  return {
    id: columnQuestionId('duplicates', table, to.name),
    kind: 'duplicates',
    subject: `${table}.${to.name}`,
    message: `${from.name} goes, and code may have written to it since it was copied to ${to.name}. Which counts where both have a value and they differ?`,
    options: [
      {
        value: 'keep-new',
        label: `${to.name}; what ${from.name} says goes where the answer to its drop lets it: to the archive, or for good`,
      },
      {
        value: 'keep-old',
        label: from.name,
        loses: `what ${to.name} says where the two differ`,
      },
      stop,
    ],
    evidence: [],
    rows: { table: stored },
    trial: {
      count: `select count(*) as n from ${sqlTable(stored)} where ${old} <> ${fresh}`,
      words: [
        `row whose ${from.name} and ${to.name} differ`,
        `rows whose ${from.name} and ${to.name} differ`,
      ],
    },
  };
}
