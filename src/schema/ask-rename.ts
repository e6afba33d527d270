import { enumerate } from './enumerate.ts';
import type { Arrivals, Candidates, Offer } from './pair-up.ts';
import { columnQuestionId, quotedName, quotedTable, tableQuestionId } from './question-id.ts';
import type { Question, QuestionOption } from './question.ts';
import { type Candidate, columnCandidate, reasonsOf, tableCandidate } from './rename.ts';
import { findColumn, type Schema, type Table } from './schema.ts';
import { stop } from './stop.ts';

/** The tables that came and went between two schemas, and how to ask about them. */
export function tableArrivals(recorded: Schema, desired: Schema): Arrivals {
  const { added, removed } = cameAndWent(recorded.tables, desired.tables);
  return {
    added,
    removed,
    quote: quotedTable,
    id: name => tableQuestionId('rename', name),
    candidate: (old, fresh) => tableCandidate(tableIn(recorded, old), tableIn(desired, fresh)),
    question: (name, candidates) => ({
      id: tableQuestionId('rename', name),
      kind: 'rename',
      subject: name,
      message:
        candidates.ranked.length === 0
          ? `Table ${name} is new. Where do its rows come from?`
          : `Table ${name} is new, ${listed(candidates)} gone. Is it the same table under a new name?`,
      ...optionsFor(name, candidates, quotedTable),
      ...(candidates.ranked[0] && { rows: { table: candidates.ranked[0].from } }),
    }),
  };
}

/** The columns that came and went in one table, and how to ask about them. `storedAs` is the table's name before this revision. */
export function columnArrivals(recorded: Table, desired: Table, storedAs: string): Arrivals {
  const { added, removed } = cameAndWent(recorded.columns, desired.columns);
  const { name: table } = desired;
  return {
    added,
    removed,
    quote: quotedName,
    id: name => columnQuestionId('rename', table, name),
    candidate: (old, fresh) => candidateIn({ recorded, desired }, old, fresh),
    question: (name, candidates) => ({
      id: columnQuestionId('rename', table, name),
      kind: 'rename',
      subject: `${table}.${name}`,
      message: columnMessage(`${table}.${name}`, candidates),
      ...optionsFor(name, candidates, quotedName),
      rows: {
        table: storedAs,
        ...(candidates.ranked[0] && { column: candidates.ranked[0].from }),
        arrival: name,
      },
    }),
  };
}

function columnMessage(place: string, candidates: Candidates): string {
  return candidates.ranked.length === 0
    ? `Column ${place} is new. Where do its values come from?`
    : `Column ${place} is new, ${listed(candidates)} gone. Is it the same column under a new name?`;
}

type Named = readonly { readonly name: string }[];

function cameAndWent(old: Named, fresh: Named): { added: string[]; removed: string[] } {
  const without = (list: Named, other: Named): string[] =>
    list.map(({ name }) => name).filter(name => !other.some(each => each.name === name));
  return { added: without(fresh, old), removed: without(old, fresh) };
}

function candidateIn(
  { recorded, desired }: { readonly recorded: Table; readonly desired: Table },
  old: string,
  fresh: string,
): Candidate {
  const [was, is] = [findColumn(recorded, old), findColumn(desired, fresh)];
  if (was === undefined || is === undefined) return { from: old, score: 0, reasons: [] };
  return columnCandidate({ table: recorded, column: was }, { table: desired, column: is });
}

function tableIn(schema: Schema, name: string): Table {
  const empty = { name, columns: [], indexes: [], uniques: [], foreignKeys: [], checks: [] };
  return schema.tables.find(table => table.name === name) ?? empty;
}

function optionsFor(
  name: string,
  { ranked, likely, offers = [] }: Candidates,
  quote: (name: string) => string,
): Pick<Question, 'options' | 'evidence' | 'likely'> {
  const renames = ranked.map((candidate): QuestionOption => ({
    value: `rename:${quote(candidate.from)}`,
    label: `renamed: ${candidate.from} → ${name}`,
  }));
  const replace = {
    value: 'replace',
    label:
      ranked.length === 0
        ? `${name} is new`
        : `${name} is new; what becomes of the old is asked next`,
  };
  const seldom = offers.filter(offer => offer.seldom);
  const usual = offers.filter(offer => !seldom.includes(offer));
  const probable = likely
    ? `rename:${quote(likely.from)}`
    : offers.find(offer => offer.likely)?.option.value;
  return {
    options: [...renames, ...optionsOf(usual), replace, ...optionsOf(seldom), stop],
    ...(probable !== undefined && { likely: probable }),
    evidence: [...reasonsOf(ranked), ...offers.flatMap(({ reasons }) => reasons)],
  };
}

function optionsOf(offers: readonly Offer[]): readonly QuestionOption[] {
  return offers.map(({ option }) => option);
}

function listed({ ranked }: Candidates): string {
  return `${enumerate(ranked.map(each => each.from))} ${ranked.length === 1 ? 'is' : 'are'}`;
}
