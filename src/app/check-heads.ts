import { MigshError } from '../error.ts';
import { tips } from '../revision/walk.ts';
import { finishedIn, readApplied } from './applied.ts';
import type { AppContext } from './context.ts';
import { environment } from './environment.ts';

/** What is applied, beside the heads that are not. */
export interface HeadsCheck {
  readonly current: readonly string[];
  /** Heads of the files that are not applied, or cut off half-way. */
  readonly pendingHeads: readonly string[];
}

export interface CheckHeadsOptions {
  /** Milliseconds to go on looking until every head is applied; 0: one look. */
  readonly wait: number;
  readonly signal: AbortSignal;
  /** Told after each look that finds something pending and is not the last: a check, or why none was possible. */
  readonly onLook: (found: HeadsCheck | MigshError) => void;
}

/** Milliseconds between two looks. */
const interval = 1000;

/**
 * Whether every head of the files is applied. Creates nothing. A database that cannot be reached yet is waited for too.
 * @throws MigshError `interrupted`, and after the wait why the database could not be read
 */
export async function checkHeads(
  context: AppContext,
  { wait, signal, onLook }: CheckHeadsOptions,
): Promise<HeadsCheck> {
  const from = environment.elapsed();
  for (;;) {
    const found = await look(context);
    if (signal.aborted) throw stopped();
    const isDone = !(found instanceof MigshError) && found.pendingHeads.length === 0;
    const left = wait - (environment.elapsed() - from);
    if (isDone || left <= 0) {
      if (found instanceof MigshError) throw found;
      return found;
    }
    onLook(found);
    await environment.sleep(Math.min(interval, left), signal).catch(() => {});
    if (signal.aborted) throw stopped();
    // The database, or its file, may have been made since.
    await context.disconnect();
  }
}

async function look(context: AppContext): Promise<HeadsCheck | MigshError> {
  const { graph } = context.history();
  try {
    const { known, missing, partial, halfUp } = await readApplied(context);
    return {
      current: [...tips(graph, finishedIn({ known, halfUp })), ...missing],
      pendingHeads: graph.heads.filter(id => !known.has(id) || partial.includes(id)),
    };
  } catch (error) {
    if (error instanceof MigshError && passing.has(error.code)) return error;
    throw error;
  }
}

/** What may be otherwise in a moment. */
const passing: ReadonlySet<string> = new Set(['unreachable', 'no-such-database', 'locked']);

function stopped(): MigshError {
  return new MigshError('interrupted', 'stopped while waiting for the heads', {
    hint: 'migsh current says what is applied',
  });
}
