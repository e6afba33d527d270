/** `table`, or `schema.table` where the schema is not the one that unqualified names stand for. */
export function tableName(
  schema: string | undefined,
  table: string,
  defaultSchema: string,
): string {
  return schema === undefined || schema === '' || schema === '*' || schema === defaultSchema
    ? table
    : `${schema}.${table}`;
}

/** The same for a name that may bring its schema along: `public.customer`. */
export function shortTableName(name: string, defaultSchema: string): string {
  const dot = name.indexOf('.');
  return dot === -1 ? name : tableName(name.slice(0, dot), name.slice(dot + 1), defaultSchema);
}
