import type { Stepper } from './compile-steps.ts';

/** What a script for SQLite is written for: distributions still ship this sqlite3 beside a much newer driver. */
const scriptVersions = { sqlite: '3.40', postgresql: '13' } as const;

/** A stepper whose statements another client can run than the project's own driver. */
export function scriptStepper(stepper: Stepper): Stepper {
  return { ...stepper, version: scriptVersions[stepper.dialect.name] };
}
