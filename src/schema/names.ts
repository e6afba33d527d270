/** What a derived name stands for; the last word of the name, except that a primary key ends in `pkey`. */
export type NamedKind = 'index' | 'unique' | 'foreign' | 'check' | 'primary';

/**
 * The name of an index or constraint that was given none: `table_columns_kind`, MikroORM's default rule
 * (`order_reference_unique`, `order_pkey`), the same on every dialect. A schema before the table's name is left out.
 */
export function derivedName(table: string, columns: readonly string[], kind: NamedKind): string {
  const bare = bareName(table);
  return kind === 'primary' ? `${bare}_pkey` : [bare, ...columns, kind].join('_');
}

/** The table's name without its schema: `event` of `audit.event`. */
export function bareName(table: string): string {
  return table.slice(table.indexOf('.') + 1);
}

/** The schema of a qualified table name: `audit` of `audit.event`, `''` of `event`. */
export function qualifierOf(table: string): string {
  return table.slice(0, Math.max(table.indexOf('.'), 0));
}
