import { describe, expect, test } from 'vitest';

import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import type { DialectName } from '../../src/dialect/dialect.ts';
import type { SqlText } from '../../src/schema/objects.ts';
import { mapSqlText } from '../../src/schema/objects.ts';
import { normalExpression } from '../../src/schema/same-expression.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { readSchema } from '../app/script-database.ts';
import { answersTo, ask, bodyOf, carryOut, openWorkshop } from './workshop.ts';
import type { Change, Workshop } from './workshop.ts';

/** Changes by their names, each about tables of its own. */
export type Lot = Readonly<Record<string, Change>>;

/**
 * Carries out many changes at once, in one revision of one database: much faster than one by one, and the file is a large one.
 * A test each says what came of it; where the whole fails, each is carried out alone, so that the one that fails is named.
 * `unjudged`: where MikroORM itself cannot make such things, and so has no say.
 */
export function carryOutTogether(
  lot: Lot,
  dialects: readonly DialectName[],
  unjudged: readonly DialectName[] = [],
): void {
  const ways = dialects.map(dialect => ({
    dialect,
    lot,
    outcome: lazy(() => attempt(dialect, lot, unjudged.includes(dialect))),
  }));
  test('the file is one', async () => {
    const texts: string[] = [];
    for (const { outcome } of ways) {
      const { failed, text } = await outcome();
      if (failed !== null) throw failed;
      texts.push(text);
    }
    expect(new Set(texts).size, 'different files').toBe(1);
    expect(texts[0]).toMatchSnapshot();
  });
  describe.each(ways)('$dialect', way => {
    test.for(Object.entries(lot))('%s', async ([, change]) => {
      const outcome = await way.outcome();
      if (outcome.failed !== null) await carryOut(way.dialect, change);
      const { seen, wanted } = outcome.failed === null ? look(outcome, change) : alone;
      expect(seen).toEqual(wanted);
    });
    test('and nothing else', async () => {
      const { failed, after, before, complaints, own, rest } = await way.outcome();
      if (failed !== null) throw failed;
      expect(after).toEqual(before);
      expect(unlike(complaints, own)).toEqual([]);
      expect(rest).toEqual([]);
    });
  });
}

/** Carried out by itself, where every look is an expectation already. */
const alone: Look = { seen: {}, wanted: {} };

/** What came of a lot, with an answer to each query of its changes. */
interface Outcome {
  /** Why nothing came of it. */
  readonly failed: Error | null;
  readonly text: string;
  readonly found: ReadonlyMap<SqlText, readonly unknown[]>;
  readonly held: ReadonlyMap<SqlText, unknown>;
  readonly back: ReadonlyMap<SqlText, unknown>;
  /** What MikroORM has to say of the upgraded database, and of one that it has just made. */
  readonly complaints: readonly string[];
  readonly own: readonly string[];
  /** What would be generated again. */
  readonly rest: readonly string[];
  /** The structure before the upgrade and after the downgrade. */
  readonly before: Schema;
  readonly after: Schema;
}

const nothing: Schema = { tables: [] };

async function attempt(dialect: DialectName, lot: Lot, isUnjudged: boolean): Promise<Outcome> {
  try {
    const workshop = await openWorkshop(dialect, '');
    const judging = isUnjudged ? { ...workshop, complaints: async () => [] } : workshop;
    return await carryOutLot(judging, Object.values(lot));
  } catch (error) {
    const failed = error instanceof Error ? error : new Error(String(error));
    const none = { found: new Map(), held: new Map(), back: new Map() };
    const said = { complaints: [], own: [], rest: [], before: nothing, after: nothing };
    return { failed, text: '', ...none, ...said };
  }
}

async function carryOutLot(workshop: Workshop, lot: readonly Change[]): Promise<Outcome> {
  const { database } = workshop;
  await workshop.enter(lot.map(({ before }) => before).join('\n'));
  await workshop.generate({});
  await workshop.run(context => planUpgrade(context, 'heads'));
  for (const { rows = [] } of lot) for (const sql of rows) await ask(database, sql);
  const before = inOrder(await readSchema(database));
  const back = lot.flatMap(change => change.back ?? []);
  const held = await allAnswers(workshop, back);

  await workshop.enter(lot.map(({ after }) => after).join('\n'));
  const answers = Object.assign({}, ...lot.map(change => change.answers ?? {}));
  const text = await workshop.generate(
    answers,
    lot.flatMap(change => change.beside ?? []),
  );
  const early = await workshop.rest();
  await workshop.run(context => planUpgrade(context, 'heads'));
  const queries = lot.flatMap(({ expected = [] }) => expected.map(([query]) => query));
  const found = await allAnswers(workshop, queries);
  const complaints = await workshop.complaints();
  const own = complaints.length === 0 ? [] : await workshop.ownComplaints();
  const rest = [...early, ...(await workshop.rest())];

  await workshop.run(context => planDowngrade(context, '-1'));
  return {
    failed: null,
    text: bodyOf(text),
    found,
    held,
    back: await allAnswers(workshop, back),
    complaints,
    own,
    rest,
    before,
    after: inOrder(await readSchema(database)),
  };
}

/**
 * What came back stands at the end, and SQLite puts a renamed table between quotes: no comparison minds. Extensions stay on the
 * way down: others may need them by then.
 */
function inOrder({ extensions: _stay, ...schema }: Schema): Schema {
  const tables = schema.tables.map(table => ({
    ...table,
    columns: byName(table.columns),
    indexes: byName(table.indexes),
    uniques: byName(table.uniques),
  }));
  const views = schema.views?.map(view => ({
    ...view,
    select: mapSqlText(view.select, normalExpression),
  }));
  return { ...schema, tables, ...(views && { views }) };
}

function byName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function allAnswers(
  { database }: Workshop,
  queries: readonly SqlText[],
): Promise<Map<SqlText, readonly unknown[]>> {
  const answers = await answersTo(database, queries);
  return new Map(queries.map((query, at) => [query, [answers[at]]]));
}

/** What there is to be seen of one change, and what is to be. */
interface Look {
  readonly seen: unknown;
  readonly wanted: unknown;
}

function look(outcome: Outcome, change: Change): Look {
  const isOwn = about(change);
  const { expected = [], back = [] } = change;
  const tables = ({ tables: all }: Schema) => all.filter(({ name }) => isOwn(name));
  return {
    seen: {
      rows: expected.map(([query]) => outcome.found.get(query)?.[0]),
      complaints: unlike(outcome.complaints.filter(isOwn), outcome.own.filter(isOwn)),
      rest: outcome.rest.filter(isOwn),
      structureAfterDowngrade: tables(outcome.after),
      rowsAfterDowngrade: back.map(query => outcome.back.get(query)),
    },
    wanted: {
      rows: expected.map(([, rows]) => rows),
      complaints: [],
      rest: [],
      structureAfterDowngrade: tables(outcome.before),
      rowsAfterDowngrade: back.map(query => outcome.held.get(query)),
    },
  };
}

/** What MikroORM says here and not of a database that it has just made itself. */
function unlike(complaints: readonly string[], own: readonly string[]): readonly string[] {
  return complaints.filter(line => !own.includes(line));
}

/** Whether a text names one of the tables that a change is about. */
function about({ before, after }: Change): (text: string) => boolean {
  const code = `${before}\n${after}`;
  const classes = [...code.matchAll(/name: '([A-Z]\w*)'/g)].map(([, name = '']) => snake(name));
  const said = [...code.matchAll(/tableName: '([\w.]+)'/g)].map(([, name = '']) => name);
  const words = [...new Set([...classes, ...said])];
  const pattern = new RegExp(`(?<![a-z_])(?:${words.join('|')})(?![a-z_])`);
  return text => pattern.test(text);
}

function snake(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, letter => `_${letter}`).toLowerCase();
}

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
