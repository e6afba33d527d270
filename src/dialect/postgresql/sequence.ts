import type { Column } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteTable } from './name.ts';
import { typeToSql } from './types.ts';

/**
 * Moves the sequence behind a serial column past the highest number in use, never back: rows that came with their numbers
 * did not take them from it (manual, 9.17 "Sequence Manipulation Functions"). The sequence's own name may be an old one.
 */
export function moveSequence(table: string, column: string): CompiledStatement {
  const sequence = ownedSequence(table, column);
  const highest = `(select max(${quoteIdentifier(column)}) from ${quoteTable(table)})`;
  return {
    sql: `select setval(${sequence}, greatest(${highest}, pg_sequence_last_value(${sequence}::regclass)))`,
    comment: `move the sequence of ${table}.${column} past the numbers in use`,
  };
}

/** Gives the sequence behind a serial column the column's new type: that of a `serial` ends at 2,147,483,647. */
export function resizeSequence(table: string, { name, type }: Column): CompiledStatement {
  const sql = typeToSql(type);
  return {
    sql: `do $migsh$ begin execute format('alter sequence %s as ${sql}', ${ownedSequence(table, name)}); end $migsh$`,
    comment: `let the sequence of ${table}.${name} count as ${sql}`,
  };
}

function ownedSequence(table: string, column: string): string {
  return `pg_get_serial_sequence(${quoteText(quoteTable(table))}, ${quoteText(column)})`;
}
