import { goneCondition, orphanCondition, parentRow } from '../schema/ask-constraint.ts';
import { enumerate } from '../schema/enumerate.ts';
import { sqlName, sqlTable } from '../schema/expression.ts';
import type { SqlText } from '../schema/objects.ts';
import { quotedName, quotedTable } from '../schema/question-id.ts';
import type { Answers } from '../schema/question.ts';
import {
  type Check,
  findColumn,
  findTable,
  type ForeignKey,
  indexColumns,
  isOnColumns,
  type Schema,
} from '../schema/schema.ts';
import { tokenize } from '../schema/tokens.ts';
import { termIn, uniqueTerms } from '../schema/unique-terms.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Explained } from './explain.ts';
import { goAlong } from './go-along.ts';

/** What a row is called that another one is held against. */
const otherRow = 'other_row';

/**
 * What mends rows that would break a constraint which comes, as the answers say. Rows that go are gone: taking the revision
 * back brings the constraint's absence back, not them.
 */
export function mends({ all }: Changes, answers: Answers, schema: Schema): readonly Explained[] {
  const answer = (id: string): string | undefined =>
    Object.hasOwn(answers, id) ? answers[id] : undefined;
  const about = (kind: string, sort: string, table: string, name: string): string | undefined =>
    answer(`${kind}:${sort}:${quotedTable(table)}.${quotedName(name)}`);
  const orderIn = (table: string): readonly string[] | undefined =>
    findTable(schema, table)?.primaryKey?.columns;
  return [
    ...ofKind(all, 'uniqueAdded').flatMap(({ table, unique }) =>
      distinct(
        schema,
        { table, columns: unique.columns, order: orderIn(table) },
        about('duplicates', 'constraint', table, unique.name),
      ),
    ),
    ...ofKind(all, 'indexAdded').flatMap(({ table, index }) => {
      const { terms, where: covered } = uniqueTerms(index) ?? {};
      if (terms !== undefined && !isOnColumns(index)) {
        const expressed = { table, terms, where: covered, order: orderIn(table) };
        return distinctBy(schema, expressed, about('duplicates', 'index', table, index.name));
      }
      const { where } = index;
      const key = { table, columns: indexColumns(index), where, order: orderIn(table) };
      return distinct(schema, key, about('duplicates', 'index', table, index.name));
    }),
    ...ofKind(all, 'foreignKeyAdded').flatMap(({ table, foreignKey }) =>
      withParents(
        schema,
        { table, key: foreignKey },
        about('orphans', 'constraint', table, foreignKey.name),
      ),
    ),
    ...ofKind(all, 'checkAdded').flatMap(({ table, check }) =>
      written(check, about('violators', 'constraint', table, check.name)),
    ),
  ];
}

/** A deletion as `mends` writes it, taken apart. */
interface MendingDeletion {
  /** Gives one row with `n`: how many rows it would delete. */
  readonly count: string;
}

/** Reads a deletion that looks like one that mends rows; undefined for any other statement. Whether somebody wants it is not said. */
export function readMending(sql: string): MendingDeletion | undefined {
  const parts = /^delete from ((?:"(?:[^"]|"")+"\.?)+) where (.+)$/s.exec(sql);
  const [, table = '', condition = ''] = parts ?? [];
  const marks = [otherRow, parentRow].map(row => ` as ${row} where `);
  if (!marks.some(mark => condition.includes(mark))) return undefined;
  // What stands behind a semicolon is another statement, which a count must not run.
  if (tokenize(condition).some(({ text }) => text === ';')) return undefined;
  return { count: `select count(*) as n from ${table} where ${condition}` };
}

/** The same for rows that would be alike under a primary key which changes: before the new one, by the order of the old one. */
export function keyMends({ all }: Changes, answers: Answers, schema: Schema): readonly Explained[] {
  return ofKind(all, 'primaryKeyChanged').flatMap(({ table, from, to }) => {
    if (to === undefined) return [];
    const id = `duplicates:constraint:${quotedTable(table)}.${quotedName(to.name)}`;
    const owner = findTable(schema, table);
    const order = from?.columns.every(column => owner && findColumn(owner, column))
      ? from.columns
      : undefined;
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    return distinct(schema, { table, columns: to.columns, order }, answer);
  });
}

interface Key {
  readonly table: string;
  readonly columns: readonly string[];
  readonly where?: string | undefined;
  /** What says which row is the first; undefined: its place in the table. */
  readonly order: readonly string[] | undefined;
}

function distinct(schema: Schema, key: Key, answer: string | undefined): readonly Explained[] {
  if (answer !== 'keep-first' && answer !== 'keep-last') return [];
  const sign = answer === 'keep-first' ? '<' : '>';
  const lasting = answer === 'keep-first' ? 'lowest' : 'highest';
  const { order } = key;
  const all = (text: string): string => [text, ...goAlong(schema, key.table)].join(';\n');
  const by = order === undefined ? 'place in the table' : enumerate(order);
  const why = `of rows of ${key.table} with the same ${enumerate(key.columns)} the one with the ${lasting} ${by} stays, the others go for good`;
  if (order === undefined) {
    const texts = {
      postgresql: all(deletion(key, ['ctid'], sign)),
      sqlite: all(deletion(key, ['rowid'], sign)),
    };
    return [{ kind: 'sql', ...texts, why }];
  }
  const text = all(deletion(key, order.map(sqlName), sign));
  return [{ kind: 'sql', postgresql: text, sqlite: text, why }];
}

interface ExpressedKey extends Omit<Key, 'columns'> {
  readonly terms: readonly SqlText[];
}

/** The same for a key that is an expression: rows alike are numbered, and all but the first go. */
function distinctBy(
  schema: Schema,
  { table, terms, where, order }: ExpressedKey,
  answer: string | undefined,
): readonly Explained[] {
  if (answer !== 'keep-first' && answer !== 'keep-last') return [];
  const text = (dialect: 'postgresql' | 'sqlite'): string => {
    const place = dialect === 'postgresql' ? 'ctid' : 'rowid';
    const key = order?.map(sqlName) ?? [place];
    const same = terms.map(term => termIn(term, dialect));
    const sorted = key.map(each => (answer === 'keep-first' ? each : `${each} desc`)).join(', ');
    const held = same.map(term => `${term} is not null`);
    const covered = [...held, ...(where === undefined ? [] : [`(${where})`])].join(' and ');
    const rows = `select ${key.join(', ')}, row_number() over (partition by ${same.join(', ')} order by ${sorted}) as place from ${sqlTable(table)} where ${covered}`;
    const own = key.length === 1 ? key.join('') : `(${key.join(', ')})`;
    const surplus = `delete from ${sqlTable(table)} where ${own} in (select ${key.join(', ')} from (${rows}) as ${otherRow} where place > 1)`;
    return [surplus, ...goAlong(schema, table)].join(';\n');
  };
  const lasting = answer === 'keep-first' ? 'lowest' : 'highest';
  const by = order === undefined ? 'place in the table' : enumerate(order);
  const list = enumerate(terms.map(term => termIn(term, 'postgresql')));
  const why = `of rows of ${table} with the same ${list} the one with the ${lasting} ${by} stays, the others go for good`;
  return [{ kind: 'sql', postgresql: text('postgresql'), sqlite: text('sqlite'), why }];
}

/** Deletes every row that has another one like it before (or behind) it. */
function deletion({ table, columns, where }: Key, order: readonly string[], sign: string): string {
  const name = sqlTable(table);
  const same = columns.map(sqlName).map(column => `${otherRow}.${column} = ${name}.${column}`);
  const [other, own] = [
    order.map(column => `${otherRow}.${column}`),
    order.map(column => `${name}.${column}`),
  ];
  const before =
    order.length === 1
      ? `${other.join('')} ${sign} ${own.join('')}`
      : `(${other.join(', ')}) ${sign} (${own.join(', ')})`;
  // A partial index keeps apart only what its predicate covers, on both sides.
  const covered = where === undefined ? '' : ` and (${where})`;
  const inside = where === undefined ? name : `(select * from ${name} where ${where})`;
  return `delete from ${name} where exists (select 1 from ${inside} as ${otherRow} where ${[...same, before].join(' and ')})${covered}`;
}

function withParents(
  schema: Schema,
  { table, key }: { readonly table: string; readonly key: ForeignKey },
  answer: string | undefined,
): readonly Explained[] {
  const orphan = orphanCondition(table, key.columns, { parent: key.refTable, key });
  if (answer === 'delete') {
    const gone = goneCondition(table, key.columns, { parent: key.refTable, key });
    const own = `delete from ${sqlTable(table)} where ${gone}`;
    const text = [own, ...goAlong(schema, table)].join(';\n');
    const below = key.refTable === table ? ', and those that point to them,' : '';
    const why = `rows of ${table} that point to no ${key.refTable}${below} go for good`;
    return [{ kind: 'sql', postgresql: text, sqlite: text, why }];
  }
  if (answer !== 'null') return [];
  const set = Object.fromEntries(key.columns.map(column => [column, 'null']));
  const why = `rows of ${table} that point to no ${key.refTable} stay, without their ${enumerate(key.columns)}`;
  return [{ kind: 'backfill', table, set, where: orphan, why }];
}

function written({ name }: Check, answer: string | undefined): readonly Explained[] {
  if (answer?.startsWith('sql:') !== true) return [];
  const text = answer.slice('sql:'.length);
  const why = `mends rows that ${name} would refuse`;
  return [{ kind: 'sql', postgresql: text, sqlite: text, why }];
}
