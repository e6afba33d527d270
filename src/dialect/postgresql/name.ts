import { MigshError } from '../../error.ts';
import { bareName, qualifierOf } from '../../schema/names.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';

/** NAMEDATALEN - 1: PostgreSQL cuts longer names off with a mere notice (manual, 4.1.1 "Identifiers and Key Words"). */
const longestName = 63;

/** A table's name with its schema, each part in quotes: `"audit"."event"`. */
export function quoteTable(name: string): string {
  return withQualifier(name, quoteIdentifier(bareName(name)));
}

/** An index or sequence in the schema of its table: `"audit"."event_at_index"`. */
export function quoteBeside(table: string, name: string): string {
  return withQualifier(table, quoteIdentifier(name));
}

/** Columns in quotes, separated by commas. */
export function quoteList(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ');
}

/**
 * The name of something that is about to be made, in quotes.
 * @throws MigshError `unsupported` where PostgreSQL would cut it off
 */
export function quoteNew(name: string): string {
  refuseLong(name);
  return quoteIdentifier(name);
}

/** The name of a table that is about to be made, in quotes with its schema. */
export function quoteNewTable(name: string): string {
  refuseLong(bareName(name));
  return quoteTable(name);
}

function withQualifier(table: string, quoted: string): string {
  const qualifier = qualifierOf(table);
  return qualifier === '' ? quoted : `${quoteIdentifier(qualifier)}.${quoted}`;
}

function refuseLong(name: string): void {
  const bytes = new TextEncoder().encode(name).length;
  if (bytes <= longestName) return;
  throw new MigshError(
    'unsupported',
    `the name ${name} has ${bytes} bytes; PostgreSQL keeps ${longestName} of a name and drops the rest`,
    { hint: `give it a name of at most ${longestName} bytes in the revision`, details: { name } },
  );
}
