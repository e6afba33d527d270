import { MigshError } from '../error.ts';
import type { Call } from './call.ts';
import { errorShape, printError } from './print-error.ts';

/** Runs what a signal may stop; says then what was stopped, and gives the exit code that goes with the signal. */
export async function interruptible(
  { interruption, output }: Call,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  try {
    return await interruption.during(work);
  } catch (error) {
    const code = interruption.exitCode();
    const stopped = error instanceof MigshError && error.code === 'interrupted';
    if (!stopped || code === undefined) throw error;
    if (output.json) output.document({ error: errorShape(error) });
    else output.say(printError(error, output.err));
    return code;
  }
}
