import type { DialectName } from '../dialect/dialect.ts';
import type { CompiledStatement } from '../dialect/statement.ts';
import type { CombinedStatement } from '../dialect/together.ts';
import type { Operation } from '../operation/operation.ts';
import type { Schema } from '../schema/schema.ts';
import type { Fact } from './facts.ts';
import type { Hazard } from './hazard.ts';
import { conversionFacts, fitFacts, rebuildFacts } from './operation-facts.ts';
import type { ParsedStatement } from './parsed-statement.ts';
import { postgresqlFacts } from './postgresql-facts.ts';
import type { View } from './rule.ts';
import { rules } from './rules.ts';
import { afterArchive, afterFact, type Situation } from './situation.ts';
import { sqliteFacts } from './sqlite-facts.ts';

/** A compiled operation to be judged. */
export interface Judged extends Judging {
  readonly dialect: DialectName;
  /** `of`: which operation a statement belongs to, 0 or absent for the first. */
  readonly statements: readonly (CompiledStatement & Partial<CombinedStatement>)[];
  /** Further operations that the same statements carry out. */
  readonly along?: readonly Judging[];
  /** PostgreSQL: what the parser made of each statement. Without it the statements are not judged. */
  readonly parsed?: readonly ParsedStatement[];
  /** What the same revision does behind it, in the same direction. */
  readonly following?: readonly Operation[];
}

interface Judging {
  readonly operation: Operation;
  readonly before: Schema;
}

/** The hazards of each statement of the operation, and the situation after it. */
export interface Verdict {
  readonly hazards: readonly (readonly Hazard[])[];
  readonly after: Situation;
}

/**
 * Judges an operation by the SQL that carries it out, statement by statement. Of operations that are carried out together
 * each is judged by itself.
 */
export function checkOperation(judged: Judged, situation: Situation): Verdict {
  const hazards: (readonly Hazard[])[] = [];
  let now = situation;
  for (const [at, { transactional }] of judged.statements.entries()) {
    const found: Hazard[] = [];
    for (const { fact, operation, before } of factsOf(judged, at)) {
      const { dialect, following = [] } = judged;
      const view = { dialect, operation, before, situation: now, following };
      found.push(...judge(fact, { ...view, transactional: transactional ?? true }));
      now = afterFact(now, fact);
    }
    hazards.push(found);
  }
  const { operation } = judged;
  return { hazards, after: operation.kind === 'archive' ? afterArchive(now, operation) : now };
}

function judge(fact: Fact, view: View): readonly Hazard[] {
  // What archive and restore make, fill and drop is their own.
  if (view.operation.kind === 'archive' || view.operation.kind === 'restore') return [];
  return rules.flatMap(rule =>
    rule.judge(fact, view).map(finding => Object.assign({ rule: rule.id }, finding)),
  );
}

/** A fact with the operation that it comes from. */
interface Found extends Judging {
  readonly fact: Fact;
}

function factsOf(judged: Judged, at: number): readonly Found[] {
  const { dialect, along = [] } = judged;
  const all = [judged, ...along];
  const converted =
    at === 0 && dialect === 'sqlite'
      ? all.flatMap(each => from(each, conversionFacts(each.operation)))
      : [];
  const fitted =
    at === 0 ? all.flatMap(each => from(each, fitFacts(each.operation, each.before))) : [];
  return [...converted, ...fitted, ...statementFacts(judged, all, at)];
}

function statementFacts(
  { dialect, statements, parsed }: Judged,
  all: readonly Judging[],
  at: number,
): readonly Found[] {
  const statement = statements[at];
  const own = all[statement?.of ?? 0];
  if (statement === undefined || own === undefined) return [];
  if (statement.part !== undefined) {
    if (at !== statements.findIndex(each => each.part === 'rebuild')) return [];
    return once(all.flatMap(each => from(each, rebuildFacts(each.operation, each.before))));
  }
  if (statement.code !== undefined) return from(own, [{ kind: 'code' }]);
  if (dialect === 'sqlite') return from(own, sqliteFacts(statement.sql));
  const tree = parsed?.[at];
  return tree === undefined ? [] : from(own, postgresqlFacts(tree));
}

function from({ operation, before }: Judging, facts: readonly Fact[]): readonly Found[] {
  return facts.map(fact => ({ fact, operation, before }));
}

/** However much is done by it, a table is copied once. */
function once(facts: readonly Found[]): readonly Found[] {
  const copied = new Set<string>();
  const others = facts.filter(({ fact }) => fact.kind !== 'rebuild');
  const copies = facts.filter(({ fact }) => {
    if (fact.kind !== 'rebuild' || copied.has(fact.table)) return false;
    copied.add(fact.table);
    return true;
  });
  return [...others, ...copies];
}
