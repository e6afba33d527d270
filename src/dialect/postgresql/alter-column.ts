import type { AlterColumn } from '../../operation/operation.ts';
import type { ColumnType } from '../../schema/column-type.ts';
import { enumNamed } from '../../schema/native-enum.ts';
import {
  type Check,
  type Column,
  findColumn,
  findTable,
  type Schema,
} from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import { proveFitting, proveListed } from '../prove-fitting.ts';
import type { CompiledStatement } from '../statement.ts';
import { aroundType } from './around-type.ts';
import { conversion, defaultFollows } from './cast.ts';
import { columnCommentSql, defaultSql } from './column.ts';
import { quoteNew, quoteTable } from './name.ts';
import { resizeSequence } from './sequence.ts';
import { serialFor, typeToSql } from './types.ts';

/**
 * One `alter table` with a sub-command for each key that is set. PostgreSQL carries them out in passes (drops, types,
 * then what is set), so a default or an enum's check that does not fit the new type goes before the type changes and
 * comes back after it, and the table is rewritten once.
 */
export function alterColumn(
  operation: AlterColumn,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { table, column, comment } = operation;
  const change = changeOf(operation, context);
  const parts = [
    ...dropped(change),
    ...typed(change),
    ...nullability(operation),
    ...defaulted(change),
    ...checked(change),
  ];
  const place = `${table}.${column}`;
  const sql = `alter table ${quoteTable(table)} ${parts.join(', ')}`;
  const around =
    change.retyped || operation.collation !== undefined
      ? aroundType(operation, context)
      : nothingAround;
  const isPlain = operation.type !== undefined && operation.using === undefined;
  return [
    ...(isPlain ? [...proveFitting(table, change), ...listed(change)] : []),
    ...around.before,
    ...(parts.length === 0 ? [] : [{ sql, comment: `change column ${place}` }]),
    ...resized(change),
    ...around.after,
    ...(comment === undefined
      ? []
      : [{ sql: columnCommentSql(table, column, comment), comment: `comment on column ${place}` }]),
  ];
}

// The check that comes would only say that some row violates it.
function listed({ operation, from, to }: Change): readonly CompiledStatement[] {
  if (from.type.name !== 'enum' || to.type.name !== 'enum') return [];
  const { values } = to.type;
  const isWider = from.type.values.every(value => values.includes(value));
  return isWider ? [] : proveListed(operation.table, to);
}

const nothingAround = { before: [], after: [] };

interface Change {
  readonly operation: AlterColumn;
  readonly from: Column;
  readonly to: Column;
  /** The type as SQL is another one, or the values are rewritten by an expression. */
  readonly retyped: boolean;
  readonly using: string | undefined;
  /** The old default does not become one of the new type by itself. */
  readonly redefault: boolean;
  readonly oldCheck: Check | undefined;
  readonly newCheck: Check | undefined;
}

function changeOf(operation: AlterColumn, context: CompileContext): Change {
  const from = columnIn(context.before, operation);
  const to = columnIn(context.after, operation);
  const pair = { from: from.type, to: to.type };
  // A generated column is computed anew, of the same expression: PostgreSQL takes no using.
  const using =
    usingFor(operation, to.type) ??
    (from.generated ? undefined : conversion(quoteIdentifier(operation.column), pair));
  const retyped = operation.using !== undefined || typeToSql(from.type) !== typeToSql(to.type);
  const redefault = retyped && from.default !== undefined && !defaultFollows(from.type, to.type);
  return { operation, from, to, retyped, using, redefault, ...checksOf(operation, context) };
}

// An expression whose values are texts is no enum yet, and only PostgreSQL has a type to cast them to.
function usingFor({ using }: AlterColumn, type: ColumnType): string | undefined {
  if (using === undefined || enumNamed(type) === undefined) return using;
  return `(${using})::text::${typeToSql(type)}`;
}

function columnIn(schema: Schema, { table, column }: AlterColumn): Column {
  const owner = findTable(schema, table);
  const found = owner && findColumn(owner, column);
  if (found === undefined) throw new TypeError(`${table}.${column} is not in the schema`);
  return found;
}

function checksOf(
  { table, column }: AlterColumn,
  { before, after }: CompileContext,
): Pick<Change, 'oldCheck' | 'newCheck'> {
  const implied = (schema: Schema): Check | undefined =>
    findTable(schema, table)?.checks.find(check => check.enumOf === column);
  const [oldCheck, newCheck] = [implied(before), implied(after)];
  const same = oldCheck?.name === newCheck?.name && oldCheck?.expression === newCheck?.expression;
  return same ? { oldCheck: undefined, newCheck: undefined } : { oldCheck, newCheck };
}

function dropped({ operation, redefault, oldCheck }: Change): readonly string[] {
  return [
    ...(oldCheck === undefined ? [] : [`drop constraint ${quoteIdentifier(oldCheck.name)}`]),
    ...(redefault || operation.default === null ? [`${alter(operation)} drop default`] : []),
  ];
}

function typed({ operation, to, retyped, using }: Change): readonly string[] {
  if (!retyped && operation.collation === undefined) return [];
  // Without `collate` a change of type takes the type's own collation (manual, ALTER TABLE).
  const collation = operation.collation === null ? 'default' : to.collation;
  return [
    [
      `${alter(operation)} type ${typeToSql(to.type)}`,
      ...(collation === undefined ? [] : [`collate ${quoteIdentifier(collation)}`]),
      ...(using === undefined ? [] : [`using ${using}`]),
    ].join(' '),
  ];
}

function nullability(operation: AlterColumn): readonly string[] {
  if (operation.nullable === undefined) return [];
  return [`${alter(operation)} ${operation.nullable ? 'drop' : 'set'} not null`];
}

function defaulted({ operation, to, redefault }: Change): readonly string[] {
  if (to.default === undefined || (operation.default === undefined && !redefault)) return [];
  return [`${alter(operation)} set default ${defaultSql(to.default)}`];
}

function checked({ newCheck }: Change): readonly string[] {
  if (newCheck === undefined) return [];
  return [`add constraint ${quoteNew(newCheck.name)} check (${newCheck.expression})`];
}

function resized({ operation, from, to, retyped }: Change): readonly CompiledStatement[] {
  if (!retyped || !from.autoincrement) return [];
  serialFor(to.type);
  return [resizeSequence(operation.table, to)];
}

function alter({ column }: AlterColumn): string {
  return `alter column ${quoteIdentifier(column)}`;
}
