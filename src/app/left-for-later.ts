import type { SchemaChange } from '../schema/change.ts';
import { compareSchemas } from '../schema/compare.ts';
import type { Schema } from '../schema/schema.ts';

/** What answers put off, `nullable` for now, and what is wanted until then. */
export interface LeftForLater {
  readonly later: readonly SchemaChange[];
  readonly wanted: Schema;
}

/** Holds what a draft makes of the recorded schema, in portable terms, against what the entities want. */
export function leftForLater(drafted: Schema, desired: Schema): LeftForLater {
  const { changes } = compareSchemas(drafted, desired, {});
  const later = changes.filter(change => change.kind === 'columnChanged');
  const columns = new Map(later.map(({ table, from }) => [`${table}\0${from.name}`, from]));
  return {
    later,
    wanted: {
      ...desired,
      tables: desired.tables.map(table => ({
        ...table,
        columns: table.columns.map(
          column => columns.get(`${table.name}\0${column.name}`) ?? column,
        ),
      })),
    },
  };
}
