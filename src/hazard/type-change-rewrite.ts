import { mentions } from '../schema/expression.ts';
import { findColumn, findTable } from '../schema/schema.ts';
import { columnTypeOf } from './column-type-of.ts';
import type { AlterTypeFact } from './facts.ts';
import type { Rule, View } from './rule.ts';
import { printType } from './sql-type.ts';
import { rewrites } from './type-change.ts';
import { exclusive, mayWait, rowsOf, sized } from './words.ts';

/** A change of type that writes the table and its indexes anew, or reads every row, while nobody else gets at the table. */
export const typeChangeRewrite: Rule = {
  id: 'type-change-rewrite',
  judge(fact, view) {
    if (fact.kind !== 'alterType' && fact.kind !== 'recompute') return [];
    if (!mayWait(view, fact.table)) return [];
    const work = fact.kind === 'alterType' ? workOf(fact, view) : recomputing(fact, view);
    if (work === undefined) return [];
    return [
      {
        level: 'lock',
        message: `reads and writes of ${fact.table} wait while ${work}: ${rowsOf(view, fact.table)}`,
        advice:
          'on a big table add a column of the new type, fill it in batches, and swap the two in a later revision',
        ...exclusive(view, [fact.table]),
        ...sized(view, fact.table),
      },
    ];
  },
};

// What is not kept is not written either (manual, ALTER TABLE, SET EXPRESSION).
function recomputing({ table, column }: Place, { before }: View): string | undefined {
  const owner = findTable(before, table);
  const generated = (owner && findColumn(owner, column))?.generated;
  return generated?.stored === false
    ? undefined
    : `the table is written anew (${column} is computed again)`;
}

type Place = Pick<AlterTypeFact, 'table' | 'column'>;

function workOf(fact: AlterTypeFact, view: View): string | undefined {
  const { table, column, type, using } = fact;
  const from = columnTypeOf(view, table, column);
  if (from === undefined) {
    return `the table may be written anew (what ${column} was is not known)`;
  }
  // A type that is made anew is another one, whatever its name.
  const isNewType = view.operation.kind === 'removeEnumValue';
  if (using === 'expression' || using === 'replacement' || isNewType || rewrites(from, type)) {
    const zone = isZoneChange(from.name, type.name) ? ' unless TimeZone is UTC' : '';
    return `the table is written anew (${printType(from)} to ${printType(type)}${zone})`;
  }
  return isUsedElsewhere(view, table, column)
    ? `every row is read again for the checks and indexes that mention ${column}`
    : undefined;
}

// A check or a partial index that names the column is evaluated again for every row, even where the values stay as they are.
function isUsedElsewhere({ before }: View, table: string, column: string): boolean {
  const owner = findTable(before, table);
  const texts = [
    ...(owner?.checks.filter(check => check.enumOf !== column) ?? []).map(
      check => check.expression,
    ),
    ...(owner?.indexes ?? []).map(index => index.where ?? ''),
  ];
  return texts.some(text => mentions(text, column));
}

function isZoneChange(from: string, to: string): boolean {
  return from !== to && from.startsWith('timestamp') && to.startsWith('timestamp');
}
