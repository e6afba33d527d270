import { sameGenerated } from '../schema/same-generated.ts';
import type { Column } from '../schema/schema.ts';
import type { Changes } from './changes.ts';
import type { Numbering } from './column-operation.ts';
import type { Operation } from './operation.ts';

/** Stops numbering columns that are not numbered any more: before their key can go. */
export function numberingOff(changes: Changes): readonly Operation[] {
  return numberings(changes).filter(({ identity }) => identity === null);
}

/** Numbers columns that were not, or in another way: once their key is there. */
export function numberingOn(changes: Changes): readonly Operation[] {
  return numberings(changes).filter(({ identity }) => identity !== null);
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
