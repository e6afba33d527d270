import { sameExpression, sameSql } from './same-expression.ts';
import type { Index, IndexColumn, IndexPart } from './schema.ts';

/** Whether two indexes say the same, whatever their names. What a dialect takes where nothing is said counts as said. */
export function sameIndex(a: Index, b: Index): boolean {
  return (
    a.columns.length === b.columns.length &&
    a.columns.every((part, at) => samePart(part, b.columns[at])) &&
    sameList(a.include ?? [], b.include ?? []) &&
    sameOptions(a, b) &&
    sameExpression(a.where, b.where) &&
    sameExpression(a.statement, b.statement)
  );
}

function sameOptions(a: Index, b: Index): boolean {
  return (
    a.unique === b.unique &&
    (a.using ?? 'btree') === (b.using ?? 'btree') &&
    a.nullsNotDistinct === b.nullsNotDistinct &&
    a.fillFactor === b.fillFactor
  );
}

function samePart(a: IndexColumn, b: IndexColumn | undefined): boolean {
  if (b === undefined) return false;
  const [one, other] = [usual(a), usual(b)];
  return (
    one.column === other.column &&
    sameSql(one.expression, other.expression) &&
    one.order === other.order &&
    one.nulls === other.nulls &&
    one.collation === other.collation &&
    one.operatorClass === other.operatorClass
  );
}

/** PostgreSQL's manual, 11.4: ascending with nulls last is what is meant; descending, nulls come first. */
function usual(part: IndexColumn): IndexPart {
  if (typeof part === 'string') return { column: part, order: 'asc', nulls: 'last' };
  const { order = 'asc' } = part;
  return { ...part, order, nulls: part.nulls ?? (order === 'asc' ? 'last' : 'first') };
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}
