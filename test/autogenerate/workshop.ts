import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { expect } from 'vitest';

import type { Evaluation } from '../../src/app/autogenerate.ts';
import { openAutogenerate } from '../../src/app/autogenerate.ts';
import { openContext } from '../../src/app/context.ts';
import type { AppContext } from '../../src/app/context.ts';
import type { PreparedPlan } from '../../src/app/plan.ts';
import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import type { Proof } from '../../src/app/proof.ts';
import { runPlan } from '../../src/app/run.ts';
import type { SidesOptions } from '../../src/app/sides.ts';
import type { DialectName } from '../../src/dialect/dialect.ts';
import type { SqlText } from '../../src/schema/objects.ts';
import { sqlText } from '../../src/schema/objects.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { emptyDatabase, readSchema } from '../app/script-database.ts';
import type { ScriptDatabase } from '../app/script-database.ts';
import { createByMikroOrm, judge } from '../orm/judge.ts';
import type { Judged } from '../orm/judge.ts';
import { makeProject } from '../orm/project.ts';

type Settings = Readonly<Record<string, unknown>>;

/** A change of the entities, and what is to become of a database with rows. */
export interface Change {
  /** Statements that define entities, with `defineEntity` and `p` at hand: `A = defineEntity({ … })`. */
  readonly before: string;
  readonly after: string;
  /** Statements that fill the database before the change. */
  readonly rows?: readonly SqlText[];
  readonly answers?: Readonly<Record<string, string>>;
  /** Queries whose rows are what is expected after the upgrade. */
  readonly expected?: readonly (readonly [query: SqlText, rows: readonly unknown[]])[];
  /** Queries that give the same before the upgrade and after the downgrade. */
  readonly back?: readonly SqlText[];
  /** Statements that write between the upgrade and the downgrade, and queries whose rows are what is expected after it. */
  readonly meanwhile?: readonly SqlText[];
  readonly returned?: readonly (readonly [query: SqlText, rows: readonly unknown[]])[];
  /** What the proof finds in the database that no revision made. */
  readonly beside?: readonly string[];
  /** Options of the config besides entities and connection, as JavaScript. */
  readonly config?: string;
  /** What package.json says under `migsh`, besides the dialect. */
  readonly settings?: Settings;
}

/**
 * Generates from nothing, upgrades, fills, changes the entities, generates with the answers, upgrades; then looks: rows are as
 * expected, MikroORM has nothing to say, nothing is left to generate, the downgrade brings the structure back.
 * Answers with the text of the second revision, without its header.
 */
export async function carryOut(dialect: DialectName, change: Change): Promise<string> {
  const { back = [], answers = {} } = change;
  const workshop = await openWorkshop(dialect, change.config ?? '', change.settings);
  const { database } = workshop;
  await workshop.enter(change.before);
  await workshop.generate({});
  await workshop.run(context => planUpgrade(context, 'heads'));
  for (const sql of change.rows ?? []) await ask(database, sql);
  const structure = await readSchema(database);
  const held = await answersTo(database, back);

  await workshop.enter(change.after);
  const text = await workshop.generate(answers, change.beside);
  await workshop.run(context => planUpgrade(context, 'heads'));
  await expectRows(database, change.expected);
  const complaints = await workshop.complaints();
  if (complaints.length > 0) expect(complaints).toEqual(await workshop.ownComplaints());
  expect(await workshop.rest(), 'what is left to generate').toEqual([]);

  for (const sql of change.meanwhile ?? []) await ask(database, sql);
  // What is no difference has no revision.
  if (text !== '') await workshop.run(context => planDowngrade(context, '-1'));
  expect(await readSchema(database), 'the structure after the downgrade').toEqual(structure);
  expect(await answersTo(database, back), 'the rows after the downgrade').toEqual(held);
  await expectRows(database, change.returned);
  return bodyOf(text);
}

async function expectRows(
  database: ScriptDatabase,
  expected: Change['expected'] = [],
): Promise<void> {
  for (const [query, rows] of expected) expect(await ask(database, query)).toEqual(rows);
}

/** Generates from nothing, upgrades, and looks whether anybody has more to say; takes it back and looks whether anything is left. */
export async function fromNothing(dialect: DialectName, module: string): Promise<string> {
  const workshop = await openWorkshop(dialect, '');
  const { database } = workshop;
  const nothing = await readSchema(database);
  await workshop.enter(module);
  const text = await workshop.generate({});
  await workshop.run(context => planUpgrade(context, 'heads'));
  const complaints = await workshop.complaints();
  if (complaints.length > 0) expect(complaints).toEqual(await workshop.ownComplaints());
  expect(await workshop.rest(), 'what is left to generate').toEqual([]);
  await workshop.run(context => planDowngrade(context, 'base'));
  expect(ownTables(await readSchema(database))).toEqual(nothing);
  return bodyOf(text);
}

function ownTables(schema: Schema): Schema {
  return { ...schema, tables: schema.tables.filter(({ name }) => !/^(migsh|sqlite)_/.test(name)) };
}

/** The questions that are open after a change of the entities, on an empty database. */
export async function questionsOf(
  dialect: DialectName,
  change: Change,
): Promise<Evaluation['questions']> {
  return (await evaluationOf(dialect, change)).questions;
}

/** What autogenerate says after a change of the entities. */
export async function evaluationOf(
  dialect: DialectName,
  { before, after, rows = [], answers = {}, config = '', settings }: Change,
): Promise<Evaluation> {
  const workshop = await openWorkshop(dialect, config, settings);
  await workshop.enter(before);
  await workshop.generate({});
  await workshop.run(context => planUpgrade(context, 'heads'));
  for (const sql of rows) await ask(workshop.database, sql);
  await workshop.enter(after);
  return workshop.evaluate(answers);
}

/** A project with a database, whose entities change. */
export interface Workshop {
  readonly database: ScriptDatabase;
  /** Puts entities in place of those before. */
  enter(code: string): Promise<void>;
  /** Writes a revision; its text. */
  generate(answers: Readonly<Record<string, string>>, beside?: readonly string[]): Promise<string>;
  evaluate(answers: Readonly<Record<string, string>>): Promise<Evaluation>;
  /** What comes of trying the draft out. */
  prove(answers: Readonly<Record<string, string>>, options?: SidesOptions): Promise<Proof | null>;
  run(prepare: (context: AppContext) => Promise<PreparedPlan>): Promise<void>;
  /** Anything else with the project as it is. */
  within<T>(work: (context: AppContext) => Promise<T>): Promise<T>;
  /** What MikroORM would still change here … */
  complaints(): Promise<readonly string[]>;
  /** … and in a database that it has just made from the same entities. */
  ownComplaints(): Promise<readonly string[]>;
  /** What would still be generated. */
  rest(): Promise<readonly string[]>;
}

export async function openWorkshop(
  dialect: DialectName,
  options: string,
  settings: Settings = {},
): Promise<Workshop> {
  const database = await emptyDatabase(dialect);
  const { root } = makeProject({
    'package.json': JSON.stringify({ type: 'module', migsh: { dialect, ...settings } }),
  });
  mkdirSync(join(root, 'migrations'));
  let config = '';
  let entities: NonNullable<Judged['entities']> = [];
  let version = 0;
  const withContext = async <T>(work: (context: AppContext) => Promise<T>): Promise<T> => {
    const context = openContext({ cwd: root, config });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  };
  const evaluate = (
    context: AppContext,
    answers: Readonly<Record<string, string>>,
    how: SidesOptions = {},
  ) =>
    openAutogenerate(context, how).then(async session => ({
      session,
      evaluation: await session.evaluate(answers, { message: `change ${version}` }),
    }));
  return {
    database,
    async enter(code) {
      version += 1;
      config = `config-${version}.js`;
      const file = join(root, `entities-${version}.js`);
      writeFileSync(file, entitiesModule(code));
      writeFileSync(join(root, config), configModule(database, version, options));
      const module: { entities: typeof entities } = await import(pathToFileURL(file).href);
      entities = module.entities;
    },
    generate: (answers, beside = []) =>
      withContext(async context => {
        const { session, evaluation } = await evaluate(context, answers);
        expect(
          evaluation.questions.map(question => question.id),
          'open questions',
        ).toEqual([]);
        expect(evaluation.unused, 'answers that nobody asked for').toEqual([]);
        // The first revision is made from nothing: there is little to prove.
        if (context.history().files.size > 0) {
          const on = `a copy of ${String(session.database)}`;
          const found = await session.prove(evaluation);
          expect(found).toEqual(
            beside.length === 0 ? { outcome: 'proven', on } : { outcome: 'rest', on, rest: beside },
          );
        }
        return session.write(evaluation).text ?? '';
      }),
    prove: (answers, how) =>
      withContext(async context => {
        const { session, evaluation } = await evaluate(context, answers, how);
        return session.prove(evaluation);
      }),
    evaluate: answers =>
      withContext(async context => (await evaluate(context, answers)).evaluation),
    rest: () =>
      withContext(async context => {
        const { evaluation } = await evaluate(context, {});
        return [...evaluation.changes, ...evaluation.questions.map(({ id }) => id)];
      }),
    run: prepare =>
      withContext(async context => {
        const { signal } = new AbortController();
        await runPlan(context, await prepare(context), { onEvent: () => {}, signal });
      }),
    within: withContext,
    complaints: () => judge({ entities, ...where(database) }),
    async ownComplaints() {
      const own = where(await emptyDatabase(dialect));
      await createByMikroOrm({ entities, ...own });
      return judge({ entities, ...own });
    },
  };
}

function entitiesModule(code: string): string {
  if (code.startsWith('export ')) return code;
  const names = [...code.matchAll(/^\s*(?:const )?([A-Z]\w*) = /gm)].map(([, name]) => name);
  const text = code.replaceAll(/^(\s*)(?:const )?([A-Z]\w*) = /gm, '$1const $2 = ');
  return `import { defineEntity, p, sql, quote } from '@mikro-orm/core';\n${text}\nexport const entities = [${names.join(', ')}];\n`;
}

function configModule({ dialect, place }: ScriptDatabase, version: number, more: string): string {
  const connection = dialect === 'sqlite' ? 'dbName' : 'clientUrl';
  return `import { defineConfig } from '@mikro-orm/${dialect}';
import { entities } from './entities-${version}.js';
export default defineConfig({ ${connection}: ${JSON.stringify(place)}, entities, schemaGenerator: { skipTables: [/^migsh_/] }, ${more} });\n`;
}

function where({ dialect, place }: ScriptDatabase): Judged {
  return dialect === 'sqlite'
    ? { driver: SqliteDriver, dbName: place }
    : { driver: PostgreSqlDriver, clientUrl: place };
}

/** Runs a statement; a dialect that has no text for it does nothing. */
export async function ask(
  { dialect, query }: ScriptDatabase,
  sql: SqlText,
): Promise<readonly unknown[]> {
  const text = sqlText(sql, dialect);
  return text === undefined || text === '' ? [] : query(text);
}

/** What queries give. */
export async function answersTo(
  database: ScriptDatabase,
  queries: readonly SqlText[],
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const sql of queries) found.push(await ask(database, sql));
  return found;
}

/** The file without its header. */
export function bodyOf(text: string): string {
  return text.slice(text.indexOf('export function up'));
}
