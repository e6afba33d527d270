import { copyValue } from '../schema/copies.ts';
import { columnQuestionId, quotedName, quotedTable } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import { type Column, findColumn, findTable, type Schema, type Table } from '../schema/schema.ts';
import type { AppContext } from './context.ts';

/** Answers of earlier revisions that let an old column stay beside its copy, as long as both are there. */
export function copiesIn(context: AppContext, order: readonly string[], recorded: Schema): Answers {
  const { files } = context.history();
  const given = new Map(order.flatMap(id => Object.entries(files.get(id)?.revision.answers ?? {})));
  if (![...given.values()].some(value => value.startsWith('copy:'))) return {};
  const copies = eachPair(recorded).map(({ table, from, to }) => {
    const id = columnQuestionId('rename', table.name, to.name);
    return [id, copyValue(from)] as const;
  });
  return Object.fromEntries(copies.filter(([id, value]) => given.get(id) === value));
}

/** Says which columns stay beside their copies, and how they go. */
export function stayingNotes(
  copies: Answers,
  recorded: Schema,
  desired: Schema,
): readonly string[] {
  if (Object.keys(copies).length === 0) return [];
  return eachPair(recorded)
    .filter(
      ({ table, from, to }) =>
        copies[columnQuestionId('rename', table.name, to.name)] === copyValue(from),
    )
    .filter(({ table, from }) => {
      const wanted = findTable(desired, table.name);
      return wanted !== undefined && findColumn(wanted, from.name) === undefined;
    })
    .map(({ table, from, to }) => {
      const place = `${quotedTable(table.name)}.${quotedName(from.name)}`;
      return `${table.name}.${from.name} stays beside ${to.name}, which it was copied to; --answer drop:column:${place}=archive copies what came meanwhile and drops it`;
    });
}

interface Pair {
  readonly table: Table;
  readonly from: Column;
  readonly to: Column;
}

function eachPair({ tables }: Schema): readonly Pair[] {
  return tables.flatMap(table =>
    table.columns.flatMap(from => table.columns.map(to => ({ table, from, to }))),
  );
}
