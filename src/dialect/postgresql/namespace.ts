import type { OperationOf } from '../../operation/operation.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteNew } from './name.ts';

/** `create schema if not exists "audit"`, as MikroORM makes it. */
export function createSchema({ name }: OperationOf<'createSchema'>): readonly CompiledStatement[] {
  return [
    { sql: `create schema if not exists ${quoteNew(name)}`, comment: `create schema ${name}` },
  ];
}

/** `drop schema "audit"`: stops where something is in it, unless the operation says `cascade`. */
export function dropSchema(operation: OperationOf<'dropSchema'>): readonly CompiledStatement[] {
  const { name } = operation;
  return [
    {
      sql: `drop schema ${quoteIdentifier(name)}${cascading(operation)}`,
      comment: `drop schema ${name}`,
    },
  ];
}

/** `create extension if not exists "citext" schema "public" version '1.6'`. */
export function createExtension({
  extension: { name, schema, version },
}: OperationOf<'createExtension'>): readonly CompiledStatement[] {
  const sql = [
    `create extension if not exists ${quoteNew(name)}`,
    ...(schema === undefined ? [] : [`schema ${quoteIdentifier(schema)}`]),
    ...(version === undefined ? [] : [`version ${quoteText(version)}`]),
  ].join(' ');
  return [{ sql, comment: `create extension ${name}` }];
}

/** `drop extension "citext"`: stops where something uses it, unless the operation says `cascade`. */
export function dropExtension(
  operation: OperationOf<'dropExtension'>,
): readonly CompiledStatement[] {
  const { name } = operation;
  return [
    {
      sql: `drop extension ${quoteIdentifier(name)}${cascading(operation)}`,
      comment: `drop extension ${name}`,
    },
  ];
}

function cascading({ cascade }: { readonly cascade?: true }): string {
  return cascade === true ? ' cascade' : '';
}
