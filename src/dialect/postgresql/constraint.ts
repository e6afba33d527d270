import type {
  AddCheck,
  AddForeignKey,
  AddUnique,
  RenameConstraint,
} from '../../operation/operation.ts';
import type { Unique } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { refuseOlder } from './indexes.ts';
import { quoteList, quoteNew, quoteTable } from './name.ts';

/**
 * `alter table "t" add constraint "n" unique ("a")`: a constraint, not an index, as MikroORM makes it. With an index it is
 * `unique using index "i"`, which takes no scan and gives the index the constraint's name.
 */
export function addUnique(
  { table, unique, usingIndex }: AddUnique,
  context?: Pick<CompileContext, 'catalog'>,
): readonly CompiledStatement[] {
  refuseOlder(unique.nullsNotDistinct, context);
  const nulls = unique.nullsNotDistinct === true ? 'nulls not distinct ' : '';
  const over =
    usingIndex === undefined
      ? `${nulls}(${quoteList(unique.columns)})`
      : `using index ${quoteIdentifier(usingIndex)}`;
  return [
    {
      sql: `${addConstraint(table, unique.name)} unique ${over}${deferrable(unique)}`,
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
  return [{ sql: sql + deferrable(foreignKey) + notValid(foreignKey), comment }];
}

/** `alter table "t" add constraint "n" check (total >= 0)`. */
export function addCheck({ table, check }: AddCheck): readonly CompiledStatement[] {
  return [
    {
      sql: `${addConstraint(table, check.name)} check (${check.expression})${notValid(check)}`,
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

function addConstraint(table: string, name: string): string {
  return `alter table ${quoteTable(table)} add constraint ${quoteNew(name)}`;
}

function deferrable({ deferrable: mode }: Pick<Unique, 'deferrable'>): string {
  return mode === undefined ? '' : ` deferrable initially ${mode}`;
}

function notValid({ notValid: isLater }: { readonly notValid?: true }): string {
  return isLater === true ? ' not valid' : '';
}
