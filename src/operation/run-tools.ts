import type { Kysely } from '@mikro-orm/sql';

/** A row as the driver gives it. */
export type RunRow = Readonly<Record<string, unknown>>;

/** Tables and columns as they are while the revision runs; today's entities say nothing about them. */
export type RunTables = Record<string, Record<string, unknown>>;

/**
 * Runs one statement on the revision's own connection and gives its rows; await it.
 * @example const rows = await sql`select id, name from customer where id > ${last}`;
 * @example await sql('update customer set name = $1 where id = $2', [name, id]);
 */
export interface RunSql {
  /** What stands in `${…}` is a value, never a piece of SQL. */
  (parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<readonly RunRow[]>;
  /** Places are `$1`, `$2`, … on every dialect. */
  (text: string, values?: readonly unknown[]): Promise<readonly RunRow[]>;
}

/** What the function of `op.run` is handed. */
export interface RunTools {
  readonly sql: RunSql;
  /** Kysely on the same connection and in the same transaction. */
  readonly kysely: Kysely<RunTables>;
}

/** The function of an `op.run`. */
export type RunFunction = (tools: RunTools) => unknown;
