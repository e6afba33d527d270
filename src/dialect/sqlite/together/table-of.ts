import type { Operation } from '../../../operation/operation.ts';

/** The table that an alteration is about; '' for another operation. */
export function tableOf(operation: Operation): string {
  return 'table' in operation && typeof operation.table === 'string' ? operation.table : '';
}
