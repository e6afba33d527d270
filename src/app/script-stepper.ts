import type { RecordedRevision } from '../project/load-revision.ts';
import type { Stepper } from './compile-steps.ts';

/** What a script is written for: distributions still ship this sqlite3 beside a much newer driver. */
const scriptVersions = { sqlite: '3.40', postgresql: '13' } as const;

/**
 * A stepper whose statements another client can run than the project's own driver. A revision that does not fit into
 * one transaction keeps the driver's statements: the journal counts them, and a run may have to go on where a script was cut off.
 */
export function scriptStepper(stepper: Stepper, { up, down }: RecordedRevision): Stepper {
  const isWhole = [...up, ...(down ?? [])].every(
    ({ operation }) =>
      (operation.kind !== 'sql' && operation.kind !== 'run') || operation.transactional !== false,
  );
  return isWhole ? { ...stepper, version: scriptVersions[stepper.dialect.name] } : stepper;
}
