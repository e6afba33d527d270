import type { Operation } from '../../src/operation/operation.ts';
import type { Table } from '../../src/schema/schema.ts';
import type { Broken, Revision } from './journey.ts';

/** What two failures have in common although names and numbers differ. */
export function signatureOf({ law, message }: Broken): string {
  const [first = ''] = message.split('\n');
  return `${law} ${first}`
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replaceAll(/\b[\w'ößü`]+(?:\.[\w'ößü`]+)+\b/g, '…')
    .replaceAll(/\d+/g, '0')
    .slice(0, 90);
}

/**
 * Fewer and smaller revisions that still break the same law. `fails` says whether a list does; lists that make no sense
 * do not.
 */
export async function shrink(
  revisions: readonly Revision[],
  fails: (revisions: readonly Revision[]) => Promise<boolean>,
  deadline: number,
): Promise<readonly Revision[]> {
  let smallest = revisions;
  for (let before = Infinity; before > sizeOf(smallest);) {
    before = sizeOf(smallest);
    for (let at = 0; ; at += 1) {
      const candidate = [...smaller(smallest)][at];
      if (candidate === undefined) break;
      if (performance.now() > deadline) return smallest;
      // What comes at the same place of the smaller list was not tried yet.
      while (await failsAt(smallest, at)) smallest = [...smaller(smallest)][at] ?? smallest;
    }
  }
  return smallest;

  async function failsAt(list: readonly Revision[], at: number): Promise<boolean> {
    const candidate = [...smaller(list)][at];
    return candidate !== undefined && performance.now() < deadline && fails(candidate);
  }
}

function sizeOf(revisions: readonly Revision[]): number {
  return JSON.stringify(revisions).length;
}

/** Lists that are a little smaller: halves first, then single revisions, operations, and parts of tables. */
function* smaller(list: readonly Revision[]): Generator<readonly Revision[]> {
  for (let size = Math.floor(list.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at + size <= list.length; at += size) {
      yield [...list.slice(0, at), ...list.slice(at + size)];
    }
  }
  for (const [at, revision] of list.entries()) {
    const put = (next: Revision): readonly Revision[] => list.with(at, next);
    const { operations } = revision;
    if (revision.back) yield put({ ...revision, back: false });
    for (const [place, operation] of operations.entries()) {
      if (operations.length > 1)
        yield put({ ...revision, operations: operations.toSpliced(place, 1) });
      for (const simple of simpler(operation)) {
        yield put({ ...revision, operations: operations.with(place, simple) });
      }
    }
  }
}

function* simpler(operation: Operation): Generator<Operation> {
  if (operation.kind === 'createTable') {
    for (const table of smallerTables(operation.table)) yield { ...operation, table };
  } else if (operation.kind === 'alterColumn') yield* withoutKeys(operation, alterable, 4);
  else if (operation.kind === 'addColumn') {
    yield* withoutKeys(operation, ['unique', 'foreignKey'], 0);
    for (const column of withoutKeys(operation.column, ['comment', 'collation', 'default'], 0)) {
      yield { ...operation, column };
    }
  } else if (operation.kind === 'insert' && operation.rows.length > 1) {
    for (const at of operation.rows.keys()) {
      yield { ...operation, rows: operation.rows.toSpliced(at, 1) };
    }
  } else if (operation.kind === 'createIndex') {
    for (const index of withoutKeys(operation.index, ['where', 'using', 'include'], 0)) {
      yield { ...operation, index };
    }
  }
}

const alterable = ['using', 'comment', 'default', 'nullable', 'collation', 'type'] as const;

/** The value without one of these keys each, as long as so many keys are left. */
function* withoutKeys<T extends object>(
  value: T,
  keys: readonly (keyof T)[],
  least: number,
): Generator<T> {
  for (const key of keys) {
    if (value[key] === undefined || Object.keys(value).length <= least) continue;
    const copy = { ...value };
    delete copy[key];
    yield copy;
  }
}

function* smallerTables(table: Table): Generator<Table> {
  for (const list of ['indexes', 'uniques', 'foreignKeys', 'checks'] as const) {
    for (const at of table[list].keys()) yield { ...table, [list]: table[list].toSpliced(at, 1) };
  }
  for (const [at, column] of table.columns.entries()) {
    if (table.columns.length > 1) {
      yield {
        ...table,
        columns: table.columns.toSpliced(at, 1),
        checks: table.checks.filter(check => check.enumOf !== column.name),
      };
    }
    const { comment, collation, default: given, ...rest } = column;
    if (comment ?? collation ?? given) yield { ...table, columns: table.columns.with(at, rest) };
  }
  const { comment, ...rest } = table;
  if (comment !== undefined) yield rest;
}
