import type { ColumnType } from '../schema/column-type.ts';
import { conversionLoss } from '../schema/conversion.ts';
import { mentions } from '../schema/expression.ts';
import { misfit } from '../schema/lost-values.ts';
import { bareName } from '../schema/names.ts';
import { someSqlText } from '../schema/objects.ts';
import { findColumn, findTable, type Schema } from '../schema/schema.ts';
import { quoteText } from '../schema/tokens.ts';
import { apply } from './apply.ts';
import type { Operation, OperationKind, OperationOf } from './operation.ts';

/** An operation with what a reader would not see from the call alone: the file has it as a comment above the call. */
export type Explained = Operation & { readonly why?: string };

/**
 * Says of each data step and of each step that may lose something what it does to the rows, unless it says so already.
 * Never counts: the text is the same whatever rows there are.
 */
export function explain(
  operations: readonly Explained[],
  before: Schema,
  direction: 'up' | 'down',
): readonly Explained[] {
  let schema = before;
  return operations.map((operation, at) => {
    const why = operation.why ?? remark(operation, { operations, at, schema, direction });
    schema = apply(schema, operation);
    return why === undefined ? operation : { ...operation, why };
  });
}

interface Place {
  readonly operations: readonly Operation[];
  readonly at: number;
  /** Just before the operation. */
  readonly schema: Schema;
  readonly direction: 'up' | 'down';
}

function remark(operation: Operation, place: Place): string | undefined {
  const say: ((operation: never, place: Place) => string | undefined) | undefined =
    remarks[operation.kind];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the operation's kind agree, which TypeScript cannot correlate
  return say?.(operation as never, place);
}

const remarks: {
  readonly [K in OperationKind]?: (operation: OperationOf<K>, place: Place) => string | undefined;
} = {
  archive: ({ table, columns }) =>
    `keeps ${columns?.join(', ') ?? 'the rows'} of ${table}: op.restore brings them back`,
  restore: ({ table, columns }) =>
    `brings ${columns?.join(', ') ?? 'the rows'} of ${table} back from the archive`,
  dropTable({ table }, place) {
    if (isKept(place, table)) return undefined;
    return place.direction === 'up'
      ? `the rows of ${table} go for good`
      : `the rows that came to ${table} meanwhile go with it`;
  },
  dropColumn({ table, column }, place) {
    if (isKept(place, table, column) || isComputed(place, table, column)) return undefined;
    if (isPassedOn(place, { table, column })) return undefined;
    return place.direction === 'up'
      ? `the values of ${table}.${column} go for good`
      : `what was written to ${table}.${column} meanwhile goes with it`;
  },
  createTable({ table: { name } }, place) {
    if (place.direction === 'up' || isRestored(place, name)) return undefined;
    return `comes back empty: the rows of ${name} are gone`;
  },
  addColumn({ table, column }, place) {
    if (place.direction === 'up' || column.generated !== undefined) return undefined;
    if (isRestored(place, table, column.name) || isFilled(place, table, column.name)) {
      return undefined;
    }
    return `comes back without what was in it: the values of ${table}.${column.name} are gone`;
  },
  alterColumn({ table, column, type, nullable, using }, { schema, direction }) {
    const owner = findTable(schema, table);
    const from = owner && findColumn(owner, column);
    const moved = from && type && using && movedBy(using, from.type, type);
    if (moved) return moved;
    const lost =
      from && type && lostBy({ table, column, using }, { from: from.type, type, schema });
    if (lost !== undefined) return lost;
    if (nullable !== false || direction === 'up') return undefined;
    return `stops at a row that has null in ${table}.${column} by now`;
  },
  removeEnumValue({ name, value, replacement }) {
    return replacement === undefined
      ? `stops at a row that still holds ${value} of ${name}`
      : `rows that hold ${value} of ${name} get ${replacement ?? 'null'}`;
  },
};

function lostBy(
  { table, column, using }: { table: string; column: string; using: string | undefined },
  { from, type, schema }: { from: ColumnType; type: ColumnType; schema: Schema },
): string | undefined {
  const loss = lossOf(from, type, schema);
  if (loss === undefined) return undefined;
  const stops = using === undefined && misfit(column, from, type) !== undefined;
  return stops
    ? `stops at values of ${table}.${column} that do not fit: ${loss}`
    : `not every value of ${table}.${column} survives: ${loss}`;
}

/** What an expression that names values which go makes of their rows. */
function movedBy(using: string, from: ColumnType, to: ColumnType): string | undefined {
  if (from.name !== 'enum' || to.name !== 'enum') return undefined;
  const gone = from.values.filter(value => !to.values.includes(value));
  const isNamed = (value: string): boolean => using.includes(`when ${quoteText(value)} then`);
  const moved = gone.filter(isNamed);
  if (moved.length === 0) return undefined;
  const left = gone.filter(value => !isNamed(value));
  const rest = left.length === 0 ? '' : `; stops at a row that says ${left.join(' or ')}`;
  return `rows that say ${moved.join(' or ')} get another value${rest}`;
}

// Between two native enums it is their values that count, not their names.
function lossOf(from: ColumnType, to: ColumnType, schema: Schema): string | undefined {
  const gone =
    from.name === 'nativeEnum' && to.name === 'nativeEnum'
      ? valuesOf(from.enum, schema).filter(value => !valuesOf(to.enum, schema).includes(value))
      : undefined;
  if (gone === undefined) return conversionLoss(from, to);
  return gone.length === 0 ? undefined : `rows that say ${gone.join(' or ')}`;
}

function valuesOf(name: string, { enums = [] }: Schema): readonly string[] {
  return enums.find(each => each.name === name)?.values ?? [];
}

function isKept(place: Place, table: string, column?: string): boolean {
  return place.operations
    .slice(0, place.at)
    .some(operation => operation.kind === 'archive' && holds(operation, table, column));
}

function isRestored(place: Place, table: string, column?: string): boolean {
  return place.operations
    .slice(place.at + 1)
    .some(operation => operation.kind === 'restore' && holds(operation, table, column));
}

const takesRows = /^insert into\b.*\bselect\b/is;

/** Whether a step before took its values elsewhere. */
function isPassedOn(
  { operations, at }: Place,
  { table, column }: { readonly table: string; readonly column: string },
): boolean {
  const names = (sql: string): boolean => mentions(sql, column) && mentions(sql, bareName(table));
  return operations.slice(0, at).some(each => {
    if (each.kind === 'sql') return takesRows.test(each.sqlite ?? '') && names(each.sqlite ?? '');
    if (each.kind !== 'backfill') return false;
    const texts = Object.values(each.set);
    // Its own columns stand bare in a table's backfill.
    return each.table === table
      ? texts.some(text => someSqlText(text, sql => mentions(sql, column)))
      : texts.some(text => someSqlText(text, names));
  });
}

function isFilled({ operations, at }: Place, table: string, column: string): boolean {
  return operations
    .slice(at + 1)
    .some(
      each => each.kind === 'backfill' && each.table === table && Object.hasOwn(each.set, column),
    );
}

function holds(
  archive: { readonly table: string; readonly columns?: readonly string[] },
  table: string,
  column: string | undefined,
): boolean {
  if (archive.table !== table) return false;
  if (archive.columns === undefined || column === undefined) return archive.columns === undefined;
  return archive.columns.includes(column);
}

function isComputed({ schema }: Place, table: string, column: string): boolean {
  const owner = findTable(schema, table);
  return owner !== undefined && findColumn(owner, column)?.generated !== undefined;
}
