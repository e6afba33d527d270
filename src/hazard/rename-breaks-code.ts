import { mentions } from '../schema/expression.ts';
import { bareName } from '../schema/names.ts';
import { sqlText } from '../schema/objects.ts';
import type { Schema } from '../schema/schema.ts';
import type { Rule } from './rule.ts';

/** Bodies of triggers and functions on PostgreSQL, which keeps them as text and never renames in them. */
export const renameBreaksCode: Rule = {
  id: 'rename-breaks-code',
  judge(fact, { dialect, before }) {
    if (dialect !== 'postgresql') return [];
    if (fact.kind !== 'renameTable' && fact.kind !== 'renameColumn') return [];
    const column = fact.kind === 'renameColumn' ? fact.column : undefined;
    const stale = codeWith(before, fact.table, column);
    if (stale.length === 0) return [];
    const name = column === undefined ? fact.table : `${fact.table}.${column}`;
    return [
      {
        level: 'break',
        message: `${stale.join(' and ')} still ${stale.length === 1 ? 'says' : 'say'} ${name}: PostgreSQL renames in no body, and it fails when it runs next`,
        advice: 'drop and create it with the new name in the same revision',
        tables: [fact.table],
      },
    ];
  },
};

/** Triggers and routines whose text says the table, or the column of it. */
function codeWith(schema: Schema, table: string, column: string | undefined): readonly string[] {
  const says = (body: string, isOwn: boolean): boolean => {
    if (column === undefined) return mentions(plain(body), bareName(table));
    return mentions(plain(body), column) && (isOwn || mentions(plain(body), bareName(table)));
  };
  const triggers = schema.tables.flatMap(owner =>
    (owner.triggers ?? [])
      .filter(({ whole }) => whole !== true)
      .filter(({ body }) => says(sqlText(body, 'postgresql') ?? '', owner.name === table))
      .map(({ name }) => `trigger ${name}`),
  );
  const routines = (schema.routines ?? [])
    .filter(({ body }) => says(body, false))
    .map(({ name, type }) => `${type} ${name}`);
  return [...triggers, ...routines];
}

// A whole statement has its body between dollars, which counts as a string.
function plain(body: string): string {
  return body.replaceAll(/\$\w*\$/g, ' ');
}
