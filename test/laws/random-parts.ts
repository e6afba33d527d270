import type { ColumnType } from '../../src/schema/column-type.ts';
import { enumCheck } from '../../src/schema/enum-check.ts';
import { hasKey, relationNames } from '../../src/schema/key.ts';
import { derivedName, qualifierOf } from '../../src/schema/names.ts';
import type {
  Check,
  Column,
  ForeignKey,
  Index,
  IndexColumn,
  Table,
} from '../../src/schema/schema.ts';
import type { Dice } from '../operation/random-schema.ts';
import { kindOf, named, type Physics, plainType } from './cells.ts';
import { styleOf } from './fill-rows.ts';
import type { Stand } from './move-rows.ts';

/** What the generator of alterations looks at. */
export interface Making extends Stand {
  readonly dice: Dice;
  readonly physics: Physics;
}

const tableNames = ['order', 'user', 'Line Item', 'tag', 'customer', 'größe', "it's", 'x`y'];
const columnNames =
  'name,full_name,email,total,status,group,note,a "b",Größe,order,rowid,ref_id,x`y,check,new (2)'
    .split(',')
    .concat("o'clock", 'a,b');

export function freeTableName({ schema, dice, physics }: Making): string | undefined {
  const names = physics.dialect === 'postgresql' ? [...tableNames, 'audit.event'] : tableNames;
  const free = names.filter(name => !schema.tables.some(table => isAlike(table.name, name)));
  return free.length === 0 ? undefined : dice.pick(free);
}

export function freeColumnName(table: Pick<Table, 'columns'>, dice: Dice): string | undefined {
  const free = columnNames.filter(
    name => !table.columns.some(column => isAlike(column.name, name)),
  );
  return free.length === 0 ? undefined : dice.pick(free);
}

// One name to SQLite.
function isAlike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The same name with its first letter the other way. */
export function otherCase(name: string): string {
  const first = name.slice(0, 1);
  const swapped = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return swapped + name.slice(1);
}

/** A name for an index or constraint: derived where that is free, or one of a small pool. */
export function freeName(
  { schema, dice }: Making,
  table: Table,
  [columns, kind]: readonly [readonly string[], 'index' | 'unique' | 'foreign' | 'check'],
): string {
  // A foreign key and a check may be called as an index is.
  const isRelation = kind === 'index' || kind === 'unique' || dice.maybe(70);
  const neighbours = schema.tables.filter(
    each => qualifierOf(each.name) === qualifierOf(table.name),
  );
  const taken = new Set([
    ...(isRelation ? neighbours.flatMap(relationNames) : []),
    ...(table.primaryKey ? [table.primaryKey.name] : []),
    ...table.uniques.map(unique => unique.name),
    ...(isRelation ? neighbours.flatMap(indexesOfKeys) : []),
    ...table.foreignKeys.map(key => key.name),
    ...table.checks.map(check => check.name),
  ]);
  const derived = derivedName(table.name, columns, kind);
  if (dice.maybe(60) && !taken.has(derived)) return derived;
  const pool = Array.from({ length: 60 }, (_, at) => `n${at}`).filter(name => !taken.has(name));
  return dice.pick(pool.slice(0, 6));
}

// What SQLite calls the index of a foreign key.
function indexesOfKeys({ name, foreignKeys }: Table): readonly string[] {
  return foreignKeys.map(({ columns }) => derivedName(name, columns, 'index'));
}

const types: readonly ColumnType[] = [
  { name: 'integer' },
  { name: 'integer' },
  { name: 'bigint' },
  { name: 'smallint' },
  { name: 'tinyint' },
  { name: 'mediumint' },
  { name: 'string', length: 40 },
  { name: 'string', length: 80 },
  { name: 'string' },
  { name: 'text' },
  { name: 'text' },
  { name: 'char', length: 10 },
  { name: 'decimal', precision: 10, scale: 2 },
  { name: 'decimal', precision: 14, scale: 4 },
  { name: 'float' },
  { name: 'double' },
  { name: 'boolean' },
  { name: 'date' },
  { name: 'datetime' },
  { name: 'timestamp', precision: 3 },
  { name: 'time' },
  { name: 'uuid' },
  { name: 'json' },
  { name: 'jsonb' },
  { name: 'blob' },
  { name: 'interval' },
  { name: 'array', of: { name: 'text' } },
  { name: 'array', of: { name: 'integer' } },
  { name: 'enum', values: ['on', 'off'] },
  { name: 'enum', values: ['on', "it's off", 'idle, or not'] },
  { name: 'enum', values: ['off', 'on', '7'] },
];

export function randomType({ dice, schema }: Making): ColumnType {
  const { enums = [] } = schema;
  if (enums.length > 0 && dice.maybe(20)) {
    return { name: 'nativeEnum', enum: dice.pick(enums).name };
  }
  return dice.pick(types);
}

/** A literal that fits the type, as a default or in an insert; undefined where none can be written. */
export function randomLiteral(
  type: ColumnType,
  column: string,
  { dice, physics, schema }: Making,
): string | number | boolean | undefined {
  const all = physics.samples(plainType(type, schema), styleOf(column));
  const samples = all.filter(sample => sample.js !== undefined);
  return samples.length === 0 ? undefined : dice.pick(samples).js;
}

export function randomColumn(name: string, making: Making): Column {
  const { dice, physics } = making;
  const type = randomType(making);
  const value = dice.maybe(35) ? randomLiteral(type, name, making) : undefined;
  const isText = isFreeText(type);
  const collation = physics.dialect === 'sqlite' ? dice.pick(['nocase', 'rtrim']) : 'C';
  return {
    name,
    type,
    nullable: dice.maybe(50),
    ...(value !== undefined && { default: { kind: 'value', value } }),
    ...(value === undefined && dice.maybe(8) && sqlDefault(type)),
    ...(dice.maybe(10) && { comment: dice.pick(['one', "it's two"]) }),
    ...(isText && dice.maybe(10) && { collation }),
  };
}

function sqlDefault(type: ColumnType): Pick<Column, 'default'> {
  if (kindOf(type) === 'datetime') return { default: { kind: 'sql', sql: 'current_timestamp' } };
  if (kindOf(type) === 'whole') return { default: { kind: 'sql', sql: '(1 + 2)' } };
  return type.name === 'text' ? { default: { kind: 'sql', sql: "('a' || 'b')" } } : {};
}

/** Text of any words. */
export function isFreeText(type: ColumnType): boolean {
  return kindOf(type) === 'text' && type.name !== 'enum' && type.name !== 'nativeEnum';
}

/** Check of an enum column, sometimes under a name of its own. */
export function ownEnumCheck(table: string, column: Column, dice: Dice): Check | undefined {
  const check = enumCheck(table, column);
  if (check === undefined || dice.maybe(70)) return check;
  return { ...check, name: `enum_${dice.below(1_000_000_000)}` };
}

/** An expression that most rows make true. */
export function randomCondition(table: Table, dice: Dice): string {
  const { name, type } = dice.pick(indexable(table));
  const column = named(name);
  const choices = [`${column} is not null`, `${column} is null or ${column} is not null`];
  const kind = kindOf(type);
  if (isFreeText(type) && type.name !== 'char') {
    choices.push(`length(${column}) < 1000`, `${column} <> 'it''s, no'`);
  }
  if (kind === 'whole' || kind === 'decimal') {
    choices.push(`${column} > -5 or ${column} < 100`, `${column} <> 13`);
  }
  return dice.pick(choices);
}

export function randomIndex(table: Table, making: Making): Index {
  const { dice } = making;
  const columns = someColumns(table, dice);
  const unique = dice.maybe(30);
  const isHash = !unique && columns.length === 1 && dice.maybe(5);
  return {
    name: freeName(making, table, [columns, unique ? 'unique' : 'index']),
    columns: isHash ? columns : columns.map(column => randomPart(table, column, making)),
    unique,
    ...(!isHash && dice.maybe(10) && { fillFactor: 70 }),
    ...(dice.maybe(25) && { where: randomCondition(table, dice) }),
    ...(isHash && { using: 'hash' }),
    ...(!isHash && dice.maybe(10) && { include: [dice.pick(indexable(table)).name] }),
  };
}

/** A column of an index, here and there with an order of its own. */
function randomPart(table: Table, column: string, { dice, physics }: Making): IndexColumn {
  if (!dice.maybe(12)) return column;
  const nulls = dice.pick([undefined, 'first', 'last'] as const);
  const order = dice.pick(['asc', 'desc'] as const);
  const isPostgresql = physics.dialect === 'postgresql';
  return { column, order, ...(nulls !== undefined && isPostgresql && { nulls }) };
}

export function someColumns(table: Table, dice: Dice): readonly string[] {
  const columns = indexable(table);
  const first = dice.pick(columns).name;
  return dice.maybe(70) ? [first] : [...new Set([first, dice.pick(columns).name])];
}

// PostgreSQL has no index on a column that is computed when it is read.
function indexable({ columns }: Table): readonly Column[] {
  const found = columns.filter(({ generated }) => generated?.stored !== false);
  return found.length === 0 ? columns : found;
}

const actions = ['cascade', 'set null', 'restrict', 'no action', 'set default'] as const;

/** A foreign key from columns to a key of the same kinds. */
export function randomForeignKey(table: Table, making: Making): ForeignKey | undefined {
  const { schema, dice } = making;
  const others = schema.tables.filter(each => each.name !== table.name);
  const target = dice.pick([table, ...others]);
  const keys = [
    ...(target.primaryKey ? [target.primaryKey.columns] : []),
    ...target.uniques
      .filter(each => each.deferrable === undefined && each.nullsNotDistinct === undefined)
      .map(each => each.columns),
  ].filter(columns => hasKey(target, columns));
  if (keys.length === 0) return undefined;
  const refColumns = dice.pick(keys);
  const columns = refColumns.map(name => {
    const type = target.columns.find(column => column.name === name)?.type;
    const fitting = table.columns.filter(
      column =>
        type !== undefined && column.generated === undefined && isSameFamily(column.type, type),
    );
    return fitting.length === 0 ? undefined : dice.pick(fitting).name;
  });
  const distinct = [...new Set(columns)];
  if (distinct.length !== columns.length || columns.includes(undefined)) return undefined;
  const known = columns.flatMap(name => name ?? []);
  return {
    name: freeName(making, table, [known, 'foreign']),
    columns: known,
    refTable: target.name,
    refColumns,
    ...(dice.maybe(40) && { onDelete: dice.pick(actions) }),
    ...(dice.maybe(25) && { onUpdate: dice.pick(actions) }),
    ...(dice.maybe(10) && { deferrable: dice.pick(['immediate', 'deferred'] as const) }),
  };
}

function isSameFamily(one: ColumnType, other: ColumnType): boolean {
  if (one.name === 'array' || other.name === 'array') return false;
  if (one.name === 'nativeEnum' || other.name === 'nativeEnum') return false;
  if (kindOf(one) !== kindOf(other)) return false;
  return kindOf(one) !== 'datetime' || one.name === other.name;
}
