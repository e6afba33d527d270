import type { Schema, Table } from '../../src/schema/schema.ts';

/**
 * A schema that was read, so that two databases can be compared: names sorted, expressions without what only spells
 * them. PostgreSQL takes a computed column away and brings it back behind the others.
 */
export function normal(schema: Schema, columns: 'in order' | 'by name'): unknown {
  const { tables, ...rest } = schema;
  return {
    ...normalRest(rest),
    tables: byName(tables.filter(({ name }) => !name.startsWith('migsh_'))).map(table =>
      normalTable(columns === 'by name' ? { ...table, columns: byName(table.columns) } : table),
    ),
  };
}

function normalTable(table: Table): unknown {
  const { columns, indexes, uniques, foreignKeys, checks, ...rest } = table;
  return {
    ...normalRest(rest),
    columns: columns.map(column => spelled(column)),
    indexes: byName(indexes).map(index => spelled(index)),
    uniques: byName(uniques),
    foreignKeys: byName(foreignKeys),
    checks: byName(checks).map(check => spelled(check)),
  };
}

/** The value with every piece of SQL in it in one spelling. */
function spelled(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return sqlKeys.has(key) ? plain(value) : value;
  if (Array.isArray(value)) return value.map(each => spelled(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, spelled(each, name)]),
  );
}

const sqlKeys = new Set(['where', 'expression', 'sql', 'select', 'using', 'check', 'when']);

function normalRest(rest: object): object {
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, isNamedList(value) ? byName(value) : value]),
  );
}

function isNamedList(value: unknown): value is readonly { readonly name: string }[] {
  return Array.isArray(value) && value.every(each => typeof each === 'object' && 'name' in each);
}

function byName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Without casts, parentheses, blanks and quotes around names: `((total)::numeric > (5)::numeric)` → `total>5`. */
function plain(sql: string): string {
  return sql
    .replaceAll(
      /::[a-z]+(?: varying| precision| with(?:out)? time zone)?(?:\([\d,]+\))?(?:\[\])?/g,
      '',
    )
    .replaceAll(/[()\s"`]+/g, '')
    .replaceAll(/'(-?\d+(?:\.\d+)?)'/g, '$1');
}
