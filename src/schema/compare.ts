import type { ColumnCopied } from './change-motion.ts';
import { takesPart } from './change-motion.ts';
import type { SchemaChange } from './change.ts';
import { type ColumnComparison, compareColumns, type TablePair } from './compare-columns.ts';
import { askAboutConstraints, mayAskAboutConstraints } from './compare-constraints.ts';
import { type EarlierCopies, withEarlierCopies, withNewCopies } from './compare-copies.ts';
import { compareEnums } from './compare-enums.ts';
import { compareNamespaces } from './compare-namespaces.ts';
import { compareObjects } from './compare-objects.ts';
import { compareTableObjects } from './compare-table-objects.ts';
import { compareTables, type TableComparison } from './compare-tables.ts';
import { diffTable } from './diff.ts';
import { renameColumn, replaceTable, withoutColumn } from './edit.ts';
import { type Answered, Interview } from './interview.ts';
import { relationNames } from './key.ts';
import type { Answers, Hints, Question } from './question.ts';
import { renameEnum } from './rename-enum.ts';
import { findTable, type Schema, type Table } from './schema.ts';

/** How two schemas differ, and what has to be asked before that is certain. */
export interface Comparison {
  /** In an order that depends on the schemas alone. What an open question is about stands there as if it were replaced. */
  readonly changes: readonly SchemaChange[];
  /** Open questions in the order in which they are asked; answering some may raise others. Empty: `changes` is complete. */
  readonly questions: readonly Question[];
  readonly answered: readonly Answered[];
  /** Ids of answers that belong to no question. */
  readonly unused: readonly string[];
  /** `table` and `table.column` patterns of what an answer keeps, by the names after this revision: to be ignored from now on. */
  readonly kept: readonly string[];
  /** What the entities want, with the columns that stay beside their copies. */
  readonly wanted: Schema;
}

/**
 * Compares what the revisions produce with what the entities want, both in portable terms. Names that changed are asked
 * for, never guessed; answers come in by the ids of product section 6. Hints are evidence: they decide nothing.
 * @throws MigshError `bad-answer`, and `unanswered-questions` where an answer is `stop`
 */
export function compareSchemas(
  recorded: Schema,
  desired: Schema,
  answers: Answers,
  hints: Hints = {},
): Comparison {
  const interview = new Interview(answers, hints);
  const enums = compareEnums(interview, recorded, desired);
  const typed = enums.renamed.reduce(
    (schema, { from, to }) => renameEnum(schema, from, to),
    recorded,
  );
  const tables = compareTables(interview, typed, sorted(desired));
  const earlier = withEarlierCopies(interview, tables.pairs, tables.base);
  const world = { interview, ...tables, pairs: earlier.pairs, going: earlier.going };
  const columns = earlier.pairs.map(pair => compareColumns(interview, pair, world));
  const { pairs, wanted } = withNewCopies(earlier.pairs, columns, tables.base);
  const renames = columns.flatMap(each => each.renamed);
  const renamed = renames.reduce(withColumnRenamed, tables.base);
  const base = columns.flatMap(each => each.kept).reduce(leaveOutColumn, renamed);
  const tableChanges = differences(base, pairs, tables.removed);
  askWhenSettled(interview, tableChanges, { tables: { ...tables, pairs }, base, columns });
  const hung = compareTableObjects(interview, pairs, base);
  const objects = compareObjects(interview, base, desired);
  const namespaces = compareNamespaces(interview, recorded, desired);
  return {
    changes: [
      ...namespaces.changes,
      ...enums.renamed.map(({ from, to }) => ({ kind: 'enumRenamed' as const, from, to })),
      ...tables.renamed.map(({ from, to }) => ({ kind: 'tableRenamed' as const, from, to })),
      ...renames.map(columnRenamed),
      ...motionChanges({ tables, columns, earlier }, tableChanges),
      ...tables.added.map(table => ({ kind: 'tableAdded' as const, table })),
      ...tableChanges,
      ...tables.removed.map(table => ({ kind: 'tableRemoved' as const, table })),
      ...enums.changes,
      ...[hung, objects].flatMap(each => each.changes),
    ],
    questions: interview.open,
    answered: interview.answered,
    unused: interview.unused,
    kept: [
      ...tables.kept,
      ...columns.flatMap(keptPatterns),
      ...[hung, objects, namespaces].flatMap(each => each.kept),
    ],
    wanted: wanted.reduce(withTable, sorted(desired)),
  };
}

function withColumnRenamed(
  schema: Schema,
  { table, from, to }: ColumnComparison['renamed'][number],
): Schema {
  return renameColumn(schema, table, from, to);
}

function columnRenamed({ table, from, to }: ColumnComparison['renamed'][number]): SchemaChange {
  return { kind: 'columnRenamed', table, from, to };
}

interface Motions {
  readonly tables: TableComparison;
  readonly columns: readonly ColumnComparison[];
  readonly earlier: EarlierCopies;
}

function motionChanges(
  { tables, columns, earlier }: Motions,
  changes: readonly SchemaChange[],
): readonly SchemaChange[] {
  const going = earlier.going.filter(isGone(changes));
  return [...columns.flatMap(each => each.motions), ...going, ...tables.extracted];
}

function keptPatterns({ kept }: ColumnComparison): readonly string[] {
  return kept.map(({ table, column }) => `${table}.${column}`);
}

function withTable(schema: Schema, table: Table): Schema {
  return replaceTable(schema, table.name, table);
}

function isGone(changes: readonly SchemaChange[]): (copy: ColumnCopied) => boolean {
  return ({ table, from }) =>
    changes.some(
      each =>
        each.kind === 'columnRemoved' && each.table === table && each.column.name === from.name,
    );
}

interface Settling {
  readonly tables: TableComparison;
  readonly base: Schema;
  readonly columns: readonly ColumnComparison[];
}

/** Asks about constraints once it is known what was renamed: before, any of them could be another one. */
function askWhenSettled(
  interview: Interview,
  changes: readonly SchemaChange[],
  { tables: { pairs, isSettled }, base, columns }: Settling,
): void {
  if (!isSettled || !columns.every(each => each.isSettled)) {
    return mayAskAboutConstraints(interview, pairs);
  }
  const renames = columns.flatMap(each => each.renamed);
  const former = (table: string, column: string): string =>
    renames.find(each => each.table === table && each.to === column)?.from ?? column;
  const motions = columns.flatMap(each => each.motions);
  const takes = (table: string, column: string): boolean =>
    motions.some(motion => takesPart(motion, table, column));
  return askAboutConstraints(interview, changes, { pairs, base, former, takes });
}

function differences(
  base: Schema,
  pairs: readonly TablePair[],
  removed: readonly Table[],
): readonly SchemaChange[] {
  const taken = new Set([...base.tables, ...removed].flatMap(relationNames));
  return pairs.flatMap(({ desired }) => {
    const recorded = findTable(base, desired.name);
    return recorded === undefined ? [] : diffTable(recorded, desired, taken);
  });
}

function leaveOutColumn(
  schema: Schema,
  { table, column }: { readonly table: string; readonly column: string },
): Schema {
  const owner = findTable(schema, table);
  return owner === undefined ? schema : replaceTable(schema, table, withoutColumn(owner, column));
}

// By name: neither the order in which entities were found nor that of revisions shows.
function sorted(schema: Schema): Schema {
  return { ...schema, tables: schema.tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
