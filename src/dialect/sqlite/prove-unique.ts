import { indexColumns, isOnColumns, type Table } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';
import { collateClause } from './collate.ts';

/**
 * Queries that find rows which another collation makes one: `'A'` and `'a'` under `nocase`, where the column is part of a
 * key or of a unique. A row with a null is never the same as another (https://www.sqlite.org/lang_createindex.html).
 */
export function proveUnique(
  { name, primaryKey, uniques, indexes }: Table,
  column: string,
  collation: string,
): readonly CompiledStatement[] {
  const whole = indexes.filter(
    index => index.unique && isOnColumns(index) && index.where === undefined,
  );
  const keys = [
    ...(primaryKey ? [primaryKey] : []),
    ...uniques,
    ...whole.map(index => ({ name: index.name, columns: indexColumns(index) })),
  ];
  return keys
    .filter(({ columns }) => columns.includes(column))
    .map(key => {
      const terms = key.columns.map(each =>
        each === column
          ? `${quoteIdentifier(each)} ${collateClause(collation)}`
          : quoteIdentifier(each),
      );
      const known = key.columns.map(each => `${quoteIdentifier(each)} is not null`);
      return {
        sql: `select 1 from ${quoteIdentifier(name)} where ${known.join(' and ')} group by ${terms.join(', ')} having count(*) > 1 limit 1`,
        comment: `prove that ${key.name} stays unique under ${collation}`,
        part: 'proof',
        expectNoRows: `rows of ${name} would have the same ${key.columns.join(', ')} under ${collation}: change them first, with op.backfill`,
      };
    });
}
