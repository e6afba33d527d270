import type { DialectName } from '../dialect/dialect.ts';
import type { Operation } from '../operation/operation.ts';
import type { Schema } from '../schema/schema.ts';
import type { Fact } from './facts.ts';
import type { Hazard } from './hazard.ts';
import type { Situation } from './situation.ts';

/** A hazard rule. Its id is its file's name and its page's: `docs/hazards/<id>.md`. */
export interface Rule {
  readonly id: string;
  /** What is to be said about the fact; nothing where the rule does not apply. */
  readonly judge: (fact: Fact, view: View) => readonly Finding[];
}

/** A hazard without the rule that found it. */
export type Finding = Omit<Hazard, 'rule'>;

/** What a rule may look at besides the fact. */
export interface View {
  readonly dialect: DialectName;
  /** The operation that the statement belongs to. */
  readonly operation: Operation;
  /** false: the statement runs outside the revision's transaction. */
  readonly transactional: boolean;
  /** The schema before the operation, as the revisions describe it; what `op.sql` did is not in it. */
  readonly before: Schema;
  readonly situation: Situation;
  /** What the same revision does behind the operation, in the same direction. */
  readonly following: readonly Operation[];
}
