import type { DialectName } from '../dialect/dialect.ts';
import type { RecordedOperation } from '../operation/operation.ts';
import { mayUseValue } from '../operation/uses-value.ts';
import type { RecordedRevision } from '../project/load-revision.ts';
import type { Stepper } from './compile-steps.ts';

/** What a script is written for: distributions still ship this sqlite3 beside a much newer driver. */
const scriptVersions = { sqlite: '3.40', postgresql: '13' } as const;

/**
 * A stepper whose statements another client can run than the project's own driver. A revision that does not fit into
 * one transaction keeps the driver's statements: the journal counts them, and a run may have to go on where a script was cut off.
 */
export function scriptStepper(stepper: Stepper, { up, down }: RecordedRevision): Stepper {
  const { name } = stepper.dialect;
  const isWhole = [up, down ?? []].every(all => !all.some((_, at) => isApart(all, at, name)));
  return isWhole ? { ...stepper, version: scriptVersions[name] } : stepper;
}

/** Whether an operation runs outside of the transaction, so that it parts the revision. */
function isApart(all: readonly RecordedOperation[], at: number, dialect: DialectName): boolean {
  const operation = all[at]?.operation;
  if (operation?.kind === 'sql' || operation?.kind === 'run') {
    return operation.transactional === false;
  }
  if (dialect !== 'postgresql' || operation === undefined) return false;
  if (operation.kind === 'createIndex' || operation.kind === 'dropIndex') {
    return operation.concurrently === true;
  }
  const following = all.slice(at + 1);
  return (
    operation.kind === 'addEnumValue' &&
    following.some(each => mayUseValue(each.operation, operation))
  );
}
