import type { SchemaChange } from './change.ts';
import { compareColumns, type TablePair } from './compare-columns.ts';
import { compareTables } from './compare-tables.ts';
import { diffTable } from './diff.ts';
import { renameColumn, replaceTable, withoutColumn } from './edit.ts';
import { type Answered, Interview } from './interview.ts';
import { relationNames } from './key.ts';
import type { Answers, Question } from './question.ts';
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
}

/**
 * Compares what the revisions produce with what the entities want, both in portable terms. Names that changed are asked
 * for, never guessed; answers come in by the ids of product section 6.
 * @throws MigshError `bad-answer`, and `unanswered-questions` where an answer is `stop`
 */
export function compareSchemas(recorded: Schema, desired: Schema, answers: Answers): Comparison {
  const interview = new Interview(answers);
  const tables = compareTables(interview, recorded, sorted(desired));
  const columns = tables.pairs.map(pair => compareColumns(interview, pair, tables.base));
  const renames = columns.flatMap(each => each.renamed);
  const renamed = renames.reduce(
    (schema, { table, from, to }) => renameColumn(schema, table, from, to),
    tables.base,
  );
  const base = columns.flatMap(each => each.kept).reduce(leaveOutColumn, renamed);
  return {
    changes: [
      ...tables.renamed.map(({ from, to }) => ({ kind: 'tableRenamed' as const, from, to })),
      ...renames.map(({ table, from, to }) => ({
        kind: 'columnRenamed' as const,
        table,
        from,
        to,
      })),
      ...tables.added.map(table => ({ kind: 'tableAdded' as const, table })),
      ...differences(base, tables.pairs, tables.removed),
      ...tables.removed.map(table => ({ kind: 'tableRemoved' as const, table })),
    ],
    questions: interview.open,
    answered: interview.answered,
    unused: interview.unused,
    kept: [
      ...tables.kept,
      ...columns.flatMap(each => each.kept.map(({ table, column }) => `${table}.${column}`)),
    ],
  };
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
