import type { DialectName } from '../dialect/dialect.ts';
import type { Operation } from '../operation/operation.ts';
import { copyValue } from '../schema/copies.ts';
import { columnQuestionId, quotedName, quotedTable } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import { type Column, findColumn, findTable, type Schema, type Table } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import { applyRecorded, revisionLoader } from './recorded.ts';

/**
 * Answers of earlier revisions that let an old column stay beside its copy, as long as both are there, by the names that they
 * bear by now: later revisions may have renamed them or their table.
 */
export async function copiesIn(
  context: AppContext,
  order: readonly string[],
  dialect: DialectName,
): Promise<Answers> {
  const { files } = context.history();
  const given = (id: string): Answers => files.get(id)?.revision.answers ?? {};
  const copying = order.filter(id =>
    Object.values(given(id)).some(each => each.startsWith('copy:')),
  );
  if (copying.length === 0) return {};
  const load = revisionLoader(context, dialect);
  let schema: Schema = { tables: [] };
  let copies: readonly Copied[] = [];
  for (const id of order) {
    const { file, recorded } = await load(id);
    schema = applyRecorded(schema, recorded.up, file.revision.path);
    copies = recorded.up.reduce(
      (known, { operation }) => known.flatMap(each => followed(each, operation)),
      copies,
    );
    if (copying.includes(id)) copies = [...copies, ...copiedBy(given(id), schema)];
  }
  return Object.fromEntries(copies.map(answerOf));
}

/** A column that was copied, and its copy. */
interface Copied {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

function copiedBy(given: Answers, schema: Schema): readonly Copied[] {
  return eachPair(schema)
    .map(({ table, from, to }) => ({ table: table.name, from: from.name, to: to.name }))
    .filter(copied => {
      const [id, value] = answerOf(copied);
      return Object.hasOwn(given, id) && given[id] === value;
    });
}

function answerOf({ table, from, to }: Copied): readonly [id: string, value: string] {
  return [columnQuestionId('rename', table, to), copyValue({ name: from })];
}

/** The two after an operation; none where one of them goes. */
function followed(copied: Copied, operation: Operation): readonly Copied[] {
  const { table, from, to } = copied;
  if (operation.kind === 'renameTable' && operation.from === table) {
    return [{ ...copied, table: operation.to }];
  }
  if (!('table' in operation) || operation.table !== table) return [copied];
  if (operation.kind === 'dropTable') return [];
  if (operation.kind === 'dropColumn') return [from, to].includes(operation.column) ? [] : [copied];
  if (operation.kind !== 'renameColumn') return [copied];
  const named = (name: string): string => (name === operation.from ? operation.to : name);
  return [{ table, from: named(from), to: named(to) }];
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
