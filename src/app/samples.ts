import type { Row } from '../dialect/dialect.ts';
import type { Database } from '../runner/ports.ts';
import { sqlTable } from '../schema/expression.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import { maskValue } from './mask.ts';

/** A few rows as a person may see them: `email: xxx@xxx.xx (2 rows)`. Values are masked; nothing where the query does not run here. */
export async function sampleRows(database: Database, sql: string): Promise<readonly string[]> {
  const rows = await database.query(sql).catch(() => []);
  const masked = rows.slice(0, atMost).map(maskedRow);
  const unlike = masked.filter((row, at) => masked.findIndex(each => isAlike(each, row)) === at);
  return unlike.map(spelled);
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

interface MaskedRow {
  readonly cells: readonly (readonly [column: string, value: string])[];
  /** ` (2 rows)`, or nothing. */
  readonly several: string;
}

function maskedRow({ times, ...row }: Row): MaskedRow {
  return {
    cells: Object.entries(row).map(([column, value]) => [column, maskValue(value)] as const),
    several: Number(times ?? 1) > 1 ? ` (${String(times)} rows)` : '',
  };
}

function isAlike(one: MaskedRow, other: MaskedRow): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

// Of one column's values its name stands once.
function spelled({ cells, several }: MaskedRow, at: number): string {
  const isBare = at > 0 && cells.length === 1;
  const values = cells.map(([column, value]) => (isBare ? value : `${column}: ${value}`));
  return values.join(', ') + several;
}
