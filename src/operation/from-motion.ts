import { MigshError } from '../error.ts';
import type { MotionChange } from '../schema/change-motion.ts';
import type { Answers } from '../schema/question.ts';
import { findColumn, findTable, type Schema } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Draft } from './draft.ts';
import type { Explained } from './explain.ts';
import { copy } from './from-copy.ts';
import { extract } from './from-extract.ts';
import { merge, split } from './from-merge.ts';
import { moveAlong } from './from-move.ts';
import type { Inverses } from './invert.ts';
import { givers } from './motion-ends.ts';
import type { Operation } from './operation.ts';
import type { MotionContext, Transfer } from './received.ts';

/** What moving rows leaves to know. */
export interface Moved {
  /** What takes each step back. */
  readonly inverses: Inverses;
  /** Steps that do not bear rows which come behind them: where a difference is spread out, they wait for the last. */
  readonly late: ReadonlySet<Operation>;
}

/** Moves the rows with the columns. */
export function moveRows(draft: Draft, { motions }: Changes, answers: Answers): Moved {
  const inverses = new Map<Operation, readonly Explained[]>();
  const late = new Set<Operation>();
  for (const motion of motions) {
    refuseGone(motion, draft.schema);
    const { steps, settle } = transferOf(motion, { answers, schema: draft.schema });
    draft.add(...steps.map(step => step.move), ...settle);
    for (const { move, back } of steps) {
      if (back !== undefined) inverses.set(move, back);
      if (leaves.has(motion.kind)) late.add(move);
    }
  }
  return { inverses, late };
}

/** Motions to another table. */
const leaves: ReadonlySet<MotionChange['kind']> = new Set(['columnMoved', 'tableExtracted']);

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
