import { describeType } from './describe-type.ts';
import { type Likeness, nameLikeness } from './name-likeness.ts';
import { bareName } from './names.ts';
import { sameDefault } from './same-default.ts';
import { sameType } from './same-type.ts';
import { type Column, findColumn, type ForeignKey, type Table } from './schema.ts';

/** Something that went and may be what came, with how much speaks for it (0 to 1) and why, one sentence each. */
export interface Candidate {
  readonly from: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** A column in its table: its place and its foreign keys speak for or against it. */
export interface PlacedColumn {
  readonly table: Table;
  readonly column: Column;
}

/** What speaks for one column being the other under a new name. Compared, never decided: a person answers. */
export function columnCandidate(old: PlacedColumn, fresh: PlacedColumn): Candidate {
  const facts = [
    weighted(nameLikeness(old.column.name, fresh.column.name), 0.45),
    typeFact(old.column, fresh.column),
    defaultFact(old.column, fresh.column),
    placeFact(old, fresh),
    orderFact(old, fresh),
    targetFact(old, fresh),
  ];
  return candidate(old.column.name, facts);
}

/** What speaks for one table being the other under a new name: mostly how many columns they share. */
export function tableCandidate(old: Table, fresh: Table): Candidate {
  const likeness = nameLikeness(bareName(old.name), bareName(fresh.name));
  return candidate(old.name, [weighted(likeness, 0.35), columnsFact(old, fresh)]);
}

/** The candidates, the most likely first; equal ones by name. */
export function ranked(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || (a.from < b.from ? -1 : 1));
}

/** The candidate with one more fact that speaks for it, which comes first. */
export function withReason(found: Candidate, fact: Likeness): Candidate {
  const { from, score, reasons } = found;
  return {
    from,
    score: Math.min(1, score + fact.score),
    reasons: [...(fact.reason === undefined ? [] : [fact.reason]), ...reasons],
  };
}

/**
 * Why something may be one of the ranked candidates, for a person: the facts of the best and of those that come near. Of the
 * others a fact or two may be true as well, and would only be in the way.
 */
export function reasonsOf(candidates: readonly Candidate[]): readonly string[] {
  const best = candidates[0]?.score ?? 0;
  const near = candidates.filter(({ score }) => score >= best - nearBest);
  return near.flatMap(({ from, reasons }) =>
    candidates.length === 1 ? reasons : reasons.map(reason => `${from}: ${reason}`),
  );
}

const nearBest = 0.25;

function candidate(from: string, facts: readonly Likeness[]): Candidate {
  const sum = facts.reduce((total, fact) => total + fact.score, 0);
  return {
    from,
    score: Math.max(0, Math.min(1, sum)),
    reasons: facts.flatMap(fact => fact.reason ?? []),
  };
}

function weighted({ score, reason }: Likeness, weight: number): Likeness {
  return { score: score * weight, ...(reason !== undefined && { reason }) };
}

function typeFact(old: Column, fresh: Column): Likeness {
  const nullability = old.nullable === fresh.nullable ? 0.05 : 0;
  if (sameType(old.type, fresh.type)) {
    const words = fresh.nullable ? 'nullable' : 'not null';
    const both = nullability === 0 ? '' : ` ${words}`;
    return { score: 0.2 + nullability, reason: `both are ${describeType(fresh.type)}${both}` };
  }
  if (old.type.name !== fresh.type.name) return { score: nullability };
  return { score: 0.12 + nullability, reason: `both are ${fresh.type.name}` };
}

function defaultFact(old: Column, fresh: Column): Likeness {
  if (!sameDefault(fresh.type, old.default, fresh.default)) return { score: 0 };
  return fresh.default === undefined
    ? { score: 0.03 }
    : { score: 0.08, reason: 'both have the same default' };
}

function placeFact(old: PlacedColumn, fresh: PlacedColumn): Likeness {
  const before = neighbour(old, fresh.table);
  if (before === undefined || before !== neighbour(fresh, old.table)) return { score: 0 };
  const isNext = standsNextTo(old, before) && standsNextTo(fresh, before);
  return { score: 0.1, reason: `both stand ${isNext ? 'after' : 'right of'} ${before}` };
}

function standsNextTo({ table, column }: PlacedColumn, before: string): boolean {
  const at = table.columns.findIndex(each => each.name === column.name);
  return table.columns[at - 1]?.name === before;
}

// As many went as came, more than one: whoever renames several leaves them in their order.
function orderFact(old: PlacedColumn, fresh: PlacedColumn): Likeness {
  const went = missingIn(old.table, fresh.table);
  const came = missingIn(fresh.table, old.table);
  const at = went.indexOf(old.column.name);
  if (went.length !== came.length || went.length < 2 || at !== came.indexOf(fresh.column.name)) {
    return { score: 0 };
  }
  return { score: 0.1, reason: `both are number ${at + 1} of those that went and came` };
}

function missingIn(table: Table, other: Table): readonly string[] {
  return table.columns
    .map(({ name }) => name)
    .filter(name => findColumn(other, name) === undefined);
}

/** The nearest column before it that the other table has as well. */
function neighbour({ table, column }: PlacedColumn, other: Table): string | undefined {
  const at = table.columns.findIndex(each => each.name === column.name);
  const shared = table.columns.slice(0, at).filter(each => findColumn(other, each.name));
  return shared.at(-1)?.name;
}

function targetFact(old: PlacedColumn, fresh: PlacedColumn): Likeness {
  const [was, is] = [keyOf(old), keyOf(fresh)];
  // A key that comes to a column, or goes from it, says nothing against it.
  if (was === undefined || is === undefined) return { score: 0 };
  if (was.refTable !== is.refTable) return { score: -0.2 };
  return { score: 0.2, reason: `both point to ${is.refTable}` };
}

function keyOf({ table, column }: PlacedColumn): ForeignKey | undefined {
  return table.foreignKeys.find(key => key.columns.includes(column.name));
}

// One is added to the number of columns, so that two small tables with `id` and `name` do not look like one.
function columnsFact(old: Table, fresh: Table): Likeness {
  const shared = fresh.columns.filter(column => {
    const other = findColumn(old, column.name);
    return other !== undefined && sameType(other.type, column.type);
  }).length;
  const most = Math.max(old.columns.length, fresh.columns.length);
  if (shared === 0) return { score: 0 };
  const reason = `${shared} of ${most} columns are the same`;
  return { score: (0.75 * shared) / (most + 1), reason };
}
