import type { DialectName } from '../dialect/dialect.ts';
import type { CompiledStatement } from '../dialect/statement.ts';
import type { Operation } from '../operation/operation.ts';
import type { Schema } from '../schema/schema.ts';
import type { Fact } from './facts.ts';
import type { Hazard } from './hazard.ts';
import { conversionFacts, rebuildFacts } from './operation-facts.ts';
import type { ParsedStatement } from './parsed-statement.ts';
import { postgresqlFacts } from './postgresql-facts.ts';
import type { View } from './rule.ts';
import { rules } from './rules.ts';
import { afterArchive, afterFact, type Situation } from './situation.ts';
import { sqliteFacts } from './sqlite-facts.ts';

/** A compiled operation to be judged. */
export interface Judged {
  readonly dialect: DialectName;
  readonly operation: Operation;
  readonly before: Schema;
  readonly statements: readonly CompiledStatement[];
  /** PostgreSQL: what the parser made of each statement. Without it the statements are not judged. */
  readonly parsed?: readonly ParsedStatement[];
}

/** The hazards of each statement of the operation, and the situation after it. */
export interface Verdict {
  readonly hazards: readonly (readonly Hazard[])[];
  readonly after: Situation;
}

/** Judges an operation by the SQL that carries it out, statement by statement. */
export function checkOperation(judged: Judged, situation: Situation): Verdict {
  const hazards: (readonly Hazard[])[] = [];
  let now = situation;
  for (const [at, statement] of judged.statements.entries()) {
    const found: Hazard[] = [];
    for (const fact of factsOf(judged, statement, at)) {
      found.push(...judge(fact, viewOf(judged, statement, now)));
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

function viewOf(
  { dialect, operation, before }: Judged,
  { transactional }: CompiledStatement,
  situation: Situation,
): View {
  return { dialect, operation, before, situation, transactional: transactional ?? true };
}

function factsOf(judged: Judged, statement: CompiledStatement, at: number): readonly Fact[] {
  const { dialect, operation } = judged;
  const converted = at === 0 && dialect === 'sqlite' ? conversionFacts(operation) : [];
  return [...converted, ...statementFacts(judged, statement, at)];
}

function statementFacts(judged: Judged, statement: CompiledStatement, at: number): readonly Fact[] {
  const { dialect, operation, statements, parsed } = judged;
  if (statement.part !== undefined) {
    const first = statements.findIndex(each => each.part === 'rebuild');
    return at === first ? rebuildFacts(operation) : [];
  }
  if (dialect === 'sqlite') return sqliteFacts(statement.sql);
  const tree = parsed?.[at];
  return tree === undefined ? [] : postgresqlFacts(tree);
}
