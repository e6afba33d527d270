import type { Operation } from '../../src/operation/operation.ts';
import { given } from '../../src/operation/record-check.ts';
import type { ColumnType, PlainTypeName } from '../../src/schema/column-type.ts';
import { enumCheck } from '../../src/schema/enum-check.ts';
import { derivedName } from '../../src/schema/names.ts';
import type { SqlText } from '../../src/schema/objects.ts';
import type {
  Check,
  Column,
  Default,
  ForeignKey,
  Index,
  Table,
  Unique,
  Generated,
} from '../../src/schema/schema.ts';

/** Random choices that a seed repeats (mulberry32). */
export interface Chance {
  below(limit: number): number;
  one<Value>(values: readonly Value[]): Value;
  maybe<Value>(make: () => Value, odds?: number): Value | undefined;
  some<Value>(least: number, most: number, make: () => Value): Value[];
}

export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const chance: Chance = {
    below: limit => Math.floor(next() * limit),
    one: values => values[chance.below(values.length)]!,
    maybe: (make, odds = 0.3) => (next() < odds ? make() : undefined),
    some: (least, most, make) =>
      Array.from({ length: least + chance.below(most - least + 1) }, () => make()),
  };
  return chance;
}

const words = [
  'id',
  'x',
  'name',
  'order',
  'customer_id',
  'placed_at',
  'full_name',
  'total',
  'delivery_address_line',
  'a_rather_long_name_of_a_column',
  'preferred_communication_channel',
  'OrderLine',
  'größe',
];
const odd = [
  "o'clock",
  'has "quotes"',
  'a b',
  '2nd',
  'both \' and "',
  'back\\slash',
  'tab\there',
  '`tick` ${x}',
];
const expressions = [
  'total >= 0',
  "status = 'open'",
  'deleted_at is null',
  'length("name") > 3',
  "a || ' ' || b",
  "coalesce(preferred_communication_channel, 'email') in ('email', 'phone', 'post') and deleted_at is null",
];

/** Names: mostly such as people give, now and then such as nobody should. */
function name(chance: Chance, strange: boolean): string {
  if (strange && chance.below(6) === 0) return chance.one(odd);
  return chance.maybe(() => `${chance.one(words)}_${chance.below(100)}`, 0.4) ?? chance.one(words);
}

function distinct(chance: Chance, least: number, most: number, make: () => string): string[] {
  const found = new Set(chance.some(least, most, make));
  while (found.size < least) found.add(make());
  return [...found];
}

const plain: readonly PlainTypeName[] = [
  'text',
  'integer',
  'smallint',
  'tinyint',
  'mediumint',
  'bigint',
  'float',
  'double',
  'boolean',
  'date',
  'uuid',
  'json',
  'jsonb',
  'blob',
];

function type(chance: Chance, deep = true): ColumnType {
  const kinds: readonly (() => ColumnType)[] = [
    () => ({ name: chance.one(plain) }),
    () => ({
      name: chance.one(['string', 'char'] as const),
      ...given(
        'length',
        chance.maybe(() => 1 + chance.below(255), 0.7),
      ),
    }),
    () => ({ name: 'decimal' }),
    () => ({
      name: 'decimal',
      precision: 10 + chance.below(5),
      ...given(
        'scale',
        chance.maybe(() => chance.below(5), 0.7),
      ),
    }),
    () => ({
      name: chance.one(['time', 'datetime', 'timestamp', 'interval'] as const),
      ...given(
        'precision',
        chance.maybe(() => chance.below(7)),
      ),
    }),
    () => ({ name: 'enum', values: distinct(chance, 1, 9, () => chance.one([...words, ...odd])) }),
    () => ({
      name: 'native',
      postgresql: 'tsvector',
      ...given(
        'sqlite',
        chance.maybe(() => chance.one(['text', 'tsvector']), 0.7),
      ),
    }),
    () => ({ name: 'native', sqlite: 'clob' }),
    () => ({ name: 'nativeEnum', enum: chance.one([...words, ...odd, 'audit.mood']) }),
  ];
  if (deep && chance.below(8) === 0) return { name: 'array', of: type(chance, false) };
  return chance.one(kinds)();
}

function defaultOf(chance: Chance): Default {
  return chance.one<() => Default>([
    () => ({
      kind: 'sql',
      sql: chance.one(['current_timestamp', "lower('X')", 'gen_random_uuid()']),
    }),
    () => ({
      kind: 'value',
      value: chance.one([
        0,
        -1,
        1.5,
        1e21,
        1e-7,
        true,
        false,
        '',
        'open',
        ...odd,
        'line\nbreak',
        'a rather long text that a column has as its default',
      ]),
    }),
  ])();
}

function column(chance: Chance, columnName: string): Column {
  return {
    name: columnName,
    type: type(chance),
    nullable: chance.below(2) === 0,
    ...chance.one([
      () =>
        given(
          'default',
          chance.maybe(() => defaultOf(chance)),
        ),
      () =>
        given(
          'default',
          chance.maybe(() => defaultOf(chance)),
        ),
      () =>
        given(
          'identity',
          chance.maybe(() => chance.one(['always', 'by default'] as const)),
        ),
      () =>
        given(
          'generated',
          chance.maybe(() => generated(chance)),
        ),
    ])(),
    ...given(
      'comment',
      chance.maybe(() => chance.one(['what it is', ...odd]), 0.1),
    ),
    ...given(
      'collation',
      chance.maybe(() => 'nocase', 0.1),
    ),
  };
}

const actions = ['cascade', 'set null', 'set default', 'restrict', 'no action'] as const;
const deferrables = ['immediate', 'deferred'] as const;

function foreignKey(chance: Chance, table: string, columns: readonly string[]): ForeignKey {
  return {
    name: ownName(chance) ?? derivedName(table, columns, 'foreign'),
    columns,
    refTable: chance.one(['customer', 'sales.order', 'order_line']),
    refColumns: columns.map((_, at) => (at === 0 ? 'id' : `key_${at}`)),
    ...given(
      'onDelete',
      chance.maybe(() => chance.one(actions), 0.5),
    ),
    ...given(
      'onUpdate',
      chance.maybe(() => chance.one(actions)),
    ),
    ...given(
      'deferrable',
      chance.maybe(() => chance.one(deferrables), 0.1),
    ),
  };
}

let counter = 0;
/** A name that nothing else has, now and then. */
function ownName(chance: Chance): string | undefined {
  return chance.maybe(() => `own_name_${(counter += 1)}`, 0.15);
}

function unique(chance: Chance, table: string, columns: readonly string[]): Unique {
  return {
    name: ownName(chance) ?? derivedName(table, columns, 'unique'),
    columns,
    ...given(
      'deferrable',
      chance.maybe(() => chance.one(deferrables), 0.1),
    ),
  };
}

function index(chance: Chance, table: string, columns: readonly string[]): Index {
  const isUnique = chance.below(4) === 0;
  return {
    name: ownName(chance) ?? derivedName(table, columns, isUnique ? 'unique' : 'index'),
    columns,
    unique: isUnique,
    ...given(
      'where',
      chance.maybe(() => chance.one(expressions)),
    ),
    ...given(
      'using',
      chance.maybe(() => 'gin', 0.1),
    ),
    ...given(
      'include',
      chance.maybe(() => [columns[0]!], 0.1),
    ),
  };
}

function notNull(made: Column, inKey: boolean): Column {
  return inKey ? { ...made, nullable: false } : made;
}

function renamed(check: Check, own: string | undefined): Check {
  return own === undefined ? check : { ...check, name: own };
}

/** A table as `createTable` records it: what stands on a column comes first. */
function tableOf(chance: Chance, strange: boolean): Table {
  const tableName = chance.one([
    'order',
    'customer',
    'sales.order_line',
    'a_table_with_quite_a_long_name',
  ]);
  const columns = distinct(chance, 1, 8, () => name(chance, strange)).map(each =>
    column(chance, each),
  );
  const names = columns.map(each => each.name);
  const taken = new Set<string>();
  const free = <Named extends { readonly name: string }>(parts: readonly Named[]): Named[] =>
    parts.filter(part => !taken.has(part.name) && taken.add(part.name));
  const several = (): string[] =>
    distinct(chance, 1, 3, () => chance.one(names)).slice(0, names.length);
  const key = chance.maybe(several, 0.8);
  const own = names.filter(() => chance.below(5) === 0);
  const fitting = columns.map(each => notNull(each, key?.includes(each.name) ?? false));
  const enums = fitting.flatMap(each => enumCheck(tableName, each) ?? []);
  return {
    name: tableName,
    columns: fitting,
    ...given(
      'primaryKey',
      key && { name: ownName(chance) ?? derivedName(tableName, [], 'primary'), columns: key },
    ),
    indexes: free(chance.some(0, 2, () => index(chance, tableName, several()))),
    uniques: free([
      ...own.map(each => unique(chance, tableName, [each])),
      ...chance
        .some(0, 1, () => unique(chance, tableName, [...names].slice(0, 2)))
        .filter(each => each.columns.length > 1),
    ]),
    foreignKeys: free([
      ...own.map(each => foreignKey(chance, tableName, [each])),
      ...chance
        .some(0, 1, () => foreignKey(chance, tableName, names.slice(0, 2)))
        .filter(each => each.columns.length > 1),
    ]),
    checks: free([
      ...enums.map(each => renamed(each, ownName(chance))),
      ...chance.some(0, 2, () => ({
        name: `${tableName}_${chance.below(1000)}`,
        expression: chance.one(expressions),
      })),
    ]),
    ...given(
      'comment',
      chance.maybe(() => chance.one(['what was bought', ...odd]), 0.2),
    ),
  };
}

function addColumn(chance: Chance, tableName: string, strange: boolean): Operation {
  const added = column(chance, name(chance, strange));
  const check = enumCheck(tableName, added);
  return {
    kind: 'addColumn',
    table: tableName,
    column: added,
    ...given(
      'foreignKey',
      chance.maybe(() => foreignKey(chance, tableName, [added.name])),
    ),
    ...given(
      'unique',
      chance.maybe(() => unique(chance, tableName, [added.name]), 0.2),
    ),
    ...given('check', check && { ...check, name: ownName(chance) ?? check.name }),
  };
}

/** One operation of any kind. `strange` allows names and texts that ask for quotes and escapes. */
export function operation(chance: Chance, strange: boolean): Operation {
  const t = chance.one(['order', 'customer', 'sales.order_line', 'a_table_with_quite_a_long_name']);
  const n = (): string => name(chance, strange);
  const columns = (): string[] => distinct(chance, 1, 4, n);
  const pair = (): { from: string; to: string } => {
    const [from = '', to = ''] = distinct(chance, 2, 2, n);
    return { from, to };
  };
  const text = (): string => chance.one([...expressions, ...(strange ? odd : [])]);
  const sql = (): string =>
    chance.one([
      'select 1',
      'create view v as\nselect *\nfrom "order"',
      ...expressions,
      ...odd,
      'a\r\nb',
    ]);
  const makers: readonly (() => Operation)[] = [
    () => ({ kind: 'createTable', table: tableOf(chance, strange) }),
    () => ({ kind: 'dropTable', table: t }),
    () => ({ kind: 'renameTable', from: t, to: `${t}_2` }),
    () => addColumn(chance, t, strange),
    () => ({ kind: 'dropColumn', table: t, column: n() }),
    () => ({ kind: 'renameColumn', table: t, ...pair() }),
    () => ({
      kind: 'alterColumn',
      table: t,
      column: n(),
      nullable: chance.below(2) === 0,
      ...given(
        'type',
        chance.maybe(() => type(chance), 0.5),
      ),
      ...given(
        'default',
        chance.maybe(() => chance.maybe(() => null) ?? defaultOf(chance)),
      ),
      ...given('using', chance.maybe(text)),
      ...given(
        'comment',
        chance.maybe(() => chance.maybe(() => null) ?? 'what it is', 0.2),
      ),
      ...given(
        'collation',
        chance.maybe(() => chance.maybe(() => null) ?? 'C', 0.2),
      ),
    }),
    () => ({ kind: 'createIndex', table: t, index: index(chance, t, columns()) }),
    () => ({ kind: 'dropIndex', table: t, name: n() }),
    () => ({ kind: 'renameIndex', table: t, ...pair() }),
    () => ({ kind: 'addUnique', table: t, unique: unique(chance, t, columns()) }),
    () => ({ kind: 'dropUnique', table: t, name: n() }),
    () => ({ kind: 'addForeignKey', table: t, foreignKey: foreignKey(chance, t, columns()) }),
    () => ({ kind: 'dropForeignKey', table: t, name: n() }),
    () => ({ kind: 'addCheck', table: t, check: { name: n(), expression: text() } }),
    () => ({ kind: 'dropCheck', table: t, name: n() }),
    () => ({
      kind: 'addCheck',
      table: t,
      check: { name: n(), expression: text(), notValid: true },
    }),
    () => ({ kind: 'validate', table: t, name: n() }),
    () => ({ kind: 'validate', table: t, name: n(), transactional: false }),
    () => ({ kind: 'addPrimaryKey', table: t, primaryKey: { name: n(), columns: columns() } }),
    () => ({ kind: 'dropPrimaryKey', table: t }),
    () => ({
      kind: 'addExclusion',
      table: t,
      exclusion: {
        name: n(),
        elements: [
          { column: n(), operator: '=' },
          { expression: text(), operator: '&&' },
        ],
        ...given('where', chance.maybe(text)),
      },
      only: 'postgresql',
    }),
    () => ({ kind: 'dropExclusion', table: t, name: n() }),
    () => ({ kind: 'renameConstraint', table: t, ...pair() }),
    () => ({
      kind: 'comment',
      table: t,
      ...given('column', chance.maybe(n)),
      comment: chance.one([null, ...expressions]),
    }),
    () => ({
      kind: 'insert',
      table: t,
      rows: chance.some(1, 3, () =>
        Object.fromEntries(
          columns().map(each => [
            each,
            chance.one([1, -2.5, 'books', true, null, ...(strange ? odd : [])]),
          ]),
        ),
      ),
    }),
    () => ({
      kind: 'backfill',
      table: t,
      set: Object.fromEntries(columns().map(each => [each, text()])),
      ...given('where', chance.maybe(text)),
    }),
    () => ({
      kind: 'backfill',
      table: t,
      set: Object.fromEntries(columns().map(each => [each, text()])),
      where: text(),
      transactional: false,
    }),
    () => ({ kind: 'archive', table: t, ...given('columns', chance.maybe(columns)) }),
    () => ({ kind: 'restore', table: t, ...given('columns', chance.maybe(columns)) }),
    () => {
      const texts = chance.one<{ postgresql?: string; sqlite?: string }>([
        { postgresql: sql(), sqlite: sql() },
        { postgresql: sql() },
        { postgresql: '', sqlite: '' },
      ]);
      return {
        kind: 'sql',
        ...texts,
        ...given(
          'transactional',
          chance.maybe(() => false as const),
        ),
      };
    },
    ...enumMakers(chance, strange),
    ...sourceMakers(chance, n),
    ...namespaceMakers(chance, n),
  ];
  return chance.one(makers)();
}

function sourceMakers(chance: Chance, n: () => string): readonly (() => Operation)[] {
  const place = (): { table: string; column: string } => ({ table: n(), column: n() });
  const numberings = ['always', 'by default', 'autoincrement', null] as const;
  const digits = (): string => chance.one(['1', '-7', '9007199254740993']);
  return [
    () => ({ kind: 'setIdentity', ...place(), identity: chance.one(numberings) }),
    () => ({
      kind: 'setGenerated',
      ...place(),
      generated: chance.maybe(() => generated(chance)) ?? null,
    }),
    () => ({
      kind: 'createSequence',
      sequence: {
        name: n(),
        ...given(
          'type',
          chance.maybe(() => chance.one(['smallint', 'integer', 'bigint'] as const)),
        ),
        ...given('start', chance.maybe(digits)),
        ...given('increment', chance.maybe(digits)),
        ...given('max', chance.maybe(digits)),
        ...given(
          'cycle',
          chance.maybe(() => true as const),
        ),
      },
      ...given(
        'only',
        chance.maybe(() => 'postgresql' as const),
      ),
    }),
    () => ({
      kind: 'dropSequence',
      name: n(),
      ...given(
        'cascade',
        chance.maybe(() => true as const),
      ),
    }),
  ];
}

function generated(chance: Chance): Generated {
  const sql = (): string => chance.one(['price * 2', "upper(label) || 'x'", 'price\n+ 1', ...odd]);
  const expression = chance.one<SqlText>([
    sql(),
    { postgresql: sql() },
    { postgresql: sql(), sqlite: sql() },
  ]);
  return { expression, stored: chance.below(2) === 0 };
}

function enumMakers(chance: Chance, strange: boolean): readonly (() => Operation)[] {
  const owner = (): string => chance.one(['mood', 'audit.mood', ...words, ...(strange ? odd : [])]);
  const value = (): string => chance.one(['', ...words, ...odd]);
  const pair = (make: () => string): { from: string; to: string } => {
    const [from = '', to = ''] = distinct(chance, 2, 2, make);
    return { from, to };
  };
  return [
    () => ({ kind: 'createEnum', enum: { name: owner(), values: distinct(chance, 1, 9, value) } }),
    () => ({ kind: 'dropEnum', name: owner() }),
    () => ({
      kind: 'addEnumValue',
      name: owner(),
      value: value(),
      ...chance.one([{}, { before: value() }, { after: value() }]),
    }),
    () => ({ kind: 'renameEnumValue', name: owner(), ...pair(value) }),
    () => ({
      kind: 'removeEnumValue',
      name: owner(),
      value: value(),
      ...chance.one([{}, { replacement: null }, { replacement: value() }]),
    }),
    () => ({ kind: 'renameEnum', ...pair(owner) }),
  ];
}

function namespaceMakers(chance: Chance, n: () => string): readonly (() => Operation)[] {
  const only = (): { only?: 'postgresql' } => chance.one([{}, { only: 'postgresql' }]);
  const cascade = (): { cascade?: true } => chance.one([{}, { cascade: true }]);
  return [
    () => ({ kind: 'createSchema', name: n(), ...only() }),
    () => ({ kind: 'dropSchema', name: n(), ...cascade(), ...only() }),
    () => ({
      kind: 'createExtension',
      extension: {
        name: n(),
        ...given('schema', chance.maybe(n)),
        ...given(
          'version',
          chance.maybe(() => '1.6'),
        ),
      },
      ...only(),
    }),
    () => ({ kind: 'dropExtension', name: n(), ...cascade(), ...only() }),
  ];
}
