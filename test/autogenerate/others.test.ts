import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { readSchema } from '../app/script-database.ts';
import { entity, id } from './entities.ts';
import { ask, openWorkshop } from './workshop.ts';
import type { Workshop } from './workshop.ts';

const dialects = ['sqlite', 'postgresql'] as const;
const author = (properties: string, more = ''): string =>
  entity('Author', `${id}, ${properties}`, more);
const temporary = (name: string, table: string, more = ''): string =>
  entity(name, `${id}${more}`, `tableName: '${table}'`);
const upgrade = async (workshop: Workshop): Promise<void> =>
  workshop.run(context => planUpgrade(context, 'heads'));

test.for(dialects)('what another application made is left alone (%s)', async dialect => {
  const workshop = await openWorkshop(dialect, '');
  const { database } = workshop;
  const theirs = [
    'create table basket (id integer primary key, label text)',
    "insert into basket values (1, 'theirs')",
    'create index basket_label on basket (label)',
    "create view basket_labels as select label from basket where label <> ''",
    // PostGIS brings tables and functions of its own, hstore functions and a type.
    {
      postgresql: 'create extension hstore',
      sqlite: 'create table spatial_ref_sys (srid integer)',
    },
    { postgresql: 'create schema warehouse', sqlite: '' },
    { postgresql: 'create table warehouse.shelf (id int)', sqlite: '' },
  ];
  for (const sql of theirs) await ask(database, sql);
  const before = await readSchema(database);
  await workshop.enter(author('name: p.string()'));
  const text = await workshop.generate({});
  expect(text).not.toMatch(/basket|warehouse|spatial|hstore/);
  await upgrade(workshop);
  await workshop.enter(author('name: p.string().nullable(), age: p.integer().nullable()'));
  expect(await workshop.generate({})).not.toMatch(/basket|warehouse|spatial|hstore/);
  await upgrade(workshop);
  expect(await workshop.rest()).toEqual([]);
  expect(await ask(database, 'select label from basket_labels')).toEqual([{ label: 'theirs' }]);
  await workshop.run(context => planDowngrade(context, 'base'));
  const after = await readSchema(database);
  const tables = after.tables.filter(({ name }) => !/^(?:migsh|sqlite)_/.test(name));
  expect({ ...after, tables }).toEqual(before);
});

test.for(dialects)('what is to be kept is kept, and remembered (%s)', async dialect => {
  const workshop = await openWorkshop(dialect, '');
  const { database } = workshop;
  await workshop.enter(
    `${author('name: p.string(), fax: p.string().nullable()')}\n${entity('Coupon', `${id}, code: p.string()`)}`,
  );
  await workshop.generate({});
  await upgrade(workshop);
  await ask(database, "insert into author (id, name, fax) values (1, 'Ann', '123')");
  await ask(database, "insert into coupon (id, code) values (1, 'SAVE')");
  await workshop.enter(author('name: p.string(), age: p.integer().nullable()'));
  const answers = {
    'rename:column:author.age': 'replace',
    'drop:column:author.fax': 'keep',
    'drop:table:coupon': 'keep',
  };
  const text = await workshop.generate(answers);
  expect(text).not.toMatch(/op\..*(?:coupon|fax)/);
  expect(
    await workshop.within(async ({ project }) =>
      readFileSync(join(project.root, 'package.json'), 'utf8'),
    ),
  ).toContain('"ignore": [\n      "coupon",\n      "author.fax"\n    ]');
  await upgrade(workshop);
  expect(await workshop.rest()).toEqual([]);
  expect(await ask(database, 'select name, fax from author')).toEqual([
    { name: 'Ann', fax: '123' },
  ]);
  expect(await ask(database, 'select code from coupon')).toEqual([{ code: 'SAVE' }]);
});

test.for(dialects)('what `ignore` names is not compared (%s)', async dialect => {
  const workshop = await openWorkshop(dialect, '', { ignore: ['tmp_*', 'author.legacy'] });
  await workshop.enter(`${author('name: p.string()')}\n${temporary('Temp', 'tmp_one')}`);
  expect(await workshop.generate({})).not.toContain('tmp_');
  await workshop.enter(
    `${author('name: p.string(), age: p.integer().nullable(), legacy: p.integer()')}\n${temporary('Temp', 'tmp_one', ', more: p.integer()')}\n${temporary('Other', 'tmp_two')}`,
  );
  expect(await workshop.rest()).toEqual(['+ author.age  integer null']);
});

test.for(dialects)('no entities are an error, not the end of every table (%s)', async dialect => {
  const workshop = await openWorkshop(dialect, '');
  await workshop.enter(author('name: p.string()'));
  await workshop.generate({});
  await workshop.enter('');
  await expect(workshop.rest()).rejects.toMatchObject({ code: 'no-entities' });
});

test.for([
  ['sqlite', 'sqlite'],
  ['postgresql', 'postgresql'],
  ['sqlite', 'postgresql'],
  ['postgresql', 'sqlite'],
] as const)(
  'generated on an empty %s database, run on a %s database with rows',
  async ([here, there]) => {
    const [desk, production] = [await openWorkshop(here, ''), await openWorkshop(there, '')];
    const before = author(
      'email: p.string().nullable(), age: p.string(), name: p.string()',
      "indexes: [{ properties: ['age'] }]",
    );
    const after = author(
      "email: p.string(), age: p.integer(), fullName: p.string(), country: p.string(), tier: p.enum(['basic', 'gold']).default('basic')",
      "indexes: [{ properties: ['age'] }], uniques: [{ properties: ['email'] }], checks: [{ name: 'author_age_check', expression: 'age >= 0' }]",
    );
    for (const workshop of [desk, production]) await workshop.enter(before);
    await desk.generate({});
    await carryFiles(desk, production);
    await upgrade(production);
    const rows = "(1, 'a@b', '7', 'Ann'), (2, 'a@b', '8', 'Ann'), (3, null, '-1', 'Bo')";
    await ask(production.database, `insert into author (id, email, age, name) values ${rows}`);

    for (const workshop of [desk, production]) await workshop.enter(after);
    await desk.generate({
      'rename:column:author.full_name': 'rename:name',
      'rename:column:author.country': 'replace',
      'rename:column:author.tier': 'replace',
      'fill:column:author.email': "sql:full_name || '@example.org'",
      'fill:column:author.country': 'default:DE',
      'convert:column:author.age': 'cast',
      'duplicates:constraint:author.author_email_unique': 'keep-first',
      'violators:constraint:author.author_age_check': 'sql:update author set age = 0 where age < 0',
    });
    await carryFiles(desk, production);
    await upgrade(production);
    expect(await ask(production.database, 'select * from author order by id')).toEqual([
      { id: 1, email: 'a@b', age: 7, full_name: 'Ann', country: 'DE', tier: 'basic' },
      { id: 3, email: 'Bo@example.org', age: 0, full_name: 'Bo', country: 'DE', tier: 'basic' },
    ]);
    expect(await production.complaints()).toEqual([]);
    expect(await production.rest()).toEqual([]);
  },
);

/** The revision files, as a deployment brings them. */
async function carryFiles(from: Workshop, to: Workshop): Promise<void> {
  cpSync(await migrationsOf(from), await migrationsOf(to), { recursive: true });
}

async function migrationsOf(workshop: Workshop): Promise<string> {
  return workshop.within(async ({ project }) => join(project.root, 'migrations'));
}
