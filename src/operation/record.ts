import type { Operation, RecordedOperation } from './operation.ts';
import { opCalls } from './record-calls.ts';
import { refuse } from './record-check.ts';
import type { Place, Push } from './record-guard.ts';
import { guard } from './record-guard.ts';
import type { Op } from './record-op.ts';

/** For which dialect, and where the revision stands in errors. */
export interface RecordOptions extends Place {
  readonly dialect: Op['dialect'];
}

/**
 * Runs `up` or `down` with an `op` that records; sees no database. What is wrong with a call is said with its name,
 * file and line. Calls that come after `run` has returned are refused; what it returns is not looked at.
 * @throws MigshError `bad-operation`, `unsupported`
 */
export function recordOperations(
  run: (op: Op) => unknown,
  options: RecordOptions,
): RecordedOperation[] {
  const recorded: RecordedOperation[] = [];
  let open = true;
  const push: Push = (operation, code) => {
    if (!open) throw refuse('comes after its function has ended');
    refuseSecondArchive(operation, recorded);
    const line = options.locate?.();
    recorded.push({
      operation,
      ...(line === undefined ? {} : { line }),
      ...(code === undefined ? {} : { run: code }),
    });
  };
  const op: Op = { dialect: options.dialect, ...opCalls(push, options) };
  run(guard(op, { label: 'op', place: options }));
  open = false;
  return recorded;
}

/** An archive bears the name of its table and its revision, so that there is one until it is restored. */
function refuseSecondArchive(operation: Operation, recorded: readonly RecordedOperation[]): void {
  if (operation.kind !== 'archive') return;
  const { table } = operation;
  const last = recorded.findLast(
    ({ operation: { kind, ...rest } }) =>
      (kind === 'archive' || kind === 'restore') && 'table' in rest && rest.table === table,
  );
  if (last?.operation.kind !== 'archive') return;
  throw refuse(
    `keeps something of ${table} a second time`,
    `name all columns in one call: op.archive('${table}', [...])`,
  );
}
