import { enumUses } from '../schema/native-enum.ts';
import type { Fact } from './facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { isNew } from './situation.ts';
import { exclusive } from './words.ts';

/** Code that is running still says the old name. */
export const renameBreaksReaders: Rule = {
  id: 'rename-breaks-readers',
  judge(fact, view) {
    if (fact.kind === 'renameValue') return judgeValue(fact, view);
    if (fact.kind !== 'renameTable' && fact.kind !== 'renameColumn') return [];
    if (isNew(view.situation, fact.table)) return [];
    const [from, to] =
      fact.kind === 'renameTable'
        ? [fact.table, fact.to]
        : [`${fact.table}.${fact.column}`, `${fact.table}.${fact.to}`];
    return [
      {
        level: 'break',
        message: `code that still says ${from} fails as soon as it is ${to}`,
        advice:
          'deploy the code with the upgrade, or keep the name in the database (tableName, fieldName)',
        ...exclusive(view, [fact.table]),
      },
    ];
  },
};

function judgeValue(
  { enum: name, value, to }: Extract<Fact, { kind: 'renameValue' }>,
  { before, situation }: View,
): readonly Finding[] {
  const tables = [...new Set(enumUses(before, name).map(use => use.table.name))];
  if (tables.every(table => isNew(situation, table))) return [];
  return [
    {
      level: 'break',
      message: `code that still says ${value} of enum ${name} fails as soon as it is ${to}`,
      advice: 'deploy the code with the upgrade, or keep the value in the database',
      tables,
    },
  ];
}
