import type { Schema } from '../schema/schema.ts';
import { badOperation, namedIn, tableOf } from './bad-operation.ts';
import type {
  AddPrimaryKey,
  DropExclusion,
  DropPrimaryKey,
  Validate,
} from './constraint-operation.ts';
import type { Inverse } from './invert.ts';

/** Drops what was validated and adds it `notValid` again. */
export function validateBack({ table, name }: Validate, before: Schema): Inverse {
  const { foreignKeys, checks } = tableOf(before, table);
  const foreignKey = foreignKeys.find(key => key.name === name);
  if (foreignKey !== undefined) {
    return [
      { kind: 'dropForeignKey', table, name, definition: foreignKey },
      { kind: 'addForeignKey', table, foreignKey },
    ];
  }
  const check = namedIn(checks, name, { sort: 'foreign key or check', table });
  return [
    { kind: 'dropCheck', table, name, definition: check },
    { kind: 'addCheck', table, check },
  ];
}

/** Drops the key; the index that it was made of comes back. */
export function primaryKeyGone(operation: AddPrimaryKey, before: Schema): Inverse {
  const { table, primaryKey, usingIndex } = operation;
  const index = tableOf(before, table).indexes.find(each => each.name === usingIndex);
  return [
    { kind: 'dropPrimaryKey', table, definition: primaryKey },
    ...(index === undefined ? [] : [{ kind: 'createIndex' as const, table, index }]),
  ];
}

export function primaryKeyBack({ table }: DropPrimaryKey, before: Schema): Inverse {
  const { primaryKey } = tableOf(before, table);
  if (primaryKey === undefined) {
    throw badOperation(`table ${table} has no primary key`, 'leave op.dropPrimaryKey out');
  }
  return [{ kind: 'addPrimaryKey', table, primaryKey }];
}

export function exclusionBack({ table, name, only }: DropExclusion, before: Schema): Inverse {
  const { exclusions = [] } = tableOf(before, table);
  const exclusion = namedIn(exclusions, name, { sort: 'exclusion', table });
  return [{ kind: 'addExclusion', table, exclusion, ...(only && { only }) }];
}
