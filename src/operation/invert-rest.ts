import { sqlTable } from '../schema/expression.ts';
import { literalSql } from '../schema/literal.ts';
import { findTable, type Schema } from '../schema/schema.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import { findView } from '../schema/view-edit.ts';
import { apply } from './apply.ts';
import { namedIn, tableOf } from './bad-operation.ts';
import type { Inverse } from './invert.ts';
import type {
  AddUnique,
  CreateTable,
  DropCheck,
  DropForeignKey,
  DropIndex,
  DropTable,
  DropUnique,
  Insert,
} from './operation.ts';

export function tableGone(operation: CreateTable, before: Schema): Inverse {
  const { name } = operation.table;
  const definition = findTable(apply(before, operation), name) ?? operation.table;
  return [{ kind: 'dropTable', table: name, definition }];
}

/** Creates a dropped table in full, as it was. */
export function tableBack({ table }: DropTable, before: Schema): Inverse {
  const { exclusions = [], ...whole } = tableOf(before, table);
  return [
    { kind: 'createTable', table: whole },
    // Where the other dialect left them out, so does their return.
    ...exclusions.map(exclusion => ({
      kind: 'addExclusion' as const,
      table,
      exclusion,
      only: 'postgresql' as const,
    })),
  ];
}

export function indexBack({ table, name, concurrently }: DropIndex, before: Schema): Inverse {
  const indexes = findView(before, table)?.indexes ?? tableOf(before, table).indexes;
  const index = namedIn(indexes, name, { sort: 'index', table });
  return [{ kind: 'createIndex', table, index, ...(concurrently && { concurrently }) }];
}

/** What was an index before is one again. */
export function uniqueGone({ table, unique, usingIndex }: AddUnique, before: Schema): Inverse {
  const index = tableOf(before, table).indexes.find(({ name }) => name === usingIndex);
  return [
    { kind: 'dropUnique', table, name: unique.name, definition: unique },
    ...(index === undefined ? [] : [{ kind: 'createIndex' as const, table, index }]),
  ];
}

export function uniqueBack({ table, name }: DropUnique, before: Schema): Inverse {
  const { uniques } = tableOf(before, table);
  const unique = namedIn(uniques, name, { sort: 'unique constraint', table });
  return [{ kind: 'addUnique', table, unique }];
}

export function foreignKeyBack({ table, name }: DropForeignKey, before: Schema): Inverse {
  const { foreignKeys } = tableOf(before, table);
  const foreignKey = namedIn(foreignKeys, name, { sort: 'foreign key', table });
  return [{ kind: 'addForeignKey', table, foreignKey }];
}

export function checkBack({ table, name }: DropCheck, before: Schema): Inverse {
  const { checks } = tableOf(before, table);
  return [{ kind: 'addCheck', table, check: namedIn(checks, name, { sort: 'check', table }) }];
}

/** `delete from "tag" where ("id" = 1) or ("id" = 2)`: by the primary key, which the rows have to name. */
export function rowsGone({ table, rows }: Insert, before: Schema): Inverse {
  const columns = tableOf(before, table).primaryKey?.columns ?? [];
  if (columns.length === 0) {
    return { irreversible: `${table} has no primary key to find the inserted rows by` };
  }
  if (rows.length === 0) return [];
  const keys = rows.map(row => columns.map(column => row[column] ?? null));
  if (keys.some(key => key.includes(null))) {
    return { irreversible: `rows were inserted into ${table} without their ${columns.join(', ')}` };
  }
  const conditions = keys.map(key => {
    const parts = key.map(
      (value, at) => `${quoteIdentifier(columns[at] ?? '')} = ${literalSql(value ?? '')}`,
    );
    return `(${parts.join(' and ')})`;
  });
  const text = `delete from ${sqlTable(table)} where ${conditions.join(' or ')}`;
  return [{ kind: 'sql', postgresql: text, sqlite: text }];
}
