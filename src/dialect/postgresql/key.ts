import type {
  AddExclusion,
  AddPrimaryKey,
  DropPrimaryKey,
  Validate,
} from '../../operation/constraint-operation.ts';
import { derivedName } from '../../schema/names.ts';
import type { ExclusionElement } from '../../schema/objects.ts';
import { findTable } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteList, quoteNew, quoteTable } from './name.ts';

/**
 * `alter table "t" validate constraint "n"`: reads every row while others read and write. Outside the transaction the lock
 * of adding it is not held meanwhile; what is valid already is not read again (manual, ALTER TABLE).
 */
export function validate({ table, name, transactional }: Validate): readonly CompiledStatement[] {
  return [
    {
      sql: `alter table ${quoteTable(table)} validate constraint ${quoteIdentifier(name)}`,
      comment: `check the rows of ${table} against ${name}`,
      ...(transactional === false && { transactional }),
    },
  ];
}

/** `alter table "t" add constraint "t_pkey" primary key ("id")`, or `primary key using index "i"`. */
export function addPrimaryKey(operation: AddPrimaryKey): readonly CompiledStatement[] {
  const { table, primaryKey, usingIndex } = operation;
  const over =
    usingIndex === undefined
      ? `(${quoteList(primaryKey.columns)})`
      : `using index ${quoteIdentifier(usingIndex)}`;
  return [
    {
      sql: `alter table ${quoteTable(table)} add constraint ${quoteNew(primaryKey.name)} primary key ${over}`,
      comment: `add primary key ${primaryKey.name} on ${table} (${primaryKey.columns.join(', ')})`,
    },
  ];
}

/** `alter table "t" drop constraint "t_pkey"`. */
export function dropPrimaryKey(
  { table, definition }: DropPrimaryKey,
  { before }: CompileContext,
): readonly CompiledStatement[] {
  const key = findTable(before, table)?.primaryKey ?? definition;
  const name = key?.name ?? derivedName(table, [], 'primary');
  return [
    {
      sql: `alter table ${quoteTable(table)} drop constraint ${quoteIdentifier(name)}`,
      comment: `drop the primary key of ${table}`,
    },
  ];
}

/** `alter table "t" add constraint "n" exclude using gist ("room" with =, "during" with &&) where (…)`. */
export function addExclusion({ table, exclusion }: AddExclusion): readonly CompiledStatement[] {
  const { name, using = 'gist', elements, where, deferrable } = exclusion;
  return [
    {
      sql: [
        `alter table ${quoteTable(table)} add constraint ${quoteNew(name)}`,
        `exclude using ${using} (${elements.map(elementSql).join(', ')})`,
        ...(where === undefined ? [] : [`where (${where})`]),
        ...(deferrable === undefined ? [] : [`deferrable initially ${deferrable}`]),
      ].join(' '),
      comment: `add exclusion ${name} on ${table}`,
    },
  ];
}

function elementSql({ column, expression, operator }: ExclusionElement): string {
  const what = column === undefined ? `(${expression ?? ''})` : quoteIdentifier(column);
  return `${what} with ${operator}`;
}
