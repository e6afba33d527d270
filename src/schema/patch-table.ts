import type { Exclusion, Policy, Trigger } from './objects.ts';
import type { ListPatch, Renamed } from './patch-list.ts';
import { one, patchedList, patchOfList } from './patch-list.ts';
import {
  type Check,
  type Column,
  findColumn,
  type ForeignKey,
  type Index,
  type Table,
  type Unique,
} from './schema.ts';

/** What SQL of a person made of one table. */
export interface TablePatch {
  readonly name: string;
  readonly renamed: readonly Renamed[];
  readonly columns: ListPatch<Column>;
  readonly changedColumns: readonly ColumnPatch[];
  readonly indexes: ListPatch<Index>;
  readonly uniques: ListPatch<Unique>;
  readonly foreignKeys: ListPatch<ForeignKey>;
  readonly checks: ListPatch<Check>;
  readonly exclusions: ListPatch<Exclusion>;
  readonly triggers: ListPatch<Trigger>;
  readonly policies: ListPatch<Policy>;
  /** What a table has at most one of, where that changed; null where it has none any more. */
  readonly own: {
    readonly primaryKey?: Table['primaryKey'] | null;
    readonly comment?: string | null;
    readonly rowSecurity?: Table['rowSecurity'] | null;
    readonly partitioning?: Table['partitioning'] | null;
  };
}

/** A column that stays, and what of it is otherwise: `to` is as the database tells it. */
export interface ColumnPatch {
  readonly name: string;
  readonly aspects: readonly Aspect[];
  readonly to: Column;
}

const aspects = [
  'type',
  'nullable',
  'default',
  'autoincrement',
  'identity',
  'generated',
  'comment',
  'collation',
] as const satisfies (keyof Column)[];

type Aspect = (typeof aspects)[number];

/** What leads from a table to what it is now. `renamed` columns have their new names in both. */
export function patchOfTable(before: Table, after: Table, renamed: readonly Renamed[]): TablePatch {
  const columns = patchOfList(before.columns, after.columns);
  const stays = ({ name }: Column): boolean => findColumn(before, name) !== undefined;
  return {
    name: after.name,
    renamed,
    columns: { put: columns.put.filter(column => !stays(column)), gone: columns.gone },
    changedColumns: columns.put.filter(stays).map(to => patchOfColumn(before, to)),
    indexes: patchOfList(before.indexes, after.indexes),
    uniques: patchOfList(before.uniques, after.uniques),
    foreignKeys: patchOfList(before.foreignKeys, after.foreignKeys),
    checks: patchOfList(before.checks, after.checks),
    exclusions: patchOfList(before.exclusions, after.exclusions),
    triggers: patchOfList(before.triggers, after.triggers),
    policies: patchOfList(before.policies, after.policies),
    own: {
      ...(differs(before.primaryKey, after.primaryKey) && { primaryKey: after.primaryKey ?? null }),
      ...(differs(before.comment, after.comment) && { comment: after.comment ?? null }),
      ...(differs(before.rowSecurity, after.rowSecurity) && {
        rowSecurity: after.rowSecurity ?? null,
      }),
      ...(differs(before.partitioning, after.partitioning) && {
        partitioning: after.partitioning ?? null,
      }),
    },
  };
}

/** The table as it is now. */
export function patchedTable(table: Table, patch: TablePatch): Table {
  const {
    exclusions,
    triggers,
    policies,
    primaryKey,
    comment,
    rowSecurity,
    partitioning,
    ...rest
  } = table;
  const columns = table.columns.map(column => {
    const change = patch.changedColumns.find(({ name }) => name === column.name);
    return change === undefined ? column : patchedColumn(column, change);
  });
  return {
    ...rest,
    columns: patchedList(columns, patch.columns),
    indexes: patchedList(table.indexes, patch.indexes),
    uniques: patchedList(table.uniques, patch.uniques),
    foreignKeys: patchedList(table.foreignKeys, patch.foreignKeys),
    checks: patchedList(table.checks, patch.checks),
    ...one('exclusions', some(patchedList(exclusions, patch.exclusions))),
    ...one('triggers', some(patchedList(triggers, patch.triggers))),
    ...one('policies', some(patchedList(policies, patch.policies))),
    ...one('primaryKey', patch.own.primaryKey, primaryKey),
    ...one('comment', patch.own.comment, comment),
    ...one('rowSecurity', patch.own.rowSecurity, rowSecurity),
    ...one('partitioning', patch.own.partitioning, partitioning),
  };
}

/** Whether two tables have the same columns. */
export function sameColumns(a: Table, b: Table): boolean {
  return !differs(a.columns, b.columns);
}

function patchOfColumn(before: Table, to: Column): ColumnPatch {
  const from = findColumn(before, to.name);
  return {
    name: to.name,
    aspects: aspects.filter(aspect => differs(from?.[aspect], to[aspect])),
    to,
  };
}

function patchedColumn(column: Column, { aspects: changed, to }: ColumnPatch): Column {
  const from = (aspect: Aspect): Column => (changed.includes(aspect) ? to : column);
  const { type } = from('type');
  const { nullable } = from('nullable');
  return {
    name: column.name,
    type,
    nullable,
    ...one('default', from('default').default),
    ...one('autoincrement', from('autoincrement').autoincrement),
    ...one('identity', from('identity').identity),
    ...one('generated', from('generated').generated),
    ...one('comment', from('comment').comment),
    ...one('collation', from('collation').collation),
    ...one('learnt', from('type').learnt),
  };
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
