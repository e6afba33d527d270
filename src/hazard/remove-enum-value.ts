import type { OperationOf } from '../operation/operation.ts';
import { enumUses } from '../schema/native-enum.ts';
import { quotedName, quotedTable } from '../schema/question-id.ts';
import type { Fact } from './facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { holdsNothingOld, isArchived } from './situation.ts';
import { rowsOf, sized } from './words.ts';

/** Rows that hold a value of an enum which goes: they get another one, or stop the run. */
export const removeEnumValue: Rule = {
  id: 'remove-enum-value',
  judge(fact, view) {
    const { operation } = view;
    if (operation.kind !== 'removeEnumValue') return [];
    return placesOf(fact, operation.name, view)
      .filter(({ table }) => !holdsNothingOld(view.situation, table))
      .map(place => verdict(operation, place, view));
  },
};

interface Place {
  readonly table: string;
  readonly column: string;
}

// PostgreSQL changes a column's type, SQLite copies a table, or updates lists in one.
function placesOf(fact: Fact, name: string, { before }: View): readonly Place[] {
  if (fact.kind === 'alterType') return [{ table: fact.table, column: fact.column }];
  if (fact.kind !== 'rebuild' && fact.kind !== 'updateRows') return [];
  return enumUses(before, name)
    .filter(({ table }) => table.name === fact.table)
    .map(({ table, column }) => ({ table: table.name, column: column.name }));
}

function verdict(
  { name, value, replacement }: OperationOf<'removeEnumValue'>,
  { table, column }: Place,
  view: View,
): Finding {
  const at = { tables: [table], ...sized(view, table) };
  if (replacement === undefined) {
    return {
      ...at,
      level: 'fail',
      message: `a row of ${table} that has ${value} as ${column} stops the run: ${rowsOf(view, table)}`,
      advice: `say what such rows get: op.removeEnumValue('${name}', '${value}', { replacement: '…' })`,
    };
  }
  const message = `rows of ${table} that have ${value} as ${column} get ${replacement ?? 'null'}, and no longer say that they had it: ${rowsOf(view, table)}`;
  if (isArchived(view.situation, table, column)) {
    return {
      ...at,
      level: 'note',
      message,
      advice: 'the archive keeps the old values',
    };
  }
  return {
    ...at,
    level: 'loss',
    message,
    advice: `keep the old values: op.archive('${table}', ['${column}']) before it`,
    subject: `${quotedTable(name)}.${quotedName(value)}`,
  };
}
