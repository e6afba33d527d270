import type { SqlText } from '../schema/objects.ts';
import type { Backfill, Insert, Sql } from './operation.ts';
import {
  asColumns,
  asList,
  asLiteral,
  asOptions,
  asTable,
  asText,
  given,
  isPlainObject,
  optionalBoolean,
  optionalText,
  refuse,
  refuseLater,
} from './record-check.ts';
import { asSqlText } from './record-computed.ts';
import type { Push } from './record-guard.ts';
import type { Op } from './record-op.ts';

/** The calls about rows, comments and SQL. */
export function dataCalls(push: Push) {
  return {
    comment(table, comment, options) {
      const column = optionalText(asOptions(options, ['column'])['column'], 'column');
      const text = comment === null ? null : asText(comment, 'the comment');
      push({ kind: 'comment', table: asTable(table), ...given('column', column), comment: text });
    },
    insert: (table, rows) =>
      push({ kind: 'insert', table: asTable(table), rows: asList(rows, 'the rows').map(asRow) }),
    backfill: (table, fill) => push({ kind: 'backfill', table: asTable(table), ...asFill(fill) }),
    archive: (table, columns) =>
      push({ kind: 'archive', table: asTable(table), ...someColumns(columns) }),
    restore: (table, columns) =>
      push({ kind: 'restore', table: asTable(table), ...someColumns(columns) }),
    sql(text, options) {
      const { transactional } = asOptions(options, ['transactional']);
      const inside = optionalBoolean(transactional, 'transactional') ?? true;
      push({
        kind: 'sql',
        ...asTexts(text),
        ...given<'transactional', false>('transactional', inside ? undefined : false),
      });
    },
  } satisfies Partial<Op>;
}

function someColumns(columns: unknown): { readonly columns?: readonly string[] } {
  return given('columns', columns === undefined ? undefined : asColumns(columns));
}

function asRow(row: unknown): Insert['rows'][number] {
  if (!isPlainObject(row) || Object.keys(row).length === 0) {
    throw refuse("a row is an object such as { id: 1, name: 'books' }");
  }
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, asValue(value, column)]),
  );
}

function asValue(value: unknown, column: string): string | number | boolean | null {
  if (value === null) return null;
  if (value instanceof Date) {
    throw refuse(
      `the value of ${column} is a Date`,
      `write it as text: '${Number.isNaN(value.valueOf()) ? '2026-11-20T14:32:05Z' : value.toISOString()}'`,
    );
  }
  return asLiteral(value, `the value of ${column}`);
}

function asFill(fill: unknown): Pick<Backfill, 'set' | 'where' | 'transactional'> {
  refuseLater(fill, ['key', 'batch', 'pause', 'verify']);
  const options = asOptions(fill, ['set', 'where', 'transactional']);
  const { set } = options;
  if (!isPlainObject(set) || Object.keys(set).length === 0) {
    throw refuse('says nothing to set', 'write { set: { full_name: "first || \' \' || last" } }');
  }
  const expressions = Object.entries(set).map(([column, expression]) => [
    column,
    asExpression(expression, column),
  ]);
  const where = asWhere(options['where']);
  const inside = optionalBoolean(options['transactional'], 'transactional') ?? true;
  if (!inside && where === undefined) {
    throw refuse(
      'may run twice where it was cut off, and without where it would begin anew',
      "say which rows still need it: where: 'full_name is null'",
    );
  }
  return {
    set: Object.fromEntries(expressions),
    ...given('where', where),
    ...given<'transactional', false>('transactional', inside ? undefined : false),
  };
}

function asWhere(where: unknown): SqlText | undefined {
  return where === undefined ? undefined : asSqlText(where, 'where');
}

function asExpression(expression: unknown, column: string): SqlText {
  if (typeof expression === 'string' && expression.trim() !== '') return expression;
  if (isPlainObject(expression)) return asSqlText(expression, `the value of ${column}`);
  throw refuse(
    `the value of ${column} must be an SQL expression`,
    `text stands in quotes twice: { ${column}: "'basic'" }; numbers once: { ${column}: '0' }`,
  );
}

function asTexts(text: unknown): Pick<Sql, 'postgresql' | 'sqlite'> {
  if (typeof text === 'string') {
    return { postgresql: asText(text, 'the SQL'), sqlite: text };
  }
  const { postgresql, sqlite } = asOptions(text, ['postgresql', 'sqlite'], 'the SQL');
  if (postgresql === undefined && sqlite === undefined) throw refuse('the SQL is missing');
  return {
    ...given('postgresql', perDialect(postgresql, 'postgresql')),
    ...given('sqlite', perDialect(sqlite, 'sqlite')),
  };
}

function perDialect(text: unknown, dialect: string): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  throw refuse(`the SQL for ${dialect} must be text, '' where nothing is needed`);
}
