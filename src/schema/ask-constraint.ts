import { enumerate } from './enumerate.ts';
import { mentions, renameInExpression, sqlName, sqlTable } from './expression.ts';
import type { SqlText } from './objects.ts';
import { quotedName, quotedTable } from './question-id.ts';
import type { Question, QuestionOption, Trial } from './question.ts';
import type { Check, ForeignKey } from './schema.ts';
import { stop } from './stop.ts';
import { quoteIdentifier } from './tokens.ts';
import { termIn } from './unique-terms.ts';

/** A table by its new name, and by the one that its rows are under until the revision has run; columns likewise. */
export interface RowPlace {
  readonly table: string;
  readonly stored: string;
  /** The column's name before the revision. */
  readonly former: (column: string) => string;
  /** The columns that were there before, by their new names. */
  readonly columns: readonly string[];
  /** What becomes of rows elsewhere that point to one which goes, one sentence each. */
  readonly pointing: readonly string[];
}

/** A unique constraint or a unique index that comes to a table with rows. */
export interface ComingKey {
  readonly sort: 'constraint' | 'index';
  readonly name: string;
  readonly columns: readonly string[];
  readonly where?: string;
  /** The same as `columns` in SQL, where expressions are among them. */
  readonly terms?: readonly SqlText[];
}

/** Asks which of several rows stays, where a new key allows one. */
export function duplicatesQuestion(place: RowPlace, key: ComingKey): Question {
  const { table, stored } = place;
  const list = enumerate(key.columns);
  const isCounted =
    key.terms !== undefined || key.columns.every(column => place.columns.includes(column));
  return {
    id: `duplicates:${key.sort}:${quotedTable(table)}.${quotedName(key.name)}`,
    kind: 'duplicates',
    subject: `${table}.${key.name}`,
    message: `${list} of ${table} become${key.columns.length === 1 ? 's' : ''} unique. What becomes of rows that have the same ${list} as another?`,
    options: [
      {
        value: 'keep-first',
        label: 'the one with the lowest key stays',
        loses: `rows with the same ${list} as another`,
      },
      {
        value: 'keep-last',
        label: 'the one with the highest key stays',
        loses: `rows with the same ${list} as another`,
      },
      none('two rows alike'),
      stop,
    ],
    evidence: [...(isCounted ? [] : [comesWith(list)]), ...place.pointing],
    rows: { table: stored },
    ...(isCounted && { trial: alikeTrial(place, key) }),
  };
}

function comesWith(list: string): string {
  return `rows get their ${list} in this revision: how many are alike shows only then`;
}

function alikeTrial(place: RowPlace, key: ComingKey): Trial {
  const list = enumerate(key.columns);
  const ask = (make: (parts: KeyParts) => string): SqlText => ({
    postgresql: make(keyParts(place, key, 'postgresql')),
    sqlite: make(keyParts(place, key, 'sqlite')),
  });
  return {
    count: ask(
      ({ groups }) =>
        `select count(*) as n, sum(times - 1) as lost from (select count(*) as times ${groups}) as groups_alike`,
    ),
    sample: ask(
      ({ named, groups }) =>
        `select ${named.join(', ')}, count(*) as times ${groups} order by count(*) desc limit 3`,
    ),
    words: [`group of rows with the same ${list}`, `groups of rows with the same ${list}`],
  };
}

interface KeyParts {
  readonly named: readonly string[];
  /** `from … group by … having count(*) > 1` */
  readonly groups: string;
}

function keyParts(place: RowPlace, key: ComingKey, dialect: 'postgresql' | 'sqlite'): KeyParts {
  const terms =
    key.terms?.map(term => byFormerNames(termIn(term, dialect), place)) ??
    key.columns.map(column => sqlName(place.former(column)));
  const conditions = [
    ...terms.map(term => `${term} is not null`),
    ...(key.where === undefined ? [] : [`(${byFormerNames(key.where, place)})`]),
  ].join(' and ');
  return {
    named: terms.map((term, at) =>
      key.terms === undefined ? term : `${term} as ${quoteIdentifier(key.columns[at] ?? term)}`,
    ),
    groups: `from ${sqlTable(place.stored)} where ${conditions} group by ${terms.join(', ')} having count(*) > 1`,
  };
}

/** Asks what becomes of rows that point to no row, where a foreign key comes. `parent`: the table pointed to, by its name before; null where it is new. */
export function orphansQuestion(
  place: RowPlace,
  key: ForeignKey,
  { parent, nullable }: { readonly parent: string | null; readonly nullable: boolean },
): Question {
  const { table, stored, former } = place;
  const list = enumerate(key.columns);
  const isOwn = parent === stored;
  const columns = key.columns.map(former);
  const orphan = orphanCondition(stored, columns, { parent, key });
  const clear: QuestionOption = {
    value: 'null',
    label: `they stay, ${list} becomes null`,
    loses: `the ${list} of those rows`,
  };
  return {
    id: `orphans:constraint:${quotedTable(table)}.${quotedName(key.name)}`,
    kind: 'orphans',
    subject: `${table}.${key.name}`,
    message: `${list} of ${table} must point to a row of ${key.refTable} from now on. What becomes of rows that point to none?`,
    options: [
      {
        value: 'delete',
        label: isOwn ? 'they go, with those that point to them' : 'they go',
        loses: `rows of ${table} that point to no ${key.refTable}${isOwn ? ', and those below them' : ''}`,
      },
      ...(nullable ? [clear] : []),
      none('a row that points to none'),
      stop,
    ],
    evidence: [
      ...(parent === null ? [`${key.refTable} is new: it has no rows yet`] : []),
      ...place.pointing,
    ],
    rows: { table: stored },
    trial: {
      count: `select count(*) as n from ${sqlTable(stored)} where ${orphan}`,
      sample: `select ${key.columns.map(column => sqlName(former(column))).join(', ')} from ${sqlTable(stored)} where ${orphan} limit 3`,
      words: [
        `row of ${stored} that points to no ${key.refTable}`,
        `rows of ${stored} that point to no ${key.refTable}`,
      ],
    },
  };
}

/** Asks what mends rows that break a check which comes. */
export function violatorsQuestion(place: RowPlace, check: Check): Question {
  const { table, stored, former } = place;
  const broken = `not (${byFormerNames(check.expression, place)})`;
  const named = place.columns.filter(column => mentions(check.expression, column));
  const sampled = named.map(column => sqlName(former(column)));
  return {
    id: `violators:constraint:${quotedTable(table)}.${quotedName(check.name)}`,
    kind: 'violators',
    subject: `${table}.${check.name}`,
    message: `Every row of ${table} must satisfy ${check.expression} from now on. What becomes of rows that do not?`,
    options: [
      { value: 'sql:', label: 'an update, in SQL, mends them before' },
      {
        value: 'not-valid',
        label: 'they stay; only new and changed rows are checked (PostgreSQL)',
      },
      none('a row that breaks it'),
      stop,
    ],
    evidence: [],
    rows: { table: stored },
    trial: {
      count: `select count(*) as n from ${sqlTable(stored)} where ${broken}`,
      ...(sampled.length > 0 && {
        sample: `select ${sampled.join(', ')} from ${sqlTable(stored)} where ${broken} limit 3`,
      }),
      words: [`row of ${stored} that breaks it`, `rows of ${stored} that break it`],
    },
  };
}

/** Says what is wrong with an answer to a violators question. */
export function checkViolators(answer: string): string | undefined {
  return answer === 'sql:' ? 'the update is missing' : undefined;
}

/** What the row is called that another one points to. */
export const parentRow = 'parent_row';

/** `"author_id" is not null and not exists (select 1 from "author" …)`: rows that point to none. */
export function orphanCondition(
  child: string,
  columns: readonly string[],
  { parent, key }: { readonly parent: string | null; readonly key: Pick<ForeignKey, 'refColumns'> },
): string {
  const set = columns.map(column => `${sqlName(column)} is not null`);
  if (parent === null) return set.join(' and ');
  const same = columns.map(
    (column, at) =>
      `${parentRow}.${sqlName(key.refColumns[at] ?? '')} = ${sqlTable(child)}.${sqlName(column)}`,
  );
  return `${set.join(' and ')} and not exists (select 1 from ${sqlTable(parent)} as ${parentRow} where ${same.join(' and ')})`;
}

/**
 * The rows that go where those do that point to none. Where a table points to itself these are also the ones that point to
 * one of them, and so on: PostgreSQL manual, 7.8.2; SQLite, "The WITH Clause", 3.
 */
export function goneCondition(
  child: string,
  columns: readonly string[],
  to: { readonly parent: string | null; readonly key: Pick<ForeignKey, 'refColumns'> },
): string {
  const orphan = orphanCondition(child, columns, to);
  if (to.parent !== child) return orphan;
  const names = columns.map(sqlName);
  const keys = to.key.refColumns.map(sqlName);
  const table = sqlTable(child);
  const gone = keys.map((_key, at) => `key_${at + 1}`);
  const same = names.map((name, at) => `child_row.${name} = gone.${gone[at] ?? ''}`);
  const next = keys.map(key => `child_row.${key}`);
  const walk = `with recursive gone (${gone.join(', ')}) as (select ${keys.join(', ')} from ${table} where ${orphan} union select ${next.join(', ')} from ${table} as child_row join gone on ${same.join(' and ')}) select ${gone.join(', ')} from gone`;
  const own = names.length === 1 ? names.join('') : `(${names.join(', ')})`;
  return `(${orphan}) or ${own} in (${walk})`;
}

/** SQL that names columns as they will be, with the names that they have. */
function byFormerNames(sql: string, { columns, former }: RowPlace): string {
  return columns.reduce(
    (text, column) =>
      former(column) === column ? text : renameInExpression(text, column, former(column)),
    sql,
  );
}

function none(what: string): QuestionOption {
  return { value: 'empty', label: `no database has ${what}; an upgrade stops at one that has` };
}
