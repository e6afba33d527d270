import { derivedName } from '../../schema/names.ts';
import type { ForeignKey } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { cutWithSpace, type Edit, removeItems } from './table-edit.ts';
import type { Clause, ClauseKind, TableText } from './table-text.ts';
import { sameName } from './tokens.ts';

/** Where a constraint stands in a stored text. */
export interface ConstraintPlace {
  readonly table: TableText;
  readonly clause: Clause;
  /** The columns it is about, also where it stands behind one of them. */
  readonly columns: readonly string[];
  readonly isInline: boolean;
}

/** The foreign key of that name; where none bears it, the one on these columns. */
export function findForeignKey(table: TableText, key: ForeignKey): ConstraintPlace | undefined {
  const places = placesOf(table, ['references', 'foreign key']);
  return (
    bearing(places, key.name) ??
    places.find(
      ({ clause, columns }) =>
        sameName(clause.refTable ?? '', key.refTable) && sameNames(columns, key.columns),
    )
  );
}

/** The check or unique of that name; where none bears it, the nameless one that would be called so. */
export function findConstraint(
  table: TableText,
  kind: 'check' | 'unique',
  name: string,
): ConstraintPlace | undefined {
  const places = placesOf(table, [kind]);
  return (
    bearing(places, name) ??
    places.find(
      ({ clause, columns }) =>
        clause.name === undefined && sameName(derivedName(table.name, columns, kind), name),
    )
  );
}

// SQLite lets two constraints bear one name; of two that differ in case alone the one that is meant is the one spelled so.
function bearing(places: readonly ConstraintPlace[], name: string): ConstraintPlace | undefined {
  return (
    places.find(({ clause }) => clause.name === name) ??
    places.find(({ clause }) => isNamed(clause, name))
  );
}

/** Takes a constraint out of the text. */
export function removal({ table, clause, isInline }: ConstraintPlace): readonly Edit[] {
  return isInline ? [cutWithSpace(table.sql, clause)] : removeItems(table, [clause]);
}

/** Gives a constraint another name, or its first one. */
export function renaming({ clause }: ConstraintPlace, to: string): Edit {
  const { nameSpan, start } = clause;
  return nameSpan === undefined
    ? { start, end: start, text: `constraint ${quoteIdentifier(to)} ` }
    : { ...nameSpan, text: quoteIdentifier(to) };
}

function placesOf(table: TableText, kinds: readonly ClauseKind[]): readonly ConstraintPlace[] {
  const inline = table.columns.flatMap(({ name, clauses }) =>
    clauses.map(clause => ({ table, clause, columns: [name], isInline: true })),
  );
  const apart = table.constraints.map(clause => ({
    table,
    clause,
    columns: clause.columns,
    isInline: false,
  }));
  return [...inline, ...apart].filter(({ clause }) => kinds.includes(clause.kind));
}

function isNamed({ name }: Clause, wanted: string): boolean {
  return name !== undefined && sameName(name, wanted);
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return (
    some.length === others.length && some.every((name, at) => sameName(name, others[at] ?? ''))
  );
}
