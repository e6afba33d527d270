import type { Row } from '../../dialect.ts';
import type { Recreation, StoredView, Use } from './stored-view.ts';

/** The views of a database, of the rows that `viewQuery` gives. */
export function readViews(rows: readonly Row[]): readonly StoredView[] {
  return rows.map(row => ({
    name: text(row['name']),
    materialized: row['materialized'] === true,
    drop: text(row['drop']),
    create: list(row['recreate']).map(toRecreation),
    uses: list(row['uses']).map(toUse),
    types: list(row['types']).map(text),
    heldBy: list(row['held_by']).map(text),
  }));
}

function toRecreation(value: unknown): Recreation {
  const { sql, sort, column } = record(value);
  return {
    sql: text(sql),
    sort: text(sort),
    ...(typeof column === 'string' && { column }),
  };
}

function toUse(value: unknown): Use {
  const { relation, column } = record(value);
  return { relation: text(relation), ...(typeof column === 'string' && { column }) };
}

// Every driver reads JSON alike where it comes as text.
function list(value: unknown): readonly unknown[] {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : [];
  return Array.isArray(parsed) ? parsed : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
