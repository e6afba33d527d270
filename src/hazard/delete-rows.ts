import { quotedTable } from '../schema/question-id.ts';
import type { Fact } from './facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { holdsNothingOld, isArchived, isNew } from './situation.ts';
import { exclusive, pointingTo, rowsOf, sized } from './words.ts';

/** Rows that a statement deletes, and updates that touch every row. */
export const deleteRows: Rule = {
  id: 'delete-rows',
  judge(fact, view) {
    if (fact.kind === 'deleteRows' || fact.kind === 'truncate' || fact.kind === 'replaceRows') {
      return judgeDeletion(fact, view);
    }
    if (fact.kind !== 'updateRows' || fact.where) return [];
    if (isNew(view.situation, fact.table)) return [];
    return [
      {
        level: 'note',
        message: `every row of ${fact.table} is written anew in one statement: ${rowsOf(view, fact.table)}`,
        advice: 'say with where which rows need it',
        tables: [fact.table],
        ...sized(view, fact.table),
      },
    ];
  },
};

type Deletion = Extract<Fact, { kind: 'deleteRows' | 'truncate' | 'replaceRows' }>;

function judgeDeletion(fact: Deletion, view: View): readonly Finding[] {
  const { table } = fact;
  if (holdsNothingOld(view.situation, table)) return [];
  const reached = fact.kind === 'truncate' && fact.cascades ? pointingTo(view, table) : [];
  const lock =
    fact.kind === 'truncate' ? exclusive(view, [table, ...reached]) : { tables: [table] };
  const facts = { ...lock, ...sized(view, table) };
  if (isArchived(view.situation, table)) {
    const message = `rows of ${table} are deleted; they are kept in the archive`;
    return [{ ...facts, level: 'note', message, advice: 'the downgrade can restore them' }];
  }
  return [
    {
      ...facts,
      level: 'loss',
      message: counted(view) ?? wording(fact, rowsOf(view, table)),
      advice: `keep them: op.archive('${table}') before`,
      subject: quotedTable(table),
    },
  ];
}

/** What mends rows for a constraint is counted before it runs; rows that the plan itself writes before are not among them. */
function counted({ operation, dialect, situation }: View): string | undefined {
  if (operation.kind !== 'sql') return undefined;
  const count = situation.counts.get(operation[dialect] ?? '');
  if (count === undefined) return undefined;
  const rows = count === 0 ? 'no row' : count === 1 ? '1 row' : `${english.format(count)} rows`;
  return `${rows} as of now ${count > 1 ? 'are' : 'is'} deleted to make room for what comes`;
}

const english = new Intl.NumberFormat('en-US');

function wording(fact: Deletion, rows: string): string {
  const { table } = fact;
  if (fact.kind === 'replaceRows') {
    return `rows of ${table} that have the key of a new one are deleted for it (the table has ${rows})`;
  }
  if (fact.kind === 'deleteRows') {
    return fact.where
      ? `the rows of ${table} that meet the condition are deleted (the table has ${rows})`
      : `all rows of ${table} are deleted: ${rows}`;
  }
  return fact.cascades
    ? `${table} is emptied (${rows}), and every table that points to it as well`
    : `${table} is emptied: ${rows}`;
}
