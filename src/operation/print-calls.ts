import type { AlterColumn, ForEachOperation, Operation, Sql } from './operation.ts';
import { onOperation } from './operation.ts';
import type { Call, Chain, Code } from './print-code.ts';
import { generatedArguments, sequenceArguments } from './print-column-source.ts';
import { enumArguments } from './print-enum.ts';
import { dropExclusionArguments, exclusionArguments, primaryKeyArguments } from './print-key.ts';
import { literal, object, options, sqlTextArgument, text, texts } from './print-literal.ts';
import { namespaceArguments } from './print-namespace.ts';
import {
  checkArguments,
  columnCalls,
  foreignKeyArguments,
  indexArguments,
  optional,
  tableStatements,
  uniqueArguments,
} from './print-table.ts';
import {
  dropFunctionArguments,
  functionArguments,
  namedArguments,
  policyArguments,
  triggerArguments,
} from './print-trigger.ts';
import { typeArgument } from './print-type.ts';
import { createViewArguments, dropViewArguments } from './print-view.ts';

/** The call of `op` that records the operation. What an operation carries for its inverse alone is not written. */
export function callOf(operation: Operation): Chain {
  const call: Call = {
    name: operation.kind,
    given: onOperation(argumentsOf, operation, undefined),
  };
  return { head: 'op', calls: [call] };
}

const argumentsOf: ForEachOperation<readonly Code[], undefined> = {
  ...enumArguments,
  ...namespaceArguments,
  createTable: ({ table }) => [
    text(table.name),
    { kind: 'block', parameter: 't', statements: tableStatements(table) },
  ],
  dropTable: ({ table }) => [text(table)],
  renameTable: ({ from, to }) => [text(from), text(to)],
  addColumn({ table, column, ...parts }) {
    const body = { head: 'c', calls: columnCalls(table, column, parts) };
    return [text(table), { kind: 'arrow', parameter: 'c', body }];
  },
  dropColumn: ({ table, column }) => [text(table), text(column)],
  renameColumn: ({ table, from, to }) => [text(table), text(from), text(to)],
  alterColumn: operation => [text(operation.table), text(operation.column), alteration(operation)],
  createIndex: ({ table, index, concurrently }) => [
    text(table),
    ...indexArguments(table, index, { concurrently: flag(concurrently) }),
  ],
  dropIndex: ({ table, name, concurrently }) => [
    text(table),
    text(name),
    ...options({ concurrently: flag(concurrently) }),
  ],
  renameIndex: ({ table, from, to }) => [text(table), text(from), text(to)],
  addUnique: ({ table, unique, usingIndex }) => [
    text(table),
    ...uniqueArguments(table, unique, { usingIndex: optional(usingIndex) }),
  ],
  dropUnique: ({ table, name }) => [text(table), text(name)],
  addForeignKey: ({ table, foreignKey }) => [
    text(table),
    ...foreignKeyArguments(table, foreignKey),
  ],
  dropForeignKey: ({ table, name }) => [text(table), text(name)],
  addCheck: ({ table, check }) => [text(table), ...checkArguments(check)],
  dropCheck: ({ table, name }) => [text(table), text(name)],
  renameConstraint: ({ table, from, to }) => [text(table), text(from), text(to)],
  comment: ({ table, column, comment }) => [
    text(table),
    literal(comment),
    ...options({ column: optional(column) }),
  ],
  insert({ table, rows }) {
    const items = rows.map(row =>
      object(Object.fromEntries(Object.entries(row).map(([key, value]) => [key, literal(value)]))),
    );
    return [text(table), { kind: 'list', items }];
  },
  backfill({ table, set, where, transactional }) {
    const expressions = Object.entries(set).map(
      ([column, sql]) => [column, sqlTextArgument(sql)] as const,
    );
    return [
      text(table),
      object({
        set: object(Object.fromEntries(expressions)),
        where: where === undefined ? undefined : sqlTextArgument(where),
        transactional: transactional === false ? literal(false) : undefined,
      }),
    ];
  },
  archive: ({ table, columns }) => [
    text(table),
    ...(columns === undefined ? [] : [texts(columns)]),
  ],
  restore: ({ table, columns }) => [
    text(table),
    ...(columns === undefined ? [] : [texts(columns)]),
  ],
  sql: operation => [
    sqlArgument(operation),
    ...options({ transactional: operation.transactional === false ? literal(false) : undefined }),
  ],
  validate: ({ table, name, transactional }) => [
    text(table),
    text(name),
    ...options({ transactional: transactional === false ? literal(false) : undefined }),
  ],
  addPrimaryKey: primaryKeyArguments,
  dropPrimaryKey: ({ table }) => [text(table)],
  addExclusion: exclusionArguments,
  dropExclusion: dropExclusionArguments,
  createView: createViewArguments,
  dropView: dropViewArguments,
  renameView: ({ from, to }) => [text(from), text(to)],
  createTrigger: triggerArguments,
  dropTrigger: namedArguments,
  createFunction: functionArguments,
  dropFunction: dropFunctionArguments,
  createPolicy: policyArguments,
  dropPolicy: namedArguments,
  rowSecurity: ({ table, mode, only }) => [
    text(table),
    text(mode),
    ...options({ only: optional(only) }),
  ],
  setIdentity: ({ table, column, identity }) => [text(table), text(column), literal(identity)],
  setGenerated: ({ table, column, generated }) => [
    text(table),
    text(column),
    ...(generated === null ? [literal(null)] : generatedArguments(generated)),
  ],
  createSequence: sequenceArguments,
  dropSequence: ({ name, cascade, only }) => [
    text(name),
    ...options({ cascade: cascade && literal(true), only: optional(only) }),
  ],
  run: ({ code, transactional }) => [
    { kind: 'lines', lines: code.split('\n') },
    ...options({ transactional: transactional === false ? literal(false) : undefined }),
  ],
};

function flag(value: true | undefined): Code | undefined {
  return value === undefined ? undefined : literal(value);
}

function alteration(operation: AlterColumn): Code {
  const { type, nullable, default: value, using, comment, collation } = operation;
  return object({
    type: type === undefined ? undefined : typeArgument(type),
    using: optional(using),
    nullable: nullable === undefined ? undefined : literal(nullable),
    default:
      value === null ? literal(null) : value?.kind === 'value' ? literal(value.value) : undefined,
    defaultRaw: value?.kind === 'sql' ? text(value.sql) : undefined,
    comment: comment === undefined ? undefined : literal(comment),
    collation: collation === undefined ? undefined : literal(collation),
  });
}

function sqlArgument({ postgresql, sqlite }: Sql): Code {
  const isOne = postgresql !== undefined && postgresql === sqlite && postgresql.trim() !== '';
  return sqlTextArgument(
    isOne
      ? postgresql
      : {
          ...(postgresql !== undefined && { postgresql }),
          ...(sqlite !== undefined && { sqlite }),
        },
  );
}
