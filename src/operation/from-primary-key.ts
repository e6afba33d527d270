import { type Changes, ofKind } from './changes.ts';
import type { Operation } from './operation.ts';

/** Takes away the primary keys that change, before columns of theirs can go. */
export function dropPrimaryKeys({ all }: Changes): readonly Operation[] {
  return ofKind(all, 'primaryKeyChanged').flatMap(({ table, from }): Operation[] =>
    from === undefined ? [] : [{ kind: 'dropPrimaryKey', table, definition: from }],
  );
}

/** Gives tables their new primary keys, once the columns are there. */
export function addPrimaryKeys({ all }: Changes): readonly Operation[] {
  return ofKind(all, 'primaryKeyChanged').flatMap(({ table, to }): Operation[] =>
    to === undefined ? [] : [{ kind: 'addPrimaryKey', table, primaryKey: to }],
  );
}
