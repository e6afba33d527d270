import type { SqlText } from '../schema/objects.ts';
import type { View } from '../schema/schema.ts';
import {
  asOptions,
  asTable,
  asText,
  given,
  optionalBoolean,
  optionalText,
  refuse,
  renaming,
} from './record-check.ts';
import type { Push } from './record-guard.ts';

export interface ViewOptions {
  /** PostgreSQL keeps the rows until `refresh materialized view`; on SQLite an ordinary view. */
  readonly materialized?: boolean;
  /** false: a materialized view is made empty and cannot be read before its first refresh. */
  readonly withData?: boolean;
  /** Takes the place of the view of that name. Grants, owner and what selects from it stay, and indexes where both are materialized. */
  readonly replace?: boolean;
  /** A note that PostgreSQL keeps with the view; SQLite keeps none. */
  readonly comment?: string;
}

/** The calls of `op` about views. */
export interface ViewOp {
  /**
   * Creates a view; `{ materialized: true }` keeps its rows, and `op.createIndex` takes such a view for a table.
   * @example op.createView('active_customer', 'select id, name from customer where deleted_at is null', { materialized: true });
   * PostgreSQL: `create materialized view "active_customer" as select … with data`. SQLite: `create view "active_customer" as select …`.
   * A text per dialect: `op.createView('today', { postgresql: 'select current_date', sqlite: "select date('now')" })`; `''` is no view there.
   */
  createView(name: string, select: SqlText, options?: ViewOptions): void;
  /**
   * Drops a view. Refused while others select from it, unless `cascade` drops those as well (PostgreSQL).
   * @example op.dropView('active_customer');
   * Both: `drop view "active_customer"`; PostgreSQL: `drop materialized view …` where it is one.
   */
  dropView(name: string, options?: { readonly cascade?: boolean }): void;
  /**
   * Renames a view; what selects from it follows.
   * @example op.renameView('active_customer', 'current_customer');
   * PostgreSQL: `alter view "active_customer" rename to "current_customer"`. SQLite: dropped and created, with what depends on it.
   */
  renameView(from: string, to: string): void;
}

/** The calls about views. */
export function viewCalls(push: Push) {
  return {
    createView(name, select, options) {
      const { replace, ...rest } = asOptions(options, [
        'materialized',
        'withData',
        'replace',
        'comment',
      ]);
      push({
        kind: 'createView',
        view: { name: asTable(name, 'the view'), select: asSelect(select), ...asKind(rest) },
        ...(optionalBoolean(replace, 'replace') === true && { replace: true }),
      });
    },
    dropView(name, options) {
      const { cascade } = asOptions(options, ['cascade']);
      push({
        kind: 'dropView',
        name: asTable(name, 'the view'),
        ...(optionalBoolean(cascade, 'cascade') === true && { cascade: true }),
      });
    },
    renameView: (from, to) =>
      push({
        kind: 'renameView',
        ...renaming(asTable(from, 'the view'), asTable(to, 'the new name')),
      }),
  } satisfies ViewOp;
}

function asKind(options: Readonly<Record<string, unknown>>): Omit<View, 'name' | 'select'> {
  const materialized = optionalBoolean(options['materialized'], 'materialized') ?? false;
  const withData = optionalBoolean(options['withData'], 'withData') ?? true;
  if (!withData && !materialized) {
    throw refuse(
      'withData is for a materialized view: an ordinary one keeps no rows',
      'leave it out, or write { materialized: true, withData: false }',
    );
  }
  return {
    ...(materialized && { materialized: true }),
    ...(!withData && { withData: false }),
    ...given('comment', optionalText(options['comment'], 'comment')),
  };
}

function asSelect(select: unknown): SqlText {
  if (typeof select === 'string') return asText(select, 'the select');
  const texts = asOptions(select, ['postgresql', 'sqlite'], 'the select');
  const { postgresql, sqlite } = texts;
  if (postgresql === undefined && sqlite === undefined) throw refuse('the select is missing');
  if (postgresql === sqlite) return asText(postgresql, 'the select');
  return {
    ...given('postgresql', perDialect(postgresql, 'postgresql')),
    ...given('sqlite', perDialect(sqlite, 'sqlite')),
  };
}

function perDialect(text: unknown, dialect: string): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  throw refuse(`the select for ${dialect} must be text, '' where there is no view`);
}
