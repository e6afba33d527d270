import type { Archive } from '../operation/operation.ts';
import type { Fact } from './facts.ts';
import type { TableSize } from './hazard.ts';

/** What a plan has done up to a statement, as far as judging the next one needs it. Moves along, fact by fact. */
export interface Situation {
  /** Tables as they were when the plan was made. */
  readonly sizes: ReadonlyMap<string, TableSize>;
  /** Tables (`t`) and columns (`t.c`) that this plan has made. */
  readonly made: ReadonlySet<string>;
  /** Tables that rows were copied into, so that losing them may lose what was elsewhere before. */
  readonly filled: ReadonlySet<string>;
  /** Tables whose rows were updated: a new column may hold what was in another one before. */
  readonly updated: ReadonlySet<string>;
  /** Tables and columns that the present step keeps in an archive. */
  readonly archived: ReadonlySet<string>;
  /** Tables whose rows were archived by the present step before it wrote others into them. */
  readonly outgrown: ReadonlySet<string>;
  /** Tables that got a policy by this plan which the schema may not tell of. */
  readonly policed: ReadonlySet<string>;
  /** Code has run: what it wrote where nobody knows. */
  readonly codeRan: boolean;
  /** Rows that a deletion would delete when the plan was made, by its text. */
  readonly counts: ReadonlyMap<string, number>;
  /** Present name of a renamed table → its name when the plan was made. */
  readonly formerly: ReadonlyMap<string, string>;
  /** Present name of a table that the present step renamed → its name before the step, which questions know it by. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Before the first statement. */
export function startOfPlan(
  sizes: ReadonlyMap<string, TableSize>,
  counts: ReadonlyMap<string, number> = new Map(),
): Situation {
  return {
    sizes,
    counts,
    made: new Set(),
    filled: new Set(),
    updated: new Set(),
    archived: new Set(),
    outgrown: new Set(),
    policed: new Set(),
    codeRan: false,
    formerly: new Map(),
    renamed: new Map(),
  };
}

/** Before the next revision: an archive counts in the revision that made it alone. */
export function startOfStep(situation: Situation): Situation {
  return { ...situation, archived: new Set(), outgrown: new Set(), renamed: new Map() };
}

/** After the rows of a table, or some of its columns, were archived. */
export function afterArchive(situation: Situation, { table, columns }: Archive): Situation {
  const kept = columns === undefined ? [table] : columns.map(column => columnKey(table, column));
  const outgrown = new Set([...situation.outgrown].filter(name => name !== table));
  return { ...situation, archived: plus(situation.archived, kept), outgrown };
}

/** After what the fact says has happened. */
export function afterFact(situation: Situation, fact: Fact): Situation {
  if (fact.kind === 'renameTable') return afterRename(situation, fact.table, fact.to);
  if (fact.kind === 'code') return afterCode(situation);
  const now = fact.kind === 'insertRows' ? withNewRows(situation, fact.table) : situation;
  return {
    ...now,
    made: plus(now.made, madeBy(fact)),
    filled: plus(now.filled, filledBy(fact)),
    updated: plus(now.updated, fact.kind === 'updateRows' ? [fact.table] : []),
    policed: plus(now.policed, fact.kind === 'createPolicy' && fact.shows ? [fact.table] : []),
  };
}

/** Whether the plan made the table itself. */
export function isNew({ made }: Situation, table: string): boolean {
  return made.has(table);
}

/** Whether the plan has given the table a policy by SQL as written. */
export function hasPolicy({ policed }: Situation, table: string): boolean {
  return policed.has(table);
}

/** Whether the table has no rows, or the plan made it and copied no older rows into it. */
export function holdsNothingOld(situation: Situation, table: string): boolean {
  if (situation.codeRan || situation.filled.has(table)) return false;
  const size = sizeOf(situation, table);
  return situation.made.has(table) || (size?.rows === 0 && size.exact);
}

/** The same of a column: also one that the plan added and put nothing older into. */
export function columnHoldsNothingOld(
  situation: Situation,
  table: string,
  column: string,
): boolean {
  const { made, filled, updated, codeRan } = situation;
  const isAdded = made.has(columnKey(table, column));
  const isUntouched = !codeRan && !filled.has(table) && !updated.has(table);
  return (isAdded && isUntouched) || holdsNothingOld(situation, table);
}

/** Whether the rows, or the values of the column, are in an archive of the same step. */
export function isArchived({ archived }: Situation, table: string, column = ''): boolean {
  return archived.has(table) || archived.has(columnKey(table, column));
}

/** Whether rows came to the table after it was archived, which no archive holds. */
export function hasOutgrown({ outgrown }: Situation, table: string): boolean {
  return outgrown.has(table);
}

/** How big the table was when the plan was made; undefined where that is not known. */
export function sizeOf({ sizes, formerly, made }: Situation, table: string): TableSize | undefined {
  return made.has(table) ? undefined : sizes.get(formerly.get(table) ?? table);
}

/** The archive of a table, or of some of its columns, does not hold what came later. */
function withNewRows(situation: Situation, table: string): Situation {
  const isOf = (key: string): boolean => key === table || key.startsWith(`${table}\n`);
  const archived = new Set([...situation.archived].filter(key => !isOf(key)));
  if (archived.size === situation.archived.size) return situation;
  return { ...situation, archived, outgrown: plus(situation.outgrown, [table]) };
}

/** It may have written rows into any table. */
function afterCode(situation: Situation): Situation {
  const tables = [...situation.archived].map(key => key.split('\n')[0] ?? key);
  const outgrown = plus(situation.outgrown, tables);
  return { ...situation, archived: new Set(), outgrown, codeRan: true };
}

function madeBy(fact: Fact): readonly string[] {
  if (fact.kind === 'createTable') return [fact.table];
  if (fact.kind === 'createView') return [fact.view];
  return fact.kind === 'addColumn' ? [columnKey(fact.table, fact.column)] : [];
}

function filledBy(fact: Fact): readonly string[] {
  const isCopy =
    (fact.kind === 'createTable' && fact.filled) || (fact.kind === 'insertRows' && fact.copied);
  return isCopy ? [fact.table] : [];
}

/** The table's name before the present step. */
export function nameBeforeStep({ renamed }: Situation, table: string): string {
  return renamed.get(table) ?? table;
}

function afterRename(situation: Situation, from: string, to: string): Situation {
  const { made, filled, updated, archived, outgrown, formerly, renamed } = situation;
  const rename = (key: string): string => {
    if (key === from) return to;
    return key.startsWith(`${from}\n`) ? to + key.slice(from.length) : key;
  };
  return {
    ...situation,
    made: new Set([...made].map(rename)),
    filled: new Set([...filled].map(rename)),
    updated: new Set([...updated].map(rename)),
    archived: new Set([...archived].map(rename)),
    outgrown: new Set([...outgrown].map(rename)),
    formerly: moved(formerly, from, to),
    renamed: moved(renamed, from, to),
  };
}

function moved(
  names: ReadonlyMap<string, string>,
  from: string,
  to: string,
): ReadonlyMap<string, string> {
  const after = new Map(names).set(to, names.get(from) ?? from);
  after.delete(from);
  return after;
}

// A line break is in no name that a revision could hold, a dot may be.
function columnKey(table: string, column: string): string {
  return `${table}\n${column}`;
}

function plus(set: ReadonlySet<string>, added: readonly string[]): ReadonlySet<string> {
  return added.length === 0 ? set : new Set([...set, ...added]);
}
