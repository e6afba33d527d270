import type {
  Check,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  Schema,
  Table,
  Unique,
} from '../../schema/schema.ts';
import type { Introspection, Row } from '../dialect.ts';
import { toRoutines, toTableCode } from './introspect-code.ts';
import { toColumn } from './introspect-columns.ts';
import { toExclusions } from './introspect-exclusions.ts';
import { nullsNotDistinct, toIndex } from './introspect-indexes.ts';
import { toNamespaces } from './introspect-namespaces.ts';
import { toPartitioning, toSequences } from './introspect-objects.ts';
import { queries } from './introspect-queries.ts';
import { toViews } from './introspect-views.ts';
import { names, optional, text } from './row.ts';
import { widened } from './scope.ts';

type RowSets = Readonly<Record<string, readonly Row[]>>;

/** Reads PostgreSQL's catalog: types are native, defaults, checks and predicates are SQL as the server spells it. */
export const introspection: Introspection = {
  queries,
  within: schemas => ({ ...introspection, queries: widened(queries, schemas) }),
  toSchema: (rows: RowSets): Schema => ({
    tables: (rows['tables'] ?? []).map(row => toTable(row, rows)),
    ...toSequences(rows['sequences'] ?? []),
    ...toViews(rows['views'] ?? [], view =>
      (rows['indexes'] ?? []).filter(row => row['table'] === view).map(toIndex),
    ),
    ...toNamespaces(rows),
    ...toRoutines(rows['routines'] ?? []),
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
    ...toPartitioning(row, own('partitions')),
    ...toExclusions(own('exclusions')),
    ...toTableCode(own),
    ...optional(row, 'comment'),
  };
}

function toKey(row: Row): PrimaryKey {
  return { name: text(row, 'name'), columns: names(row, 'columns') };
}

function toUnique(row: Row): Unique {
  return { ...toKey(row), ...deferrable(row), ...nullsNotDistinct(row) };
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
    ...notValid(row),
  };
}

function toCheck(row: Row): Check {
  return { name: text(row, 'name'), expression: text(row, 'expression'), ...notValid(row) };
}

// pg_constraint.confdeltype; 'a' is `no action`, the same as nothing said.
const actions: Readonly<Record<string, ReferentialAction>> = {
  c: 'cascade',
  n: 'set null',
  d: 'set default',
  r: 'restrict',
};

function notValid(row: Row): { readonly notValid?: true } {
  return row['not_valid'] === true ? { notValid: true } : {};
}

function deferrable(row: Row): Pick<Unique, 'deferrable'> {
  if (row['deferrable'] !== true) return {};
  return { deferrable: row['deferred'] === true ? 'deferred' : 'immediate' };
}
