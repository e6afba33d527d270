import type { Column, Default, Generated, Identity } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { optional, text } from './row.ts';

/** A column as the catalog has it; what fills it is one of a default, a sequence, an identity and an expression. */
export function toColumn(row: Row): Column {
  return {
    name: text(row, 'name'),
    type: { name: 'native', postgresql: text(row, 'type') },
    nullable: row['not_null'] !== true,
    ...sourceOf(row),
    ...optional(row, 'comment'),
    ...optional(row, 'collation'),
  };
}

function sourceOf(row: Row): Pick<Column, 'default' | 'autoincrement' | 'identity' | 'generated'> {
  const identity = identities[text(row, 'identity')];
  if (identity !== undefined) return { identity };
  if (row['autoincrement'] === true) return { autoincrement: true };
  const sql = row['default'];
  if (typeof sql !== 'string') return {};
  return text(row, 'generated') === ''
    ? { default: { kind: 'sql', sql } satisfies Default }
    : { generated: toGenerated(sql, text(row, 'generated')) };
}

// pg_attribute.attgenerated: 's' or, since PostgreSQL 18, 'v'.
function toGenerated(expression: string, kind: string): Generated {
  return { expression, stored: kind === 's' };
}

// pg_attribute.attidentity
const identities: Readonly<Record<string, Identity>> = { a: 'always', d: 'by default' };
