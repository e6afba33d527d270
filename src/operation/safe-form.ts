import { sqlName } from '../schema/expression.ts';
import { bareName } from '../schema/names.ts';
import type { Answers } from '../schema/question.ts';
import type { Schema } from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import type {
  AddColumn,
  AlterColumn,
  Backfill,
  Operation,
  OperationKind,
  OperationOf,
} from './operation.ts';
import { swapColumn } from './swap-column.ts';
import { unsafeSteps } from './unsafe.ts';

/** A revision on its way to a form in which nobody waits. */
export interface SafeForms {
  readonly up: readonly Explained[];
  /** The same as `up` came in, but for indexes that come and so go beside the traffic: what `down` is made of. */
  readonly plain: readonly Explained[];
}

/**
 * Gives the steps that were answered `safe` their safe form. What is built beside the traffic and what reads rows while others
 * write stands at the end, outside of the transaction, unless something before it stands on it.
 */
export function inSafeForms(
  operations: readonly Explained[],
  answers: Answers,
  recorded: Schema,
): SafeForms {
  const chosen = new Map(
    unsafeSteps(operations, recorded)
      .filter(
        ({ question }) => Object.hasOwn(answers, question.id) && answers[question.id] === 'safe',
      )
      .map(({ operation, before }) => [operation, before]),
  );
  const moved = new Set<Operation>();
  // From the end: what fills a column is known to belong to its not null before it is met.
  const forms = operations
    .map((operation, at) => ({ operation, at }))
    .toReversed()
    .map(({ operation, at }): Form => {
      if (moved.has(operation)) return { here: [], later: [] };
      const before = chosen.get(operation);
      if (before === undefined) return { here: [operation], later: [] };
      const fills = fillsOf(operation, operations.slice(0, at));
      for (const fill of fills) moved.add(fill);
      return formOf(operation, { fills, before, rest: operations.slice(at + 1), recorded });
    })
    .toReversed();
  return {
    up: [...forms.flatMap(({ here }) => here), ...forms.flatMap(({ later }) => later)],
    plain: operations.map(operation =>
      operation.kind === 'createIndex' && chosen.has(operation)
        ? { ...operation, concurrently: true }
        : operation,
    ),
  };
}

/** What an operation becomes: where it stands, and at the end. */
interface Form {
  readonly here: readonly Explained[];
  readonly later: readonly Explained[];
}

interface Place {
  /** What fills the column that becomes not null. */
  readonly fills: readonly (Explained & Backfill)[];
  /** Just before the operation. */
  readonly before: Schema;
  readonly rest: readonly Operation[];
  readonly recorded: Schema;
}

function formOf(operation: Explained, place: Place): Form {
  const make: ((operation: never, place: Place) => Form) | undefined = safeForms[operation.kind];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the operation's kind agree, which TypeScript cannot correlate
  return make?.(operation as never, place) ?? { here: [operation], later: [] };
}

type Why = { readonly why?: string };

const beside = 'built outside of the transaction: others read and write meanwhile';
const checksNew = 'checks new rows alone, those that are there further down';
const checksOld = 'outside of the transaction: others read and write while the rows are checked';

const safeForms: {
  readonly [K in OperationKind]?: (operation: OperationOf<K> & Why, place: Place) => Form;
} = {
  createIndex(operation, { rest }) {
    const made: Explained = { ...operation, concurrently: true, why: beside };
    const isKey = operation.index.unique && isPointedTo(operation.table, rest);
    return isKey ? { here: [made], later: [] } : { here: [], later: [made] };
  },
  addUnique(operation, { rest }) {
    const { table, unique } = operation;
    const { name, columns, nullsNotDistinct } = unique;
    const index = { name, columns, unique: true, ...(nullsNotDistinct && { nullsNotDistinct }) };
    const steps: readonly Explained[] = [
      { kind: 'createIndex', table, index, concurrently: true, why: beside },
      { ...operation, usingIndex: name },
    ];
    return isPointedTo(table, rest) ? { here: steps, later: [] } : { here: [], later: steps };
  },
  addForeignKey(operation) {
    const { table, foreignKey } = operation;
    const { name } = foreignKey;
    return {
      here: [{ ...operation, foreignKey: { ...foreignKey, notValid: true }, why: checksNew }],
      later: [{ kind: 'validate', table, name, transactional: false, why: checksOld }],
    };
  },
  addCheck(operation) {
    const { table, check } = operation;
    return {
      here: [{ ...operation, check: { ...check, notValid: true }, why: checksNew }],
      later: [{ kind: 'validate', table, name: check.name, transactional: false, why: checksOld }],
    };
  },
  alterColumn: (operation, place) => ({
    here: swapColumn(operation, place.before) ?? provenNotNull(operation, place),
    later: [],
  }),
  addColumn: (operation, place) => ({ here: filledAfterwards(operation, place), later: [] }),
};

// A foreign key wants the key that it points to before it comes.
function isPointedTo(table: string, rest: readonly Operation[]): boolean {
  return rest.some(
    operation => operation.kind === 'addForeignKey' && operation.foreignKey.refTable === table,
  );
}

/** The backfills before a not null that set just its column, and say of which rows. */
function fillsOf(
  operation: Operation,
  earlier: readonly Explained[],
): readonly (Explained & Backfill)[] {
  if (operation.kind !== 'alterColumn' || operation.nullable !== false) return [];
  const { table, column } = operation;
  return earlier
    .filter(each => each.kind === 'backfill')
    .filter(({ where, set, ...each }) => {
      const isOwn = each.table === table && Object.keys(set).join() === column;
      return isOwn && where !== undefined;
    });
}

/** Outside of the transaction: only the rows that it fills are locked, and not for longer than it runs. */
function apart(fill: Explained & Backfill): Explained {
  const { why = 'fills the rows that are there' } = fill;
  return { ...fill, transactional: false, why: `${why}; outside of the transaction` };
}

/** An update passes over the rows that come while it runs: few, and no more once the check is there. */
function again(fill: Explained & Backfill): Explained {
  return { ...fill, why: `once more, for rows of ${fill.table} that came meanwhile` };
}

/** PostgreSQL 12 and later take a valid check that no row has null as proof, and look at none. */
function provenNotNull(
  operation: AlterColumn & Why,
  { recorded, fills }: Pick<Place, 'recorded' | 'fills'>,
): readonly Explained[] {
  const { table, column } = operation;
  const name = freeName(recorded, `${bareName(table)}_${column}_not_null`);
  const check = { name, expression: `${sqlName(column)} is not null` };
  const why = `proves that no row has null in ${column}, so that none is looked at while others wait`;
  return [
    ...fills.map(fill => apart(fill)),
    ...fills.map(fill => again(fill)),
    { kind: 'addCheck', table, check: { ...check, notValid: true }, why },
    { kind: 'validate', table, name, transactional: false, why: checksOld },
    operation,
    { kind: 'dropCheck', table, name, definition: check },
  ];
}

/** A default that is computed for each row writes none where it comes after the column. */
function filledAfterwards(operation: AddColumn & Why, place: Place): readonly Explained[] {
  const { table, column } = operation;
  const { default: given, ...bare } = column;
  if (given?.kind !== 'sql') return [operation];
  const open = { ...bare, nullable: true };
  const { name } = column;
  const fill: Explained & Backfill = {
    kind: 'backfill',
    table,
    set: { [name]: given.sql },
    where: `${sqlName(name)} is null`,
    why: 'rows that are there get what new ones get by default',
  };
  const steps: readonly Explained[] = [
    { ...operation, column: open },
    { kind: 'alterColumn', table, column: name, default: given, before: open },
    apart(fill),
  ];
  if (column.nullable) return steps;
  const filled = { ...open, default: given };
  const closing: AlterColumn = {
    kind: 'alterColumn',
    table,
    column: name,
    nullable: false,
    before: filled,
  };
  return [...steps, ...provenNotNull(closing, place)];
}

function freeName({ tables }: Schema, wanted: string): string {
  const taken = new Set(tables.flatMap(({ checks }) => checks.map(({ name }) => name)));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}
