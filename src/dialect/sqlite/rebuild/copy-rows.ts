import { quoteIdentifier } from '../../../schema/tokens.ts';
import type { CompiledStatement } from '../../statement.ts';
import type { StoredTable } from '../catalog.ts';
import { quoteList } from '../sql.ts';
import { findColumnText, hasRowidAlias, rowidName } from '../table-shape.ts';

/** Which columns go from one table to another, and how. */
export interface Copy {
  readonly from: StoredTable;
  readonly to: StoredTable;
  readonly columns: readonly CopiedColumn[];
}

interface CopiedColumn {
  readonly name: string;
  /** Over a row of the old table. */
  readonly expression: string;
  /** The value is the old one, as it is. */
  readonly asIs: boolean;
}

interface CopyRequest {
  readonly from: StoredTable;
  readonly to: StoredTable;
  readonly fill: Readonly<Record<string, string>>;
  /** Where a column of the new table is not the old one of its name: the column that it was, or undefined for none. */
  readonly formerly?: (column: string) => string | undefined;
}

/**
 * The columns by name. Generated columns are left out, they cannot be inserted; a new column without an expression
 * is left to its default. The rowid of a table without a column that stands for it is copied too, since a full-text index or the
 * application may know it.
 */
export function planCopy({ from, to, fill, formerly = name => name }: CopyRequest): Copy {
  const columns = to.text.columns
    .filter(({ clauses }) => !clauses.some(clause => clause.kind === 'generated'))
    .flatMap(({ name }): readonly CopiedColumn[] => {
      const filled = fill[name];
      if (filled !== undefined) return [{ name, expression: `(${filled})`, asIs: false }];
      const former = formerly(name);
      const old = former === undefined ? undefined : findColumnText(from.text, former);
      return old === undefined ? [] : [{ name, expression: quoteIdentifier(old.name), asIs: true }];
    });
  return { from, to, columns: [...rowid(from, to), ...columns] };
}

/** Copies the rows, and proves that as many rows and as many values that are not null have arrived. */
export function copyRows({ from, to, columns }: Copy): readonly CompiledStatement[] {
  const target = quoteIdentifier(to.name);
  const source = quoteIdentifier(from.name);
  const kept = columns.filter(column => column.asIs);
  const sums = (pick: (column: CopiedColumn) => string): string =>
    ['count(*) as c0', ...kept.map((column, at) => `count(${pick(column)}) as c${at + 1}`)].join(
      ', ',
    );
  const differ = ['c0', ...kept.map((_, at) => `c${at + 1}`)].map(
    sum => `old.${sum} <> new.${sum}`,
  );
  return [
    {
      sql: `insert into ${target} (${quoteList(columns.map(column => column.name))}) select ${columns.map(column => column.expression).join(', ')} from ${source}`,
      comment: `copy the rows of ${from.name}`,
      part: 'rebuild',
      foreignKeysOff: true,
    },
    {
      sql: `select 1 from (select ${sums(column => column.expression)} from ${source}) as old, (select ${sums(column => quoteIdentifier(column.name))} from ${target}) as new where ${differ.join(' or ')}`,
      comment: `prove that all rows and values of ${from.name} were copied`,
      part: 'proof',
      foreignKeysOff: true,
      expectNoRows: `the copy of ${from.name} has not as many rows or values as ${from.name}`,
    },
  ];
}

function rowid(from: StoredTable, to: StoredTable): readonly CopiedColumn[] {
  const texts = [from.text, to.text];
  // A column that stood for it and does no more leaves its number to the row.
  const isHidden = texts.every(text => !text.withoutRowid) && !hasRowidAlias(to.text);
  const name = rowidName(texts);
  return isHidden && name !== undefined ? [{ name, expression: name, asIs: true }] : [];
}
