import { dropTableQuestion } from './ask-drop.ts';
import { askAboutExtracted } from './ask-extracted.ts';
import { tableArrivals } from './ask-rename.ts';
import type { TableExtracted } from './change-motion.ts';
import type { TablePair } from './compare-columns.ts';
import { renameTable } from './edit.ts';
import { type ExtractOffer, extractOffers } from './extract-offers.ts';
import type { Interview } from './interview.ts';
import { type Pairs, pairUp } from './pair-up.ts';
import { columnQuestionId, tableQuestionId } from './question-id.ts';
import { findTable, type Schema, type Table } from './schema.ts';

/** What came, went and has another name among the tables. */
export interface TableComparison {
  /** The recorded schema with tables under their new names, without those that go or are kept. */
  readonly base: Schema;
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly added: readonly Table[];
  readonly removed: readonly Table[];
  readonly kept: readonly string[];
  readonly pairs: readonly TablePair[];
  /** What new tables were taken out of, and what those of open questions may be. */
  readonly extracted: readonly TableExtracted[];
  readonly mayBeExtracted: readonly TableExtracted[];
  /** Which tables were renamed is known. */
  readonly isSettled: boolean;
}

/** Asks which tables were renamed and, once that is known, what becomes of those that went. */
export function compareTables(
  interview: Interview,
  recorded: Schema,
  desired: Schema,
): TableComparison {
  const offers = (name: string): readonly ExtractOffer[] => extractOffers(recorded, desired, name);
  const found = pairUp(interview, { ...tableArrivals(recorded, desired), offers });
  if (found.open.length > 0) awaitTables(interview, found, { recorded, desired });
  const isOpen = found.open.length > 0;
  const gone = tablesIn(recorded, found.removed);
  const kept = gone.filter(table => !isOpen && askToDrop(interview, table, recorded) === 'keep');
  const base = found.renamed.reduce((all, { from, to }) => renameTable(all, from, to), recorded);
  const extracted = found.offered.flatMap(({ to, value }) =>
    offers(to)
      .filter(({ option }) => option.value === value)
      .map(each => each.extracted),
  );
  for (const each of extracted) askAboutExtracted(interview, each);
  return {
    base: { ...base, tables: base.tables.filter(table => !found.removed.includes(table.name)) },
    renamed: found.renamed,
    added: tablesIn(desired, found.added),
    removed: gone.filter(table => !kept.includes(table)),
    kept: kept.map(table => table.name),
    pairs: pairsOf(found, recorded, desired),
    extracted,
    mayBeExtracted: found.open.flatMap(name => offers(name).map(each => each.extracted)),
    isSettled: !isOpen,
  };
}

function askToDrop(interview: Interview, table: Table, recorded: Schema): string | undefined {
  const question = dropTableQuestion(table, recorded);
  const reasons = interview.hints(question.id).map(({ reason }) => reason);
  return interview.ask({ ...question, evidence: [...reasons, ...question.evidence] });
}

function pairsOf(found: Pairs, recorded: Schema, desired: Schema): readonly TablePair[] {
  return desired.tables.flatMap(table => {
    const from = found.renamed.find(({ to }) => to === table.name)?.from ?? table.name;
    const old = findTable(recorded, from);
    return old === undefined ? [] : [{ stored: old, desired: table }];
  });
}

function tablesIn(schema: Schema, names: readonly string[]): readonly Table[] {
  return names.flatMap(name => findTable(schema, name) ?? []);
}

/** Everything that may still be asked about the tables of open questions. */
function awaitTables(
  interview: Interview,
  found: Pairs,
  { recorded, desired }: { readonly recorded: Schema; readonly desired: Schema },
): void {
  for (const { name, columns } of tablesIn(recorded, found.removed)) {
    interview.mayAsk(tableQuestionId('drop', name));
    for (const column of columns) interview.mayAsk(columnQuestionId('drop', name, column.name));
  }
  for (const { name, columns } of tablesIn(desired, found.open)) {
    for (const kind of ['rename', 'fill', 'convert'] as const) {
      for (const column of columns) interview.mayAsk(columnQuestionId(kind, name, column.name));
    }
  }
}
