import type { Schema } from '../schema/schema.ts';
import { numberingOf } from './apply-column-source.ts';
import { columnOf, tableOf } from './bad-operation.ts';
import type { SetGenerated, SetIdentity } from './column-operation.ts';
import type { Inverse } from './invert.ts';

/** Numbers the column as it was numbered before, or not at all. */
export function numberingBack(
  { kind, table, column, identity }: SetIdentity,
  before: Schema,
): Inverse {
  const old = numberingOf(columnOf(tableOf(before, table), column)) ?? null;
  return [{ kind, table, column, identity: old, previous: identity }];
}

/** Computes the column as before. One that was an ordinary one keeps what was computed, and gets its default back. */
export function generatedBack(
  { kind, table, column: name }: SetGenerated,
  before: Schema,
): Inverse {
  const column = columnOf(tableOf(before, table), name);
  const { default: value, generated } = column;
  return [
    { kind, table, column: name, generated: generated ?? null },
    ...(value === undefined
      ? []
      : [{ kind: 'alterColumn' as const, table, column: name, default: value }]),
  ];
}
