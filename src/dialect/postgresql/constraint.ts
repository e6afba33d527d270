import { describePart } from '../../operation/describe-objects.ts';
import type {
  AddCheck,
  AddForeignKey,
  AddUnique,
  CreateIndex,
  DropIndex,
  RenameConstraint,
  RenameIndex,
} from '../../operation/operation.ts';
import type { Unique } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';
import { partSql } from './index-part.ts';
import { quoteBeside, quoteList, quoteNew, quoteTable } from './name.ts';

/** `alter table "t" add constraint "n" unique ("a")`: a constraint, not an index, as MikroORM makes it. */
export function addUnique({ table, unique }: AddUnique): readonly CompiledStatement[] {
  return [
    {
      sql: `${addConstraint(table, unique.name)} unique (${quoteList(unique.columns)})${deferrable(unique)}`,
      comment: `add unique ${unique.name} on ${table} (${unique.columns.join(', ')})`,
    },
  ];
}

/** `alter table "t" add constraint "n" foreign key ("a") references "r" ("id") on delete cascade`. */
export function addForeignKey({ table, foreignKey }: AddForeignKey): readonly CompiledStatement[] {
  const { name, columns, refTable, refColumns, onUpdate, onDelete } = foreignKey;
  const sql = [
    `${addConstraint(table, name)} foreign key (${quoteList(columns)})`,
    `references ${quoteTable(refTable)} (${quoteList(refColumns)})`,
    ...(onUpdate === undefined ? [] : [`on update ${onUpdate}`]),
    ...(onDelete === undefined ? [] : [`on delete ${onDelete}`]),
  ].join(' ');
  const comment = `add foreign key ${name}: ${table} (${columns.join(', ')}) to ${refTable}`;
  return [{ sql: sql + deferrable(foreignKey), comment }];
}

/** `alter table "t" add constraint "n" check (total >= 0)`. */
export function addCheck({ table, check }: AddCheck): readonly CompiledStatement[] {
  return [
    {
      sql: `${addConstraint(table, check.name)} check (${check.expression})`,
      comment: `add check ${check.name} on ${table}`,
    },
  ];
}

/** `alter table "t" drop constraint "n"`, for uniques, foreign keys and checks. Never `cascade`. */
export function dropConstraint({
  table,
  name,
}: {
  readonly table: string;
  readonly name: string;
}): readonly CompiledStatement[] {
  return [
    {
      sql: `alter table ${quoteTable(table)} drop constraint ${quoteIdentifier(name)}`,
      comment: `drop constraint ${name} of ${table}`,
    },
  ];
}

/** `alter table "t" rename constraint "a" to "b"`; the index of a unique or primary key is renamed with it. */
export function renameConstraint({
  table,
  from,
  to,
}: RenameConstraint): readonly CompiledStatement[] {
  return [
    {
      sql: `alter table ${quoteTable(table)} rename constraint ${quoteIdentifier(from)} to ${quoteNew(to)}`,
      comment: `rename constraint ${from} of ${table} to ${to}`,
    },
  ];
}

/** `create unique index "n" on "t" using gin ("a") include ("b") where …`. */
export function createIndex({ table, index }: CreateIndex): readonly CompiledStatement[] {
  const { name, columns, unique, using, include, where } = index;
  const sql = [
    `create ${unique ? 'unique ' : ''}index ${quoteNew(name)} on ${quoteTable(table)}`,
    ...(using === undefined ? [] : [`using ${using}`]),
    `(${columns.map(partSql).join(', ')})`,
    ...(include === undefined || include.length === 0 ? [] : [`include (${quoteList(include)})`]),
    ...(where === undefined ? [] : [`where ${where}`]),
  ].join(' ');
  return [
    { sql, comment: `create index ${name} on ${table} (${columns.map(describePart).join(', ')})` },
  ];
}

/** `drop index "n"`: an index stands in the schema of its table. */
export function dropIndex({ table, name }: DropIndex): readonly CompiledStatement[] {
  return [
    { sql: `drop index ${quoteBeside(table, name)}`, comment: `drop index ${name} of ${table}` },
  ];
}

/** `alter index "a" rename to "b"`. */
export function renameIndex({ table, from, to }: RenameIndex): readonly CompiledStatement[] {
  return [
    {
      sql: `alter index ${quoteBeside(table, from)} rename to ${quoteNew(to)}`,
      comment: `rename index ${from} of ${table} to ${to}`,
    },
  ];
}

function addConstraint(table: string, name: string): string {
  return `alter table ${quoteTable(table)} add constraint ${quoteNew(name)}`;
}

function deferrable({ deferrable: mode }: Pick<Unique, 'deferrable'>): string {
  return mode === undefined ? '' : ` deferrable initially ${mode}`;
}
