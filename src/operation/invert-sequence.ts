import type { Schema } from '../schema/schema.ts';
import { sequenceOf, takesFrom } from './apply-sequence.ts';
import type { Inverse } from './invert.ts';
import type { DropSequence } from './object-operation.ts';
import type { Operation } from './operation.ts';

/** Creates the sequence as it was defined, and gives back the defaults that went with it. It begins at its start again. */
export function sequenceBack({ name, only }: DropSequence, before: Schema): Inverse {
  const sequence = sequenceOf(before, name);
  const defaults = before.tables.flatMap(table =>
    table.columns.flatMap((column): readonly Operation[] =>
      column.default !== undefined && takesFrom(column, name)
        ? [{ kind: 'alterColumn', table: table.name, column: column.name, default: column.default }]
        : [],
    ),
  );
  return [{ kind: 'createSequence', sequence, ...(only && { only }) }, ...defaults];
}
