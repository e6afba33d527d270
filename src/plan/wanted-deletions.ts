import { apply } from '../operation/apply.ts';
import { type Changes, sortChanges } from '../operation/changes.ts';
import { keyMends, mends } from '../operation/mend.ts';
import type { SchemaChange } from '../schema/change.ts';
import { normalExpression } from '../schema/same-expression.ts';
import { findTable, type PrimaryKey, type Schema, type Table } from '../schema/schema.ts';
import { tokenize } from '../schema/tokens.ts';
import type { DraftOperation, DraftStep } from './build.ts';

/**
 * The deletions that the answers of a revision asked for, in words that a text is held against: what `migrate` writes for
 * the constraints and indexes that are there once the revision has run, over the schema that each of its statements meets.
 */
export function wantedDeletions({
  operations,
  answers,
}: Pick<DraftStep, 'operations' | 'answers'>): ReadonlySet<string> {
  if (!Object.keys(answers).some(id => mending.test(id))) return new Set();
  const after = schemaAfter(operations);
  const texts = operations.flatMap(({ operation, before }, at) => {
    if (operation.kind !== 'sql') return [];
    const changes = sortChanges(
      after.tables.flatMap(table => comings(table, formerKey(operations.slice(0, at), table.name))),
      answers,
    );
    return deletionsOf(changes, answers, before);
  });
  return new Set(texts.map(normalExpression));
}

/** Whether a statement is one of them word for word: blanks say nothing, a comment is not looked into and so is too much. */
export function isWanted(sql: string, wanted: ReadonlySet<string>): boolean {
  const hasComment = tokenize(sql).some(({ kind, text }) => kind === 'space' && /[^\s]/.test(text));
  return !hasComment && wanted.has(normalExpression(sql));
}

const mending = /^(?:duplicates|orphans):/;

function deletionsOf(
  changes: Changes,
  answers: DraftStep['answers'],
  schema: Schema,
): readonly string[] {
  const { all } = changes;
  // A check's mending is the person's own SQL, and none that is made here.
  const keys = { ...changes, all: all.filter(({ kind }) => kind !== 'checkAdded') };
  return [...keyMends(keys, answers, schema), ...mends(keys, answers, schema)].flatMap(each =>
    each.kind === 'sql'
      ? [each.postgresql, each.sqlite].flatMap(text => text?.split(';\n') ?? [])
      : [],
  );
}

/** A table's keys as if each had just come: those that no answer is about ask for nothing. */
function comings(
  { name: table, primaryKey: to, uniques, indexes, foreignKeys }: Table,
  from: PrimaryKey | undefined,
): readonly SchemaChange[] {
  return [
    ...(to === undefined
      ? []
      : [{ kind: 'primaryKeyChanged' as const, table, ...(from && { from }), to }]),
    ...uniques.map(unique => ({ kind: 'uniqueAdded' as const, table, unique })),
    ...indexes.map(index => ({ kind: 'indexAdded' as const, table, index })),
    ...foreignKeys.map(foreignKey => ({ kind: 'foreignKeyAdded' as const, table, foreignKey })),
  ];
}

/** The primary key that the table had last before. */
function formerKey(earlier: readonly DraftOperation[], table: string): PrimaryKey | undefined {
  return earlier.flatMap(({ before }) => findTable(before, table)?.primaryKey ?? []).at(-1);
}

function schemaAfter(operations: readonly DraftOperation[]): Schema {
  const last = operations.at(-1);
  if (last === undefined) return { tables: [] };
  return [last, ...(last.along ?? [])].reduce(
    (_schema, { operation, before }) => apply(before, operation),
    last.before,
  );
}
