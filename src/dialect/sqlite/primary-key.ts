import { MigshError } from '../../error.ts';
import type { AddPrimaryKey, DropPrimaryKey } from '../../operation/constraint-operation.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { findIndex, storedTable } from './catalog.ts';
import { foreignKeyIndexChange } from './foreign-key-index.ts';
import { noConstraint } from './missing.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { quoteList } from './sql.ts';
import {
  applyEdits,
  cutWithSpace,
  type Edit,
  insertConstraint,
  removeItems,
} from './table-edit.ts';
import { columnTextOf } from './table-shape.ts';
import type { Clause, ColumnText, TableText } from './table-text.ts';

/**
 * Makes the table anew with the key, after a proof that no two rows share it. A single column bears it itself, as MikroORM
 * writes it; one declared `integer` stands for the rowid from then on.
 */
export function addPrimaryKey(
  { table: name, primaryKey, usingIndex }: AddPrimaryKey,
  context: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(context.catalog, name);
  const { columns } = primaryKey;
  const sql = applyEdits(table.text.sql, [keyEdit(table.text, columns)]);
  const { gone, create } = foreignKeyIndexChange(context, name);
  const own = usingIndex === undefined ? undefined : findIndex(context.catalog, usingIndex)?.name;
  const withoutIndexes = own === undefined ? gone : [...gone, own];
  const why = `add the primary key of ${name}`;
  return [
    proveKey(table.name, columns),
    ...rebuild({ table, sql, why, withoutIndexes }, context.catalog),
    ...create,
  ];
}

/** Makes the table anew without the key; its columns stay not null, and each row keeps its rowid. */
export function dropPrimaryKey(
  { table: name }: DropPrimaryKey,
  context: CompileContext,
): readonly CompiledStatement[] {
  const table = storedTable(context.catalog, name);
  const { text } = table;
  if (text.withoutRowid) throw keyed(name, 'is without rowid');
  const found = findKey(text);
  if (found === undefined) throw noConstraint(name, 'primary key', '');
  if (found.clause.autoincrement) throw keyed(name, 'numbers its rows by it');
  const { create } = foreignKeyIndexChange(context, name);
  const why = `drop the primary key of ${name}`;
  const sql = applyEdits(text.sql, removal(text, found));
  return [...rebuild({ table, sql, why }, context.catalog), ...create];
}

interface Key {
  readonly clause: Clause;
  /** The column that bears it. */
  readonly column?: ColumnText;
}

function findKey({ columns, constraints }: TableText): Key | undefined {
  for (const column of columns) {
    const clause = column.clauses.find(each => each.kind === 'primary key');
    if (clause !== undefined) return { clause, column };
  }
  const clause = constraints.find(each => each.kind === 'primary key');
  return clause && { clause };
}

function removal(text: TableText, { clause, column }: Key): readonly Edit[] {
  if (column === undefined) return removeItems(text, [clause]);
  const isRequired = column.clauses.some(each => each.kind === 'not null');
  const { start, end } = clause;
  return [isRequired ? cutWithSpace(text.sql, clause) : { start, end, text: 'not null' }];
}

function keyEdit(text: TableText, columns: readonly string[]): Edit {
  const [single, ...others] = columns;
  if (single === undefined || others.length > 0) {
    return insertConstraint(text, `primary key (${quoteList(columns)})`);
  }
  const column = columnTextOf(text, single);
  const required = column.clauses.find(each => each.kind === 'not null');
  const at = (required ?? column.type ?? column.nameSpan).end;
  return { start: at, end: at, text: ' primary key' };
}

function proveKey(table: string, columns: readonly string[]): CompiledStatement {
  const words = columns.join(', ');
  const isNull = columns.map(column => `${quoteIdentifier(column)} is null`).join(' or ');
  const list = quoteList(columns);
  return {
    sql: `select 1 from ${quoteIdentifier(table)} where ${isNull} union all select 1 from (select 1 from ${quoteIdentifier(table)} group by ${list} having count(*) > 1) limit 1`,
    comment: `prove that ${words} of ${table} is a key`,
    part: 'proof',
    expectNoRows: `rows of ${table} have no ${words}, or the same: it cannot be the primary key`,
  };
}

function keyed(table: string, why: string): MigshError {
  return new MigshError(
    'unsupported',
    `the primary key of ${table} cannot be dropped: the table ${why}, which SQLite has with a primary key alone`,
    { hint: 'create another table without it, copy the rows with op.sql, and drop this one' },
  );
}
