/** A statement as SQLite's drivers take it: `?` for each place, with the values in that order. */
export interface PositionalStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** `$1`, `$2` → `?`, outside of quotes: a statement with parameters is written once for both dialects. `?` stays as it is. */
export function toPositional(sql: string, parameters: readonly unknown[]): PositionalStatement {
  if (parameters.length === 0) return { sql, parameters };
  const values: unknown[] = [];
  const text = sql.replaceAll(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g,
    (match, number?: string) => {
      if (number === undefined) return match;
      values.push(toSqliteValue(parameters[Number(number) - 1]));
      return '?';
    },
  );
  if (values.length === 0) return { sql, parameters: parameters.map(toSqliteValue) };
  return { sql: text, parameters: values };
}

/** SQLite's drivers take neither booleans nor dates. */
function toSqliteValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  return value === undefined ? null : value;
}
