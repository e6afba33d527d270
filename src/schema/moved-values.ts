import type { ColumnStep } from './ask-column.ts';
import { readReplacement, type ValuesStep } from './compare-values.ts';
import { sqlName } from './expression.ts';
import { quotedName, quotedTable } from './question-id.ts';
import type { Answers } from './question.ts';
import type { Column } from './schema.ts';
import { quoteText } from './tokens.ts';

/** The list of a column's values before and after, where one of them went; undefined where none can be missed. */
export function valuesStep({ table, from, to, stored }: ColumnStep): ValuesStep | undefined {
  if (from?.type.name !== 'enum' || to.type.name !== 'enum') return undefined;
  const { values: fresh } = to.type;
  if (from.type.values.every(value => fresh.includes(value))) return undefined;
  return {
    place: placeOf(table.name, to.name),
    subject: `${table.name}.${to.name}`,
    sort: 'column',
    old: from.type.values,
    fresh,
    holders: [{ table, column: to.name }],
    stored: [{ table: { ...table, name: stored.table }, column: stored.column ?? from.name }],
  };
}

/**
 * What answers make of the values that a column no longer takes: `case state when 'new' then 'fresh' else state end`, and
 * for the way back what brings the old names back. A value that got another has no way back.
 */
export function movedValues(
  table: string,
  { from, to }: { readonly from: Column; readonly to: Column },
  answers: Answers,
): { readonly using?: string; readonly back?: string } {
  if (from.type.name !== 'enum' || to.type.name !== 'enum') return {};
  const { values } = to.type;
  const gone = from.type.values.filter(value => !values.includes(value));
  const given = (id: string): string | undefined =>
    Object.hasOwn(answers, id) ? answers[id] : undefined;
  const place = placeOf(table, to.name);
  const renamed = gone.flatMap((value): readonly Move[] => {
    const taken = values.find(
      fresh =>
        given(`rename:value:${place}.${quotedName(fresh)}`) === `rename:${quotedName(value)}`,
    );
    return taken === undefined ? [] : [[value, taken]];
  });
  const replaced = gone.flatMap((value): readonly Move[] => {
    const replacement = readReplacement(given(`enum-value:value:${place}.${quotedName(value)}`));
    return replacement === undefined ? [] : [[value, replacement]];
  });
  const back = renamed.flatMap(([was, is]): readonly Move[] => (is === null ? [] : [[is, was]]));
  const using = choice(to.name, [...renamed, ...replaced]);
  const reverse = choice(to.name, back);
  return {
    ...(using !== undefined && { using }),
    ...(reverse !== undefined && { back: reverse }),
  };
}

type Move = readonly [from: string, to: string | null];

function choice(column: string, moves: readonly Move[]): string | undefined {
  if (moves.length === 0) return undefined;
  const name = sqlName(column);
  const cases = moves.map(
    ([from, to]) => `when ${quoteText(from)} then ${to === null ? 'null' : quoteText(to)}`,
  );
  return `case ${name} ${cases.join(' ')} else ${name} end`;
}

function placeOf(table: string, column: string): string {
  return `${quotedTable(table)}.${quotedName(column)}`;
}
