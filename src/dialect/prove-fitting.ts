import { describeType } from '../schema/describe-type.ts';
import { sqlTable } from '../schema/expression.ts';
import { misfit } from '../schema/lost-values.ts';
import type { Column } from '../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../schema/tokens.ts';
import type { CompiledStatement } from './statement.ts';

/** A query that finds values which do not fit into the new type: a change of type without an expression stops at them, on both databases. */
export function proveFitting(
  table: string,
  { from, to }: { readonly from: Column; readonly to: Column },
): readonly CompiledStatement[] {
  if (from.generated !== undefined || to.generated !== undefined) return [];
  const condition = misfit(from.name, from.type, to.type);
  if (condition === undefined) return [];
  const place = `${table}.${from.name}`;
  const type = describeType(to.type);
  return [
    {
      sql: `select 1 from ${sqlTable(table)} where ${condition} limit 1`,
      comment: `prove that every ${place} fits into ${type}`,
      part: 'proof',
      expectNoRows: `values of ${place} do not fit into ${type}: say how to convert them with using`,
    },
  ];
}

/** A query that finds values which an enum does not list. */
export function proveListed(table: string, { name, type }: Column): readonly CompiledStatement[] {
  if (type.name !== 'enum') return [];
  const values = type.values.map(quoteText).join(', ');
  return [
    {
      sql: `select 1 from ${sqlTable(table)} where ${quoteIdentifier(name)} not in (${values}) limit 1`,
      comment: `prove that every ${table}.${name} is one of ${values}`,
      part: 'proof',
      expectNoRows: `rows of ${table} have another ${name} than ${values}: change them first, with op.backfill`,
    },
  ];
}
