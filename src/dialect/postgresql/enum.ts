import { MigshError } from '../../error.ts';
import type { OperationOf } from '../../operation/operation.ts';
import { mayUseValue } from '../../operation/uses-value.ts';
import { bareName, qualifierOf } from '../../schema/names.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteNew, quoteNewTable, quoteTable } from './name.ts';

/** `create type "mood" as enum ('glad', 'sad')`. */
export function createEnum({
  enum: made,
}: OperationOf<'createEnum'>): readonly CompiledStatement[] {
  return [{ sql: createEnumSql(made), comment: `create enum ${made.name}` }];
}

/** The statement that creates an enum. */
export function createEnumSql({ name, values }: OperationOf<'createEnum'>['enum']): string {
  return `create type ${quoteNewTable(name)} as enum (${values.map(quoteValue).join(', ')})`;
}

/** `drop type "mood"`. Never `cascade`, which drops columns. */
export function dropEnum({ name }: OperationOf<'dropEnum'>): readonly CompiledStatement[] {
  return [{ sql: `drop type ${quoteTable(name)}`, comment: `drop enum ${name}` }];
}

/**
 * `alter type "mood" add value if not exists 'calm' after 'glad'`. A new value "cannot be used until after the transaction
 * has been committed" (manual, ALTER TYPE): where something behind it in the revision may use it, it is added before, by
 * itself. What runs again finds it there.
 */
export function addEnumValue(
  { name, value, before, after }: OperationOf<'addEnumValue'>,
  { following = [] }: CompileContext,
): readonly CompiledStatement[] {
  const place = [
    ...(before === undefined ? [] : [`before ${quoteText(before)}`]),
    ...(after === undefined ? [] : [`after ${quoteText(after)}`]),
  ];
  const statement = {
    sql: [
      `alter type ${quoteTable(name)} add value if not exists ${quoteValue(value)}`,
      ...place,
    ].join(' '),
    comment: `add value ${value} to enum ${name}`,
  };
  const isUsed = following.some(operation => mayUseValue(operation, { name, value }));
  return [isUsed ? { ...statement, transactional: false } : statement];
}

/** `alter type "mood" rename value 'glad' to 'happy'`; rows, defaults and expressions hold the value by number. */
export function renameEnumValue({
  name,
  from,
  to,
}: OperationOf<'renameEnumValue'>): readonly CompiledStatement[] {
  return [
    {
      sql: `alter type ${quoteTable(name)} rename value ${quoteText(from)} to ${quoteValue(to)}`,
      comment: `rename value ${from} of enum ${name} to ${to}`,
    },
  ];
}

/** `alter type "a" rename to "b"`, and `set schema` where that differs. */
export function renameEnum({ from, to }: OperationOf<'renameEnum'>): readonly CompiledStatement[] {
  const comment = `rename enum ${from} to ${to}`;
  const schema = qualifierOf(to);
  const isMoved = qualifierOf(from) !== schema;
  if (isMoved && schema === '') throw toUnnamedSchema(from, to);
  const moved = isMoved ? `${schema}.${bareName(from)}` : from;
  return [
    ...(isMoved
      ? [{ sql: `alter type ${quoteTable(from)} set schema ${quoteIdentifier(schema)}`, comment }]
      : []),
    ...(moved === to
      ? []
      : [{ sql: `alter type ${quoteTable(moved)} rename to ${quoteNew(bareName(to))}`, comment }]),
  ];
}

/** A value that is about to be made. PostgreSQL keeps at most 63 bytes of it (manual, 8.7.4). */
function quoteValue(value: string): string {
  const bytes = new TextEncoder().encode(value).length;
  if (bytes > 63) throw tooLong(value, bytes);
  return quoteText(value);
}

function tooLong(value: string, bytes: number): MigshError {
  return new MigshError(
    'unsupported',
    `the enum value '${value}' has ${bytes} bytes; PostgreSQL allows 63`,
    { hint: 'shorten it, or keep the values in a text column with a check' },
  );
}

function toUnnamedSchema(from: string, to: string): MigshError {
  return new MigshError(
    'unsupported',
    `enum ${from} would move to the schema that the run points to, which PostgreSQL wants by name`,
    { hint: `name it: op.renameEnum('${from}', 'public.${to}')` },
  );
}
