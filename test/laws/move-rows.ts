import type { Operation, OperationKind, OperationOf } from '../../src/operation/operation.ts';
import { type SqlText, sqlText } from '../../src/schema/objects.ts';
import {
  type Column,
  findColumn,
  findTable,
  type Schema,
  type Table,
} from '../../src/schema/schema.ts';
import { named, namedTable, type Physics, plainType, Refused, Unsure } from './cells.ts';
import {
  checkRows,
  compute,
  copyOf,
  defaultOf,
  type Row,
  rowsOf,
  valueIn,
  type World,
} from './world.ts';

/** Where rows stand, the schema that goes with them, and how the database keeps values. */
export interface Stand {
  readonly world: World;
  readonly schema: Schema;
}

/**
 * The rows after an operation, as a person would expect them.
 * @throws Refused where the rows that are there do not allow it, Unsure where the model does not know
 */
export function moveRows(
  { world, schema }: Stand,
  operation: Operation,
  after: Schema,
  physics: Physics,
): World {
  const next = copyOf(world);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the operation's kind agree
  const move = moves[operation.kind] as Move<OperationKind> | undefined;
  if (move === undefined) throw new Unsure(operation.kind);
  move(operation, { world: next, before: schema, after, physics });
  for (const table of tablesOf(operation, after)) {
    compute(next, after, table, physics);
    checkRows(next, after, table, physics);
  }
  return next;
}

interface Moving {
  readonly world: World;
  readonly before: Schema;
  readonly after: Schema;
  readonly physics: Physics;
}

type Move<K extends OperationKind> = (operation: OperationOf<K>, moving: Moving) => void;

const nothing = (): void => undefined;

const moves: { readonly [K in OperationKind]?: Move<K> } = {
  createTable({ table }, { world }) {
    world.tables[table.name] = [];
    world.used[table.name] = 0;
  },
  dropTable({ table }, { world, before }) {
    if (isViewed(before, table)) throw new Unsure('a view reads it');
    delete world.tables[table];
  },
  renameTable({ from, to }, { world }) {
    world.tables[to] = rowsOf(world, from);
    delete world.tables[from];
    world.used[to] = world.used[from] ?? 0;
  },
  addColumn({ table, column }, { world, after, physics }) {
    const added = columnIn(after, table, column.name);
    for (const row of rowsOf(world, table)) row[column.name] = defaultOf(added, physics);
  },
  dropColumn({ table, column }, { world, before }) {
    if (isViewed(before, table, column)) throw new Unsure('a view reads it');
    for (const row of rowsOf(world, table)) delete row[column];
  },
  renameColumn({ table, from, to }, { world }) {
    for (const row of rowsOf(world, table)) {
      row[to] = row[from];
      delete row[from];
    }
  },
  alterColumn({ table, column, using, type }, { world, before, after, physics }) {
    const from = plainType(columnIn(before, table, column).type, before);
    const to = plainType(columnIn(after, table, column).type, after);
    const owner = tableIn(before, table);
    for (const row of rowsOf(world, table)) {
      if (using !== undefined) {
        row[column] = physics.cellOf(to, valueIn(using, row, owner, physics));
      } else if (type !== undefined) row[column] = physics.convert(row[column], from, to);
    }
  },
  createIndex: nothing,
  dropIndex: nothing,
  renameIndex: nothing,
  addUnique: nothing,
  dropUnique: nothing,
  addForeignKey: nothing,
  dropForeignKey: nothing,
  addCheck: nothing,
  dropCheck: nothing,
  renameConstraint: nothing,
  comment: nothing,
  addPrimaryKey: nothing,
  validate: nothing,
  addExclusion: nothing,
  dropExclusion: nothing,
  dropPrimaryKey: nothing,
  insert({ table, rows }, { world, after, physics }) {
    const { columns } = tableIn(after, table);
    for (const given of rows) {
      const row: Row = {};
      for (const column of columns) {
        const value = given[column.name];
        row[column.name] =
          value === undefined ? defaultOf(column, physics) : physics.cellOf(column.type, value);
      }
      rowsOf(world, table).push(row);
    }
  },
  backfill({ table, set, where }, { world, after, physics }) {
    const owner = tableIn(after, table);
    for (const row of rowsOf(world, table)) {
      if (where !== undefined && valueIn(textOf(where), row, owner, physics) !== true) continue;
      const old = { ...row };
      for (const [column, sql] of Object.entries(set)) {
        const { type } = columnIn(after, table, column);
        row[column] = physics.cellOf(type, valueIn(textOf(sql), old, owner, physics));
      }
    }
  },
  archive({ table, columns }, { world, before }) {
    const owner = tableIn(before, table);
    const rows = structuredClone(rowsOf(world, table));
    const types = Object.fromEntries(owner.columns.map(({ name, type }) => [name, type]));
    if (columns !== undefined && owner.primaryKey === undefined) throw new Unsure('no key');
    if (world.archives[table] !== undefined) throw new Unsure('a second archive');
    world.archives[table] = { rows, types };
  },
  restore({ table, columns }, { world, after }) {
    const archive = world.archives[table];
    const owner = tableIn(after, table);
    if (archive === undefined) throw new Unsure('no archive');
    if (columns === undefined) rowsOf(world, table).push(...structuredClone(archive.rows));
    else putBack(rowsOf(world, table), archive.rows, { owner, columns });
    delete world.archives[table];
  },
  setIdentity: nothing,
  setGenerated: nothing,
  createEnum: nothing,
  dropEnum: nothing,
  addEnumValue: nothing,
  renameEnum: nothing,
  renameEnumValue: ({ name, from, to }, moving) => replaceValue(moving, { name, from, to }),
  removeEnumValue({ name, value, replacement }, moving) {
    replaceValue(moving, { name, from: value, to: replacement });
  },
  createView: nothing,
  dropView: nothing,
  renameView: nothing,
  createSequence: nothing,
  dropSequence: nothing,
  createSchema: nothing,
  dropSchema: nothing,
  createTrigger: nothing,
  dropTrigger: nothing,
  createPolicy: nothing,
  dropPolicy: nothing,
  rowSecurity: nothing,
  // What the generator writes as SQL is the inverse of an insert.
  sql: (operation, moving) => deleteRows(operation, moving),
};

interface Replaced {
  readonly name: string;
  readonly from: string;
  readonly to: string | null | undefined;
}

/** Another value in every column of the enum; undefined: nobody may hold the old one. */
function replaceValue({ world, before, physics }: Moving, { name, from, to }: Replaced): void {
  const cellOf = (value: string): unknown => physics.cellOf({ name: 'text' }, value);
  for (const table of before.tables) {
    for (const column of table.columns) {
      if (column.type.name === 'array') throw new Unsure('arrays');
      if (column.type.name !== 'nativeEnum' || column.type.enum !== name) continue;
      for (const row of rowsOf(world, table.name)) {
        if (row[column.name] !== cellOf(from)) continue;
        if (to === undefined) throw new Refused(`a row says ${from}`);
        row[column.name] = to === null ? null : physics.cellOf({ name: 'text' }, to);
      }
    }
  }
}

function putBack(
  rows: readonly Row[],
  kept: readonly Row[],
  { owner, columns }: { readonly owner: Table; readonly columns: readonly string[] },
): void {
  const key = owner.primaryKey?.columns;
  if (key === undefined) throw new Unsure('no key');
  for (const row of rows) {
    const old = kept.find(each => key.every(name => each[name] === row[name]));
    for (const column of columns) if (old !== undefined) row[column] = old[column];
  }
}

function deleteRows({ sqlite }: OperationOf<'sql'>, { world, after, physics }: Moving): void {
  const [, name, where] = /^delete from "((?:[^"]|"")*)" where (.*)$/s.exec(sqlite ?? '') ?? [];
  if (name === undefined || where === undefined) throw new Unsure('sql');
  const table = tableIn(after, name.replaceAll('""', '"'));
  const rows = rowsOf(world, table.name);
  const left = rows.filter(row => valueIn(where, row, table, physics) !== true);
  // Rows that point to one that goes may go, too.
  const pointed = after.tables.some(each =>
    each.foreignKeys.some(key => key.refTable === table.name),
  );
  if (pointed) throw new Unsure('foreign key actions');
  rows.splice(0, rows.length, ...left);
}

/** Whether a view reads a table, or a column of it, or a trigger or policy the column. */
function isViewed(schema: Schema, table: string, column = ''): boolean {
  const { triggers = [], policies = [] } = findTable(schema, table) ?? {};
  const texts = [...triggers.map(({ when }) => when), ...policies.map(({ using }) => using)];
  if (column !== '' && texts.some(text => JSON.stringify(text ?? '').includes(quotedIn(column)))) {
    return true;
  }
  const { views = [] } = schema;
  return views.some(
    ({ select }) =>
      typeof select === 'string' &&
      select.includes(namedTable(table)) &&
      (column === '' || select.includes(named(column))),
  );
}

function quotedIn(column: string): string {
  return JSON.stringify(named(column)).slice(1, -1);
}

function tablesOf(operation: Operation, { tables }: Schema): readonly string[] {
  if (operation.kind === 'removeEnumValue') return tables.map(table => table.name);
  if (operation.kind === 'renameTable') return [operation.to];
  if (operation.kind === 'createTable') return [operation.table.name];
  return 'table' in operation ? [operation.table] : [];
}

function tableIn(schema: Schema, name: string): Table {
  const table = findTable(schema, name);
  if (table === undefined) throw new Unsure(`no table ${name}`);
  return table;
}

function columnIn(schema: Schema, table: string, name: string): Column {
  const column = findColumn(tableIn(schema, table), name);
  if (column === undefined) throw new Unsure(`no column ${name}`);
  return column;
}

// What these laws make is one text for both.
function textOf(text: SqlText): string {
  return sqlText(text, 'sqlite') ?? '';
}
