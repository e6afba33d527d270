import { MigshError } from '../error.ts';

/**
 * Refuses a statement that begins or ends a transaction: the one that holds the revision together with its journal row
 * would be over, and nothing could be taken back any more. Savepoints are left alone.
 * @throws MigshError `bad-operation`
 */
export function refuseTransactionControl(statement: string): void {
  const words = transactionControl(statement);
  if (words === undefined) return;
  throw new MigshError(
    'bad-operation',
    `op.sql: ${words} would begin or end the transaction that the revision runs in`,
    {
      hint: 'take it out: a revision is one transaction; what cannot be in one goes into op.sql(…, { transactional: false })',
    },
  );
}

/** The words with which a statement begins or ends a transaction; undefined where it does not. */
export function transactionControl(statement: string): string | undefined {
  return control.exec(statement)?.[1]?.toLowerCase();
}

// Comments may stand before the first word. `rollback to` names a savepoint.
const control =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(begin|start\s+transaction|commit|end|abort|prepare\s+transaction|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b))\b/i;
