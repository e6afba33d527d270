import type { CreateSequence, DropSequence } from '../../operation/object-operation.ts';
import { bareName } from '../../schema/names.ts';
import type { Column } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteBeside, quoteNew, quoteNewTable, quoteTable } from './name.ts';
import { typeToSql } from './types.ts';

/**
 * Moves the sequence behind a serial column past the highest number in use, never back: rows that came with their numbers
 * did not take them from it (manual, 9.17 "Sequence Manipulation Functions"). The sequence's own name may be an old one.
 */
export function moveSequence(
  table: string,
  column: string,
  kept: readonly string[] = [],
): CompiledStatement {
  const sequence = ownedSequence(table, column);
  const highest = `(select max(${quoteIdentifier(column)}) from ${quoteTable(table)})`;
  const last = `pg_sequence_last_value(${sequence}::regclass)`;
  return {
    sql: `select setval(${sequence}, greatest(${[highest, last, ...kept].join(', ')}))`,
    comment: `move the sequence of ${table}.${column} past the numbers in use`,
  };
}

/** Where a numbered column's sequence stood before another took its place. */
export const keptNumber = `nullif(current_setting('migsh.last_number', true), '')::bigint`;

/** Remembers it: a number that was given to a row that is gone is not given again. */
export function keepNumber(table: string, column: string): CompiledStatement {
  const last = `pg_sequence_last_value(${ownedSequence(table, column)}::regclass)`;
  return {
    sql: `select set_config('migsh.last_number', coalesce(${last}::text, ''), false)`,
    comment: `remember the last number of ${table}.${column}`,
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

/**
 * The sequence of a `serial`, for a column that is there: `create sequence "customer_id_seq" as int owned by …`, then its
 * default. PostgreSQL names it so, and MikroORM looks for no other.
 */
export function createOwnedSequence(table: string, column: Column): readonly CompiledStatement[] {
  const name = `${bareName(table)}_${column.name}_seq`;
  quoteNew(name);
  const [sequence, target] = [quoteBeside(table, name), quoteTable(table)];
  const place = `${target}.${quoteIdentifier(column.name)}`;
  return [
    {
      sql: `create sequence ${sequence} as ${typeToSql(column.type)} owned by ${place}`,
      comment: `create a sequence for ${table}.${column.name}`,
    },
    {
      sql: `alter table ${target} alter column ${quoteIdentifier(column.name)} set default nextval(${quoteText(sequence)})`,
      comment: `let the database number ${table}.${column.name}`,
    },
  ];
}

/** Drops the sequence behind a serial column that does not take its numbers from it any more; its name may be an old one. */
export function dropOwnedSequence(table: string, column: string): CompiledStatement {
  return {
    sql: `do $migsh$ declare own text := ${ownedSequence(table, column)}; begin if own is not null then execute 'drop sequence ' || own; end if; end $migsh$`,
    comment: `drop the sequence of ${table}.${column}`,
  };
}

/** `create sequence "invoice_number" as bigint start with 1000`. */
export function createSequence({ sequence }: CreateSequence): readonly CompiledStatement[] {
  const { name, type, start, increment, min, max, cache, cycle } = sequence;
  const parts = [
    ['as', type],
    ['increment by', increment],
    ['minvalue', min],
    ['maxvalue', max],
    ['start with', start],
    ['cache', cache],
  ].flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]));
  const sql = [`create sequence ${quoteNewTable(name)}`, ...parts, ...(cycle ? ['cycle'] : [])];
  return [{ sql: sql.join(' '), comment: `create sequence ${name}` }];
}

/** `drop sequence "invoice_number"`; `cascade` only where the operation says so. */
export function dropSequence({ name, cascade }: DropSequence): readonly CompiledStatement[] {
  const sql = `drop sequence ${quoteTable(name)}${cascade === true ? ' cascade' : ''}`;
  return [{ sql, comment: `drop sequence ${name}` }];
}

function ownedSequence(table: string, column: string): string {
  return `pg_get_serial_sequence(${quoteText(quoteTable(table))}, ${quoteText(column)})`;
}
