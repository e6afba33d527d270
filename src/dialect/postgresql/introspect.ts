import type {
  Check,
  Column,
  ForeignKey,
  Index,
  PrimaryKey,
  ReferentialAction,
  Schema,
  Table,
  Unique,
} from '../../schema/schema.ts';
import type { Introspection, Row } from '../dialect.ts';
import { queries } from './introspect-queries.ts';

type RowSets = Readonly<Record<string, readonly Row[]>>;

/** Reads PostgreSQL's catalog: types are native, defaults, checks and predicates are SQL as the server spells it. */
export const introspection: Introspection = {
  queries,
  toSchema: (rows: RowSets): Schema => ({
    tables: (rows['tables'] ?? []).map(row => toTable(row, rows)),
  }),
};

function toTable(row: Row, rows: RowSets): Table {
  const name = text(row, 'name');
  const own = (set: string): readonly Row[] =>
    (rows[set] ?? []).filter(each => each['table'] === name);
  const constraints = (kind: string): readonly Row[] =>
    own('constraints').filter(each => each['kind'] === kind);
  const [primaryKey] = constraints('p').map(toKey);
  return {
    name,
    columns: own('columns').map(toColumn),
    ...(primaryKey && { primaryKey }),
    indexes: own('indexes').map(toIndex),
    uniques: constraints('u').map(toUnique),
    foreignKeys: constraints('f').map(toForeignKey),
    checks: constraints('c').map(toCheck),
    ...optional(row, 'comment'),
  };
}

function toColumn(row: Row): Column {
  const autoincrement = row['autoincrement'] === true;
  return {
    name: text(row, 'name'),
    type: { name: 'native', postgresql: text(row, 'type') },
    nullable: row['not_null'] !== true,
    ...(typeof row['default'] === 'string' &&
      !autoincrement && { default: { kind: 'sql', sql: row['default'] } }),
    ...(autoincrement && { autoincrement }),
    ...optional(row, 'comment'),
    ...optional(row, 'collation'),
  };
}

function toKey(row: Row): PrimaryKey {
  return { name: text(row, 'name'), columns: names(row, 'columns') };
}

function toIndex(row: Row): Index {
  const include = names(row, 'include');
  const method = text(row, 'method');
  const predicate = row['predicate'];
  return {
    ...toKey(row),
    unique: row['is_unique'] === true,
    ...(typeof predicate === 'string' && { where: predicate }),
    ...(method !== 'btree' && { using: method }),
    ...(include.length > 0 && { include }),
  };
}

function toUnique(row: Row): Unique {
  return { ...toKey(row), ...deferrable(row) };
}

function toForeignKey(row: Row): ForeignKey {
  const onDelete = actions[text(row, 'on_delete')];
  const onUpdate = actions[text(row, 'on_update')];
  return {
    ...toKey(row),
    refTable: text(row, 'ref_table'),
    refColumns: names(row, 'ref_columns'),
    ...(onDelete && { onDelete }),
    ...(onUpdate && { onUpdate }),
    ...deferrable(row),
  };
}

function toCheck(row: Row): Check {
  return { name: text(row, 'name'), expression: text(row, 'expression') };
}

// pg_constraint.confdeltype; 'a' is `no action`, the same as nothing said.
const actions: Readonly<Record<string, ReferentialAction>> = {
  c: 'cascade',
  n: 'set null',
  d: 'set default',
  r: 'restrict',
};

function deferrable(row: Row): Pick<Unique, 'deferrable'> {
  if (row['deferrable'] !== true) return {};
  return { deferrable: row['deferred'] === true ? 'deferred' : 'immediate' };
}

function optional<K extends 'comment' | 'collation'>(
  row: Row,
  key: K,
): { readonly [P in K]?: string } {
  const value = row[key];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to an index signature
  return (typeof value === 'string' ? { [key]: value } : {}) as { readonly [P in K]?: string };
}

function text(row: Row, key: string): string {
  const value = row[key];
  return typeof value === 'string' ? value : '';
}

function names(row: Row, key: string): readonly string[] {
  const value = row[key];
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.map(String) : [];
}
