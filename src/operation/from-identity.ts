import { sameGenerated } from '../schema/same-generated.ts';
import type { Column } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Numbering } from './column-operation.ts';
import type { Operation } from './operation.ts';

/** Stops numbering columns that are not numbered any more, or go with the key that they are: before their key can go. */
export function numberingOff(changes: Changes): readonly Operation[] {
  const keys = ofKind(changes.all, 'primaryKeyChanged');
  const going = changes.columnRemoved
    .filter(({ table, column }) =>
      keys.some(key => key.table === table && key.from?.columns.includes(column.name)),
    )
    .flatMap(({ table, column }) => {
      const previous = numberingOf(column);
      const { name } = column;
      return previous === null
        ? []
        : [{ kind: 'setIdentity' as const, table, column: name, identity: null, previous }];
    });
  return [...numberings(changes).filter(({ identity }) => identity === null), ...going];
}

/** Numbers columns that were not, or in another way, or come as a key: once their key is there. */
export function numberingOn(changes: Changes): readonly Operation[] {
  const coming = changes.columnAdded.flatMap(({ table, column }) => {
    const identity = oldKey(changes, table, column) === undefined ? null : numberingOf(column);
    const { name } = column;
    return identity === null
      ? []
      : [{ kind: 'setIdentity' as const, table, column: name, identity, previous: null }];
  });
  return [...numberings(changes).filter(({ identity }) => identity !== null), ...coming];
}

/** The columns that were the key of a table which gets this numbered column as its key; undefined for any other column. */
export function oldKey(
  { all }: Changes,
  table: string,
  column: Column,
): readonly string[] | undefined {
  if (numberingOf(column) === null) return undefined;
  return ofKind(all, 'primaryKeyChanged').find(
    key => key.table === table && key.to?.columns.includes(column.name),
  )?.from?.columns;
}

/** Makes a column computed, or stops that, or computes it otherwise. */
export function generatedOperations(table: string, from: Column, to: Column): readonly Operation[] {
  if (sameGenerated(from.generated, to.generated)) return [];
  const { name: column } = to;
  return [{ kind: 'setGenerated', table, column, generated: to.generated ?? null, before: from }];
}

function numberings({ columnChanged }: Changes) {
  return columnChanged.flatMap(({ table, from, to }) => {
    const [previous, identity] = [numberingOf(from), numberingOf(to)];
    if (previous === identity) return [];
    return [{ kind: 'setIdentity' as const, table, column: to.name, identity, previous }];
  });
}

function numberingOf({ autoincrement, identity }: Column): Numbering | null {
  return identity ?? (autoincrement === true ? 'autoincrement' : null);
}
