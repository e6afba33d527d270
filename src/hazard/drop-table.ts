import { quotedTable } from '../schema/question-id.ts';
import type { Fact } from './facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { hasOutgrown, holdsNothingOld, isArchived, isNew, nameBeforeStep } from './situation.ts';
import { alsoLocked, exclusive, pointingTo, rowsOf, sized } from './words.ts';

/** Rows that go with their table, schema or database. */
export const dropTable: Rule = {
  id: 'drop-table',
  judge(fact, view) {
    if (fact.kind === 'dropTable') return judgeTable(fact, view);
    if (fact.kind !== 'dropWhole') return [];
    return [
      {
        level: 'loss',
        message: wholeMessage(fact.sort, fact.name),
        advice: 'drop that one by one, so that each says what it holds',
        subject: fact.name,
      },
    ];
  },
};

function wholeMessage(sort: Whole['sort'], name: string): string {
  if (sort === 'role') return `everything that ${name} owns is dropped, tables with their rows too`;
  return `${sort} ${name} is dropped with ${contents[sort]}`;
}

type Whole = Extract<Fact, { kind: 'dropWhole' }>;

const contents = {
  schema: 'everything in it',
  database: 'everything in it',
  extension: 'the columns of its types and all else that stands on it',
  type: 'its columns and all else that stands on it',
  collation: 'its columns and all else that stands on it',
} as const;

function judgeTable(fact: Extract<Fact, { kind: 'dropTable' }>, view: View): readonly Finding[] {
  const { table } = fact;
  if (isNew(view.situation, table) && holdsNothingOld(view.situation, table)) return [];
  const others = [...alsoLocked(view, table), ...(fact.cascades ? pointingTo(view, table) : [])];
  const facts = { ...exclusive(view, [table, ...others]), ...sized(view, table) };
  const cascade = fact.cascades ? '; cascade also drops the views and foreign keys on it' : '';
  const locked = others.length === 0 ? '' : `; it locks ${others.join(' and ')} as well`;
  const tail = `${cascade}${locked}`;
  if (isArchived(view.situation, table)) {
    return [
      {
        ...facts,
        level: 'note',
        message: `${table} is dropped, its rows are kept in the archive${tail}`,
        advice: 'the downgrade brings them back; code that still reads the table fails from now on',
      },
    ];
  }
  if (holdsNothingOld(view.situation, table)) {
    return [
      {
        ...facts,
        level: 'note',
        message: `${table} is dropped; it has no rows here${tail}`,
        advice: 'code that still reads the table fails from now on',
      },
    ];
  }
  return [
    {
      ...facts,
      level: 'loss',
      message: `${table} is dropped with its rows: ${rowsOf(view, table)}${later(view, table)}${tail}`,
      advice: `keep them: op.archive('${table}') before the drop`,
      subject: quotedTable(nameBeforeStep(view.situation, table)),
    },
  ];
}

/** An archive that was made too early is no reason to be at ease. */
function later({ situation }: View, table: string): string {
  return hasOutgrown(situation, table)
    ? '; it was archived before, but rows may have been written since'
    : '';
}
