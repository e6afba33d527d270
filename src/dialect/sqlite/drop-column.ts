import { MigshError } from '../../error.ts';
import type { DropColumn } from '../../operation/operation.ts';
import { findTable, type Index } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CatalogEntry, CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { refuseBroken } from './broken.ts';
import { indexesOf, indexUses, isAtLeast, type StoredTable, storedTable } from './catalog.ts';
import { foreignKeyIndexChange } from './foreign-key-index.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { applyEdits, cutWithSpace, type Edit, removeItems } from './table-edit.ts';
import { columnTextOf } from './table-shape.ts';
import { type Clause, type ColumnText, type TableText, textAt } from './table-text.ts';
import { sameName, usesColumn } from './tokens.ts';

/**
 * `alter table "t" drop column "c"`, after the indexes that use it: they go with the column, as on PostgreSQL. A column
 * of a key, or one that a constraint uses, wants the table made anew without that constraint.
 */
export function dropColumn(
  operation: DropColumn,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { catalog } = context;
  const table = storedTable(catalog, operation.table);
  const column = columnTextOf(table.text, operation.column);
  refuseGenerated(table, column);
  const gone = indexesGone(operation, context);
  const indexes = indexesOf(catalog, table.name).filter(
    index => indexUses(index, column.name) || gone.some(({ name }) => sameName(name, index.name)),
  );
  const edits = constraintsOn(table.text, column);
  const inPlace = edits.length === 0 && !isKeyed(column) && isAtLeast(catalog, 3, 35);
  return [
    ...(inPlace
      ? dropInPlace(table, column, { context, indexes })
      : dropByRebuild(table, column, { context, indexes })),
    ...foreignKeyIndexChange(context, operation.table).create,
  ];
}

// PostgreSQL drops an index that only carries the column along, too; SQLite's text of it does not name the column.
function indexesGone({ table }: DropColumn, { before, after }: CompileContext): readonly Index[] {
  const left = findTable(after, table)?.indexes ?? [];
  const all = findTable(before, table)?.indexes ?? [];
  return all.filter(index => !left.some(({ name }) => name === index.name));
}

interface With {
  readonly context: CompileContext;
  readonly indexes: readonly CatalogEntry[];
}

function dropInPlace(
  { name }: StoredTable,
  column: ColumnText,
  { context, indexes }: With,
): readonly CompiledStatement[] {
  refuseBroken(context.catalog);
  return [
    ...indexes.map(index => ({
      sql: `drop index ${quoteIdentifier(index.name)}`,
      comment: `drop index ${index.name}, which uses ${column.name}`,
    })),
    {
      sql: `alter table ${quoteIdentifier(name)} drop column ${quoteIdentifier(column.name)}`,
      comment: `drop column ${name}.${column.name}`,
    },
  ];
}

function dropByRebuild(
  table: StoredTable,
  column: ColumnText,
  { context, indexes }: With,
): readonly CompiledStatement[] {
  const { text } = table;
  const constraints = text.constraints.filter(clause => isOn(text, clause, column));
  const sql = applyEdits(text.sql, [
    ...removeItems(text, [column, ...constraints]),
    ...clausesOn(text, column),
  ]);
  return rebuild(
    {
      table,
      sql,
      why: `drop column ${table.name}.${column.name}`,
      withoutIndexes: indexes.map(index => index.name),
    },
    context.catalog,
  );
}

function constraintsOn(text: TableText, column: ColumnText): readonly unknown[] {
  return [
    ...text.constraints.filter(clause => isOn(text, clause, column)),
    ...clausesOn(text, column),
  ];
}

function isOn({ sql }: TableText, clause: Clause, column: ColumnText): boolean {
  if (clause.columns.some(name => sameName(name, column.name))) return true;
  return clause.expression !== undefined && usesColumn(textAt(sql, clause.expression), column.name);
}

// A check behind another column that uses this one.
function clausesOn(text: TableText, column: ColumnText): readonly Edit[] {
  return text.columns
    .filter(other => other !== column)
    .flatMap(other => other.clauses)
    .filter(clause => clause.kind === 'check' && isOn(text, clause, column))
    .map(clause => cutWithSpace(text.sql, clause));
}

function isKeyed({ clauses }: ColumnText): boolean {
  return clauses.some(({ kind }) => kind === 'primary key' || kind === 'unique');
}

function refuseGenerated({ name, text }: StoredTable, column: ColumnText): void {
  const generated = text.columns.find(
    other =>
      other !== column &&
      other.clauses.some(clause => clause.kind === 'generated' && isOn(text, clause, column)),
  );
  if (generated !== undefined) throw generatedFrom(name, column.name, generated.name);
}

function generatedFrom(table: string, column: string, generated: string): MigshError {
  return new MigshError(
    'bad-operation',
    `${table}.${column} cannot be dropped: ${generated} is generated from it`,
    { hint: `first op.dropColumn('${table}', '${generated}')` },
  );
}
