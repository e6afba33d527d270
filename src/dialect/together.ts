import type { Operation } from '../operation/operation.ts';
import type { Catalog, CompileContext } from './dialect.ts';
import type { CompiledStatement } from './statement.ts';

/** One operation with the statements that carry it out by itself. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly context: CompileContext;
  readonly statements: readonly CompiledStatement[];
}

/** A statement of several operations that are carried out together. */
export interface CombinedStatement extends CompiledStatement {
  /** Whose it is, counted from 0; the first one's where it is everybody's. */
  readonly of: number;
}

/**
 * How consecutive operations on one table are carried out together. Operations are compiled one by one; what they would
 * do is then done at once, so that an operation need not know of others.
 */
export interface Together {
  /** Whether an operation can be carried out together with those before it; with none before it, with others at all. */
  joins(group: readonly CompiledOperation[], next: CompiledOperation): boolean;
  /**
   * The statements that leave the database as those of the operations one by one would, `after`; undefined where
   * nothing is gained.
   */
  combine(
    group: readonly CompiledOperation[],
    after: Catalog,
  ): readonly CombinedStatement[] | undefined;
}
