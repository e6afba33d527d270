import type { ColumnType } from '../../src/schema/column-type.ts';
import { renameColumn, renameTable, withoutColumn } from '../../src/schema/edit.ts';
import { enumCheck } from '../../src/schema/enum-check.ts';
import { hasKey } from '../../src/schema/key.ts';
import { derivedName } from '../../src/schema/names.ts';
import type { Question } from '../../src/schema/question.ts';
import type { Column, ForeignKey, Schema, Table } from '../../src/schema/schema.ts';

/** Numbers that follow from a seed (mulberry32), and choices made with them. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  maybe(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const tableNames = [
  'order',
  'user',
  'customer',
  'client',
  'audit.event',
  'Line Item',
  'tag',
  'User',
];
const columnNames = [
  'name',
  'full_name',
  'email',
  'Mail',
  'total',
  'status',
  'group',
  'note',
  'a "b"',
];
const types: readonly ColumnType[] = [
  { name: 'integer' },
  { name: 'bigint' },
  { name: 'string', length: 40 },
  { name: 'string', length: 80 },
  { name: 'text' },
  { name: 'decimal', precision: 10, scale: 2 },
  { name: 'boolean' },
  { name: 'enum', values: ['on', 'off'] },
  { name: 'enum', values: ['on', "it's off", 'idle'] },
  { name: 'json' },
];

/** A schema with keys in circles, partial indexes, enums, odd names. */
export function randomSchema(dice: Dice): Schema {
  let schema: Schema = { tables: [] };
  for (let left = 1 + dice.below(4); left > 0; left -= 1) schema = withTable(schema, dice);
  for (let left = dice.below(8); left > 0; left -= 1) schema = withConstraint(schema, dice);
  return withoutDangling(schema);
}

/** The schema after a few edits of a person. The primary key stays. */
export function randomEdit(schema: Schema, dice: Dice): Schema {
  let edited = schema;
  for (let left = 1 + dice.below(7); left > 0; left -= 1) edited = dice.pick(edits)(edited, dice);
  return withoutDangling(edited);
}

/** Some answer to a question that leads to what the entities want. */
export function randomAnswer(question: Question, dice: Dice, desired: Schema): string {
  const values = question.options
    .map(option => option.value)
    // What stays for now is no way to the desired schema.
    .filter(value => !['stop', 'keep', 'nullable'].includes(value) && !value.startsWith('copy:'));
  const value = dice.pick(values);
  if (value === 'sql:') return 'sql:1';
  if (value !== 'default:') return value;
  const column = desired.tables
    .flatMap(table => table.columns.map(each => ({ place: `${table.name}.${each.name}`, each })))
    .find(({ place }) => place === question.subject)!.each;
  return `default:${literalFor(column.type)}`;
}

const literals: Readonly<Record<string, string>> = {
  boolean: 'true',
  json: '{}',
  string: 'x',
  text: '',
};

function literalFor(type: ColumnType): string {
  return type.name === 'enum' ? type.values[0]! : (literals[type.name] ?? '7');
}

type Edit = (schema: Schema, dice: Dice) => Schema;

const edits: readonly Edit[] = [
  withTable,
  withoutTable,
  withTableRenamed,
  withColumn,
  withColumn,
  withColumnRenamed,
  withColumnRenamed,
  withColumnChanged,
  withColumnChanged,
  withColumnGone,
  withConstraint,
  withConstraint,
  withConstraintGone,
  withConstraintRenamed,
];

function withTable(schema: Schema, dice: Dice): Schema {
  const free = tableNames.filter(name => !schema.tables.some(table => table.name === name));
  if (free.length === 0) return schema;
  const name = dice.pick(free);
  const id: Column = {
    name: 'id',
    type: { name: 'integer' },
    nullable: false,
    autoincrement: true,
  };
  let table: Table = {
    name,
    columns: [id],
    primaryKey: {
      name: dice.maybe(80) ? derivedName(name, [], 'primary') : rareName(dice),
      columns: ['id'],
    },
    indexes: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
    ...(dice.maybe(20) && { comment: 'a table' }),
  };
  for (let left = dice.below(5); left > 0; left -= 1) table = plusColumn(table, dice);
  return { tables: [...schema.tables, table] };
}

function plusColumn(table: Table, dice: Dice): Table {
  const free = columnNames.filter(name => !table.columns.some(column => column.name === name));
  if (free.length === 0) return table;
  return plusChecked(table, randomColumn(dice.pick(free), dice), dice);
}

function plusChecked(table: Table, column: Column, dice: Dice): Table {
  const check = enumCheck(table.name, column);
  const own = check && dice.maybe(30) ? { ...check, name: rareName(dice) } : check;
  return {
    ...table,
    columns: [...table.columns, column],
    checks: [...table.checks, ...(own ? [own] : [])],
  };
}

function randomColumn(name: string, dice: Dice): Column {
  const type = dice.pick(types);
  return {
    name,
    type,
    nullable: dice.maybe(40),
    ...(dice.maybe(30) && { default: { kind: 'value', value: literalFor(type) } }),
    ...(dice.maybe(10) && { comment: dice.pick(['one', 'two']) }),
  };
}

function onTable(schema: Schema, dice: Dice, change: (table: Table) => Table): Schema {
  if (schema.tables.length === 0) return schema;
  const chosen = dice.pick(schema.tables);
  return { tables: schema.tables.map(table => (table === chosen ? change(table) : table)) };
}

function withColumn(schema: Schema, dice: Dice): Schema {
  return onTable(schema, dice, table => plusColumn(table, dice));
}

function withoutTable(schema: Schema, dice: Dice): Schema {
  if (schema.tables.length === 0) return schema;
  const { name } = dice.pick(schema.tables);
  return {
    tables: schema.tables
      .filter(table => table.name !== name)
      .map(table =>
        withKeys(
          table,
          table.foreignKeys.filter(key => key.refTable !== name),
        ),
      ),
  };
}

// A foreign key has to point to a key.
function withoutDangling(schema: Schema): Schema {
  const isKept = ({ refTable, refColumns }: ForeignKey): boolean =>
    schema.tables.some(table => table.name === refTable && hasKey(table, refColumns));
  return {
    tables: schema.tables.map(table => withKeys(table, table.foreignKeys.filter(isKept))),
  };
}

function withKeys(table: Table, foreignKeys: readonly ForeignKey[]): Table {
  return { ...table, foreignKeys };
}

function withTableRenamed(schema: Schema, dice: Dice): Schema {
  const free = tableNames.filter(name => !schema.tables.some(table => table.name === name));
  if (schema.tables.length === 0 || free.length === 0) return schema;
  return named(renameTable(schema, dice.pick(schema.tables).name, dice.pick(free)));
}

function withColumnRenamed(schema: Schema, dice: Dice): Schema {
  if (schema.tables.length === 0) return schema;
  const { name, columns } = dice.pick(schema.tables);
  const free = columnNames.filter(each => !columns.some(column => column.name === each));
  const old = columns.filter(column => column.name !== 'id');
  if (free.length === 0 || old.length === 0) return schema;
  return named(renameColumn(schema, name, dice.pick(old).name, dice.pick(free)));
}

function withColumnChanged(schema: Schema, dice: Dice): Schema {
  return onTable(schema, dice, table => {
    const old = table.columns.filter(column => column.name !== 'id');
    if (old.length === 0) return table;
    const chosen = dice.pick(old);
    const fresh = randomColumn(chosen.name, dice);
    const check = enumCheck(table.name, fresh);
    const others = table.checks.filter(each => each.enumOf !== chosen.name);
    const kept = table.checks.find(each => each.enumOf === chosen.name);
    const name = kept?.name ?? (dice.maybe(70) ? check?.name : undefined) ?? rareName(dice);
    const isFree = !others.some(each => each.name === name);
    return {
      ...table,
      columns: table.columns.map(column => (column === chosen ? fresh : column)),
      checks: [...others, ...(check ? [{ ...check, name: isFree ? name : rareName(dice) }] : [])],
    };
  });
}

function withColumnGone(schema: Schema, dice: Dice): Schema {
  return onTable(schema, dice, table => {
    const old = table.columns.filter(column => column.name !== 'id');
    return old.length === 0 ? table : withoutColumn(table, dice.pick(old).name);
  });
}

// Enum checks and primary keys under derived names follow a rename, as MikroORM's would.
function named(schema: Schema): Schema {
  return { tables: schema.tables.map(withDerivedNames) };
}

function withDerivedNames(table: Table): Table {
  const { primaryKey } = table;
  const name = derivedName(table.name, [], 'primary');
  const isDerived = primaryKey?.name.endsWith('_pkey') === true;
  return {
    ...table,
    ...(isDerived && { primaryKey: { ...primaryKey, name } }),
    checks: table.checks.map(check => {
      const column = table.columns.find(each => each.name === check.enumOf);
      const derived = column && enumCheck(table.name, column);
      return derived && !check.name.startsWith('enum_') ? derived : check;
    }),
  };
}

// Names from a small pool, so that what goes and what comes often bear the same one.
function withConstraint(schema: Schema, dice: Dice): Schema {
  const relations = schema.tables.flatMap(table => [...table.indexes, ...table.uniques]);
  return onTable(schema, dice, table => {
    const column = dice.pick(table.columns).name;
    const columns = [...new Set([column, dice.pick(table.columns).name])];
    const constraints = [...table.uniques, ...table.foreignKeys, ...table.checks];
    const name = freeName([...relations, ...constraints], dice);
    const kind = dice.pick(['index', 'unique', 'key', 'check'] as const);
    if (kind === 'index') {
      const where = dice.maybe(30)
        ? { where: `"${column.replaceAll('"', '""')}" is not null` }
        : {};
      const index = { name, columns, unique: dice.maybe(30), ...where };
      return { ...table, indexes: [...table.indexes, index] };
    }
    if (kind === 'unique') return { ...table, uniques: [...table.uniques, { name, columns }] };
    if (kind === 'check') {
      const expression = `"${column.replaceAll('"', '""')}" is not null`;
      return { ...table, checks: [...table.checks, { name, expression }] };
    }
    const refTable = dice.pick(schema.tables).name;
    const keys = schema.tables
      .find(each => each.name === refTable)!
      .uniques.filter(unique => unique.columns.length === 1);
    const refColumns = keys.length > 0 && dice.maybe(50) ? dice.pick(keys).columns : ['id'];
    const key: ForeignKey = { name, columns: [column], refTable, refColumns };
    const action = dice.maybe(50) ? { onDelete: 'cascade' as const } : {};
    return { ...table, foreignKeys: [...table.foreignKeys, { ...key, ...action }] };
  });
}

function withConstraintGone(schema: Schema, dice: Dice): Schema {
  return onTable(schema, dice, table => ({
    ...table,
    indexes: table.indexes.slice(dice.below(2)),
    uniques: table.uniques.slice(dice.below(2)),
    foreignKeys: table.foreignKeys.slice(dice.below(2)),
  }));
}

function withConstraintRenamed(schema: Schema, dice: Dice): Schema {
  const relations = schema.tables.flatMap(table => [...table.indexes, ...table.uniques]);
  return onTable(schema, dice, table => {
    const [index, ...others] = table.indexes;
    if (index === undefined) return table;
    const name = freeName([...relations, ...table.foreignKeys, ...table.checks], dice);
    return { ...table, indexes: [...others, { ...index, name }] };
  });
}

// The check of an enum cannot be dropped by itself, so its name is never one that something else had.
function rareName(dice: Dice): string {
  return `enum_${dice.below(1_000_000_000)}`;
}

function freeName(taken: readonly { readonly name: string }[], dice: Dice): string {
  const free = Array.from({ length: 60 }, (_, at) => `n${at}`).filter(
    name => !taken.some(each => each.name === name),
  );
  return dice.pick(free.slice(0, 8));
}
