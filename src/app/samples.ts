import type { Row } from '../dialect/dialect.ts';
import type { Database } from '../runner/ports.ts';
import { sqlTable } from '../schema/expression.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import { maskValue } from './mask.ts';

/** A few rows as a person may see them: `email: xxx@xxx.xx (2 rows)`. Values are masked; nothing where the query does not run here. */
export async function sampleRows(database: Database, sql: string): Promise<readonly string[]> {
  const rows = await database.query(sql).catch(() => []);
  return [...new Set(rows.slice(0, atMost).map(maskedRow))];
}

/** Some of a column's values, masked. */
export function sampleValues(
  database: Database,
  table: string,
  column: string,
): Promise<readonly string[]> {
  const name = quoteIdentifier(column);
  return sampleRows(
    database,
    `select ${name} from ${sqlTable(table)} where ${name} is not null limit ${atMost}`,
  );
}

const atMost = 3;

function maskedRow({ times, ...row }: Row): string {
  const values = Object.entries(row).map(([column, value]) => `${column}: ${maskValue(value)}`);
  const several = Number(times ?? 1) > 1 ? ` (${String(times)} rows)` : '';
  return values.join(', ') + several;
}
