import { MigshError } from '../../error.ts';
import { describePart } from '../../operation/describe-objects.ts';
import type { CreateIndex, DropIndex, RenameIndex } from '../../operation/operation.ts';
import { columnOfPart, type Index } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { isAtLeast } from './column.ts';
import { partSql } from './index-part.ts';
import { quoteBeside, quoteList, quoteNew, quoteTable } from './name.ts';

/**
 * `create unique index "n" on "t" using gin ("a" desc) include ("b") nulls not distinct with (fillfactor = 70) where …`.
 * Concurrently it runs outside the transaction; what a failed attempt left behind is invalid and goes first (manual, CREATE
 * INDEX, "Building Indexes Concurrently"), so that it can be run again.
 */
export function createIndex(
  { table, index, concurrently }: CreateIndex,
  context?: Pick<CompileContext, 'catalog'>,
): readonly CompiledStatement[] {
  refuseOlder(index.nullsNotDistinct, context);
  const { name, columns, statement } = index;
  const over = statement === undefined ? ` (${columns.map(describePart).join(', ')})` : '';
  const comment = `create index ${name} on ${table}${over}`;
  if (concurrently !== true) return [{ sql: indexSql(table, index, ''), comment }];
  const quoted = quoteBeside(table, name);
  return [
    {
      sql: indexSql(table, index, ' concurrently if not exists'),
      comment,
      transactional: false,
      cleanup: {
        onlyIf: leftBehind(quoted),
        sql: `drop index concurrently if exists ${quoted}`,
        comment: 'an invalid index that an attempt before left is dropped',
      },
    },
    proveOwn(table, index),
  ];
}

/** `drop index "n"`: an index stands in the schema of its table. Concurrently it runs outside the transaction. */
export function dropIndex({ table, name, concurrently }: DropIndex): readonly CompiledStatement[] {
  const comment = `drop index ${name} of ${table}`;
  const quoted = quoteBeside(table, name);
  if (concurrently !== true) return [{ sql: `drop index ${quoted}`, comment }];
  // A run that is cut off behind it comes by again.
  const sql = `drop index concurrently if exists ${quoted}`;
  return [{ sql, comment, transactional: false }];
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

/**
 * Refuses `nulls not distinct` where the server does not know it.
 * @throws MigshError `unsupported` before PostgreSQL 15
 */
export function refuseOlder(
  nullsNotDistinct: true | undefined,
  context: Pick<CompileContext, 'catalog'> | undefined,
): void {
  // What was there before is brought back where it was: only what is new can be too new.
  const version = context?.catalog.version ?? '15';
  if (nullsNotDistinct === undefined || isAtLeast(version, 15)) return;
  throw new MigshError(
    'unsupported',
    `nulls are always distinct in a unique on PostgreSQL ${version}: nulls not distinct came with 15`,
    { hint: 'leave nullsNotDistinct out, or make the columns not null' },
  );
}

/**
 * A run that was cut off right behind the statement finds its own index there and goes on; an index of somebody else that
 * has the name stops it.
 */
function proveOwn(table: string, { name, unique, columns, statement }: Index): CompiledStatement {
  const keys = columns
    .map(columnOfPart)
    .map(column => (column === undefined ? 'null' : quoteText(column)));
  const own = quoteText(quoteBeside(table, name));
  const differs = [
    `x.indrelid <> pg_catalog.to_regclass(${quoteText(quoteTable(table))})`,
    `x.indisunique <> ${unique}`,
    ...(statement === undefined
      ? [
          `(select pg_catalog.array_agg(a.attname::text order by p.at) from pg_catalog.generate_series(1, x.indnkeyatts) as p(at) left join pg_catalog.pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[p.at - 1] and a.attnum > 0) is distinct from array[${keys.join(', ')}]::text[]`,
        ]
      : []),
  ];
  return {
    sql: `select 1 from pg_catalog.pg_index x where x.indexrelid = pg_catalog.to_regclass(${own}) and (${differs.join(' or ')})`,
    comment: `prove that ${name} is the index that was to be built`,
    part: 'proof',
    expectNoRows: `there was an index ${name} already, and it is another one: rename or drop it`,
  };
}

/** Finds the index where it is invalid and no session is building it. A valid one of that name is somebody's and stays. */
function leftBehind(quoted: string): string {
  return `select 1 from pg_catalog.pg_index x where x.indexrelid = pg_catalog.to_regclass(${quoteText(quoted)}) and not x.indisvalid and not exists (select 1 from pg_catalog.pg_stat_progress_create_index p where p.index_relid = x.indexrelid)`;
}

function indexSql(table: string, index: Index, concurrently: string): string {
  const { name, columns, unique, using, include = [], where, fillFactor, statement } = index;
  if (statement !== undefined) return written(statement, concurrently);
  return [
    `create ${unique ? 'unique ' : ''}index${concurrently} ${quoteNew(name)} on ${quoteTable(table)}`,
    ...(using === undefined ? [] : [`using ${quoteMethod(using)}`]),
    `(${columns.map(partSql).join(', ')})`,
    ...(include.length === 0 ? [] : [`include (${quoteList(include)})`]),
    ...(index.nullsNotDistinct === true ? ['nulls not distinct'] : []),
    ...(fillFactor === undefined ? [] : [`with (fillfactor = ${fillFactor})`]),
    ...(where === undefined ? [] : [`where ${where}`]),
  ].join(' ');
}

function written(statement: string, concurrently: string): string {
  if (concurrently === '') return statement;
  return statement.replace(
    /^(\s*create\s+(?:unique\s+)?index)(?:\s+concurrently)?(?:\s+if\s+not\s+exists)?\b/i,
    `$1${concurrently}`,
  );
}

function quoteMethod(method: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(method) ? method : quoteIdentifier(method);
}
