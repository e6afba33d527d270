import { quotedName, quotedTable } from '../schema/question-id.ts';
import { findColumn, findTable } from '../schema/schema.ts';
import type { Finding, Rule, View } from './rule.ts';
import {
  columnHoldsNothingOld,
  holdsNothingOld,
  isArchived,
  isNew,
  nameBeforeStep,
} from './situation.ts';
import { alsoLocked, exclusive, rowsOf, sized } from './words.ts';

/** Values that go with their column. */
export const dropColumn: Rule = {
  id: 'drop-column',
  judge(fact, view) {
    if (fact.kind !== 'dropColumn') return [];
    const { table, column } = fact;
    if (isNew(view.situation, table) && holdsNothingOld(view.situation, table)) return [];
    const others = alsoLocked(view, table, column);
    const locked = others.length === 0 ? '' : `; it locks ${others.join(' and ')} as well`;
    const finding = verdict(`${table}.${column}`, { table, column, view });
    return [
      {
        ...finding,
        message: `${finding.message}${locked}`,
        ...exclusive(view, [table, ...others]),
        ...sized(view, table),
      },
    ];
  },
};

interface Place {
  readonly table: string;
  readonly column: string;
  readonly view: View;
}

function verdict(name: string, { table, column, view }: Place): Finding {
  if (isArchived(view.situation, table, column)) {
    return {
      level: 'note',
      message: `${name} is dropped, its values are kept in the archive`,
      advice: 'the downgrade brings them back; code that still reads the column fails from now on',
    };
  }
  if (isComputed(view, table, column)) {
    return {
      level: 'note',
      message: `${name} is dropped; it is generated and holds nothing of its own`,
      advice: 'code that still reads the column fails from now on',
    };
  }
  if (columnHoldsNothingOld(view.situation, table, column)) {
    return {
      level: 'note',
      message: `${name} is dropped; it holds no values here`,
      advice: 'code that still reads the column fails from now on',
    };
  }
  return {
    level: 'loss',
    message: `${name} is dropped with its values: ${rowsOf(view, table)}`,
    advice: `keep them: op.archive('${table}', ['${column}']) before the drop`,
    subject: `${quotedTable(nameBeforeStep(view.situation, table))}.${quotedName(column)}`,
  };
}

function isComputed({ before }: View, table: string, name: string): boolean {
  const owner = findTable(before, table);
  return (owner && findColumn(owner, name))?.generated !== undefined;
}
