import type { ColumnType, ColumnTypeName } from '../schema/column-type.ts';
import { sqlName } from '../schema/expression.ts';
import { columnQuestionId } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import { type Column, findColumn, findTable, type Schema, type Table } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Explained } from './explain.ts';
import { invert, type Inverses } from './invert.ts';
import type { AlterColumn, Operation } from './operation.ts';

/** The steps of a changed column, and what takes them back where that is more than their inverse. */
export interface Converted {
  readonly steps: readonly Explained[];
  readonly inverses: Inverses;
}

/**
 * Keeps what a column held before an expression converts it. Taken back, rows get their old value again; those that changed
 * since, and new ones, keep what they hold, because nobody knows the expression's inverse: the file says where to write it.
 * A conversion whose values cannot be kept says so on the way back.
 */
export function keepConverted(
  steps: readonly Explained[],
  { changes, answers, schema }: Context,
): Converted {
  const at = steps.findIndex(each => isByExpression(each, answers));
  const alter = steps[at];
  if (alter?.kind !== 'alterColumn') return { steps, inverses: new Map() };
  const conversion = conversionOf(alter, schema);
  const plain = withoutWhy(invert(alter, schema));
  if (conversion === undefined || !isKeepable(conversion, changes, answers)) {
    return { steps, inverses: new Map([[alter, warned(plain, alter)]]) };
  }
  const archive: Explained = {
    kind: 'archive',
    table: alter.table,
    columns: [alter.column],
    why: `keeps ${alter.column} as it was before ${alter.using ?? ''}: op.restore brings it back`,
  };
  return {
    steps: [...steps.slice(0, at), archive, ...steps.slice(at)],
    inverses: new Map<Operation, readonly Explained[]>([
      [archive, []],
      [alter, wayBack(conversion, plain)],
    ]),
  };
}

interface Context {
  readonly changes: Changes;
  readonly answers: Answers;
  /** Just before the steps. */
  readonly schema: Schema;
}

interface Conversion {
  readonly alter: AlterColumn;
  readonly using: string;
  readonly owner: Table;
  readonly from: Column;
  readonly type: ColumnType;
}

function isByExpression(operation: Operation, answers: Answers): boolean {
  if (operation.kind !== 'alterColumn' || operation.using === undefined) return false;
  const id = columnQuestionId('convert', operation.table, operation.column);
  return Object.hasOwn(answers, id) && answers[id] === `sql:${operation.using}`;
}

function withoutWhy(inverse: ReturnType<typeof invert>): readonly Explained[] {
  return 'irreversible' in inverse ? [] : inverse;
}

function conversionOf(alter: AlterColumn, schema: Schema): Conversion | undefined {
  const { table, column, type, using } = alter;
  const owner = findTable(schema, table);
  const from = owner && findColumn(owner, column);
  if (owner === undefined || from === undefined) return undefined;
  return type === undefined || using === undefined
    ? undefined
    : { alter, using, owner, from, type };
}

/** By the primary key values are put back to their rows; of one table there is one archive. */
function isKeepable(conversion: Conversion, changes: Changes, answers: Answers): boolean {
  const { alter, owner, from, type } = conversion;
  const { table, column } = alter;
  const key = owner.primaryKey?.columns ?? [];
  if (key.length === 0 || key.includes(column) || from.generated !== undefined) return false;
  if (ofKind(changes.all, 'primaryKeyChanged').some(each => each.table === table)) return false;
  const others = changes.columnRemoved.some(
    each => each.table === table && changes.farewellToColumn(table, each.column.name) === 'archive',
  );
  const converted = changes.columnChanged.filter(each => {
    const id = columnQuestionId('convert', each.table, each.to.name);
    const answer = Object.hasOwn(answers, id) ? (answers[id] ?? '') : '';
    return each.table === table && (answer.startsWith('sql:') || answer === 'archive');
  });
  return !others && converted.length === 1 && backAgain('', from.type, type) !== undefined;
}

function wayBack(conversion: Conversion, back: readonly Explained[]): readonly Explained[] {
  const { alter, using, owner, from, type } = conversion;
  const { table, column } = alter;
  const held: Column = { name: freeName(owner, `${column}_now`), type, nullable: true };
  const now = sqlName(held.name);
  return [
    { kind: 'addColumn', table, column: held, why: `what ${column} holds by now` },
    { kind: 'backfill', table, set: { [held.name]: sqlName(column) }, why: 'before it goes' },
    ...back,
    { kind: 'restore', table, columns: [column] },
    {
      kind: 'backfill',
      table,
      set: { [column]: backAgain(now, from.type, type) ?? now },
      where: {
        postgresql: `${now} is distinct from cast((${using}) as ${castName(type)})`,
        sqlite: `${now} is distinct from (${using})`,
      },
      why: `rows that changed since, and new ones, keep what they hold: ${using} is not undone for them, say here what does`,
    },
    {
      kind: 'dropColumn',
      table,
      column: held.name,
      definition: held,
      why: `what ${using} made goes with it`,
    },
  ];
}

function warned(back: readonly Explained[], { using, column }: AlterColumn): readonly Explained[] {
  const [first, ...others] = back;
  const why = `${using ?? ''} is not undone: ${column} keeps what it holds; say in using what turns it back`;
  return first === undefined ? back : [{ ...first, why }, ...others];
}

/** A value of the new type as one of the old, where one expression says it on both databases. */
function backAgain(value: string, from: ColumnType, to: ColumnType): string | undefined {
  const [was, is] = [families[from.name], families[to.name]];
  if (was === undefined || is === undefined) return undefined;
  if (was === is || was === 'text') return value;
  if (was === 'number') {
    return is === 'boolean' ? `case when ${value} then 1 else 0 end` : `cast(${value} as numeric)`;
  }
  return is === 'number' ? `${value} <> 0` : undefined;
}

type Family = 'number' | 'text' | 'boolean';

const families: Partial<Readonly<Record<ColumnTypeName, Family>>> = {
  tinyint: 'number',
  smallint: 'number',
  mediumint: 'number',
  integer: 'number',
  bigint: 'number',
  decimal: 'number',
  float: 'number',
  double: 'number',
  string: 'text',
  char: 'text',
  text: 'text',
  boolean: 'boolean',
};

// What `alter column … using` has rounded is rounded again before it is compared.
const castNames: Partial<Readonly<Record<ColumnTypeName, string>>> = {
  tinyint: 'smallint',
  smallint: 'smallint',
  mediumint: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  float: 'real',
  double: 'double precision',
  boolean: 'boolean',
};

function castName(type: ColumnType): string {
  if (type.name === 'decimal') return `numeric(${type.precision ?? 10}, ${type.scale ?? 0})`;
  return castNames[type.name] ?? 'text';
}

function freeName({ columns }: Table, wanted: string): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}_${number}`;
  return name;
}
