import { MigshError } from '../error.ts';
import type { MotionChange } from '../schema/change-motion.ts';
import type { Answers } from '../schema/question.ts';
import { findColumn, findTable, type Schema } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Draft } from './draft.ts';
import { copy } from './from-copy.ts';
import { extract } from './from-extract.ts';
import { merge, split } from './from-merge.ts';
import { moveAlong } from './from-move.ts';
import type { Inverses } from './invert.ts';
import { givers } from './motion-ends.ts';
import type { Operation } from './operation.ts';
import type { MotionContext, Transfer } from './received.ts';
import { backBefore, bearsSpreading, receiving, wholeTransfer } from './spread-motion.ts';

/** What moving rows leaves to know. */
export interface Moved {
  /** What takes each step back. */
  readonly inverses: Inverses;
  /** What is not spread over several revisions: it waits for the last. */
  readonly late: ReadonlySet<Operation>;
}

/**
 * Moves the rows with the columns.
 * @param way `spread`: over several revisions, as far as a motion bears that.
 */
export function moveRows(
  draft: Draft,
  { motions }: Changes,
  answers: Answers,
  way: 'whole' | 'spread',
): Moved {
  const inverses = new Map<Operation, readonly Operation[]>();
  const late = new Set<Operation>();
  for (const motion of motions) {
    refuseGone(motion, draft.schema);
    const context = { answers, schema: draft.schema };
    const isSpread = way === 'spread' && bearsSpreading(motion, context);
    const own = transferOf(motion, { ...context, isSpread });
    const isLate = way === 'spread' && !isSpread;
    const transfer = isLate ? wholeTransfer(own) : own;
    const steps = transfer.steps.map(step => step.move);
    const made = isLate ? receiving(motion, draft.operations) : [];
    for (const each of isLate ? [...made, ...steps] : []) late.add(each);
    for (const { move, back } of transfer.steps) if (back) inverses.set(move, back);
    if (isSpread) {
      for (const [each, back] of backBefore(motion, transfer, draft.operations)) {
        inverses.set(each, back);
      }
    }
    draft.add(...steps, ...transfer.settle);
  }
  return { inverses, late };
}

/** How the rows go along with one motion. */
function transferOf(motion: MotionChange, context: MotionContext): Transfer {
  if (motion.kind === 'columnsMerged') return merge(motion, context);
  if (motion.kind === 'columnSplit') return split(motion, context);
  if (motion.kind === 'columnCopied') return copy(motion, context);
  return motion.kind === 'columnMoved' ? moveAlong(motion, context) : extract(motion, context);
}

/** What goes first, because something that comes needs its name, cannot be read any more. */
function refuseGone(motion: MotionChange, schema: Schema): void {
  for (const { table, column } of givers(motion)) {
    const owner = findTable(schema, table);
    if (owner && findColumn(owner, column.name) !== undefined) continue;
    throw new MigshError(
      'unsupported',
      `the values of ${table}.${column.name} cannot go along: the column has to go before something comes under a name of its own`,
      {
        hint: `rename what takes its name, or that of another column that goes, in a revision of its own first; or answer replace`,
      },
    );
  }
}
