import { goneCondition, orphanCondition } from '../schema/ask-constraint.ts';
import { sqlName, sqlTable } from '../schema/expression.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * What foreign keys do when rows of a table go, as statements behind it: SQLite makes tables anew with foreign keys off, when
 * nothing cascades by itself. Where the database has done it already, they find nothing.
 */
export function goAlong(
  schema: Schema,
  table: string,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  if (seen.has(table)) return [];
  const followed = new Set([...seen, table]);
  return schema.tables.flatMap(child =>
    child.foreignKeys.flatMap(key => {
      if (key.refTable !== table) return [];
      const orphan = orphanCondition(child.name, key.columns, { parent: table, key });
      if (key.onDelete === 'cascade') {
        const gone = goneCondition(child.name, key.columns, { parent: table, key });
        const text = `delete from ${sqlTable(child.name)} where ${gone}`;
        return [text, ...goAlong(schema, child.name, followed)];
      }
      if (key.onDelete !== 'set null') return [];
      const empty = key.columns.map(column => `${sqlName(column)} = null`).join(', ');
      return [`update ${sqlTable(child.name)} set ${empty} where ${orphan}`];
    }),
  );
}
