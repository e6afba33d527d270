import type { ColumnType } from '../../schema/column-type.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';
import type { StoredTable } from './catalog.ts';
import { primaryKeyOf, rowidName } from './table-shape.ts';

/**
 * A query that finds values which a copy into a column of numbers changed beyond what a cast means: SQLite leaves `'abc'` a
 * text, makes `'0042'` 42, and rounds what is too long (https://www.sqlite.org/datatype3.html, section 3).
 */
export function proveConverted(
  { name, text }: StoredTable,
  column: { readonly name: string; readonly type: ColumnType },
  temporary: string,
): readonly CompiledStatement[] {
  if (!numbers.has(column.type.name)) return [];
  const old = `old.${quoteIdentifier(column.name)}`;
  const now = `now.${quoteIdentifier(column.name)}`;
  const lost = [
    `typeof(${now}) in ('text', 'blob')`,
    `${old} glob '0[0-9]*'`,
    `typeof(${now}) = 'real' and length(${old}) > 15`,
  ].map(condition => `(${condition})`);
  const whole = wholeNumbers.has(column.type.name) ? [`typeof(${now}) = 'real'`] : [];
  const wrong = [`typeof(${old}) in ('text', 'blob') and (${lost.join(' or ')})`, ...whole];
  return [
    {
      sql: `select 1 from ${quoteIdentifier(name)} as old join ${quoteIdentifier(temporary)} as now on ${sameRow(text)} where ${wrong.join(' or ')} limit 1`,
      comment: `prove that the values of ${name}.${column.name} are numbers of the new type`,
      part: 'proof',
      foreignKeysOff: true,
      expectNoRows: `values of ${name}.${column.name} are no numbers of the new type, or would lose digits: say how to convert them with using`,
    },
  ];
}

// A rowid is copied, or is the primary key, which is copied.
function sameRow(text: StoredTable['text']): string {
  const key = text.withoutRowid ? primaryKeyOf(text) : [rowidName([text]) ?? 'rowid'];
  return key
    .map(column => `now.${quoteIdentifier(column)} = old.${quoteIdentifier(column)}`)
    .join(' and ');
}

const wholeNumbers: ReadonlySet<string> = new Set([
  'integer',
  'smallint',
  'tinyint',
  'mediumint',
  'bigint',
  'boolean',
]);

const numbers: ReadonlySet<string> = new Set([...wholeNumbers, 'float', 'double', 'decimal']);
