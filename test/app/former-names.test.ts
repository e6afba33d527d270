import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { openAutogenerate } from '../../src/app/autogenerate.ts';
import { openContext } from '../../src/app/context.ts';

/** A project with a `node_modules` of its own: what is remembered of it is remembered there. */
function makeProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'migsh-names-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'migrations'));
  const packages = resolve('node_modules');
  for (const name of readdirSync(packages).filter(each => !each.startsWith('.'))) {
    symlinkSync(join(packages, name), join(root, 'node_modules', name));
  }
  const manifest = { type: 'module', migsh: { dialect: 'sqlite' } };
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  return root;
}

/** As on a machine that has never seen the project. */
function forget(root: string): void {
  rmSync(join(root, 'node_modules/.cache'), { recursive: true });
}

let version = 0;

/** The open questions with these entities; `write`: the revision that makes them. */
async function comparing(
  root: string,
  { entities, write = false }: { readonly entities: string; readonly write?: boolean },
) {
  version += 1;
  const config = `config-${version}.js`;
  writeFileSync(
    join(root, config),
    `import { defineConfig, defineEntity, p } from '@mikro-orm/sqlite';
export default defineConfig({ dbName: 'app.sqlite', entities: [${entities}] });`,
  );
  const context = openContext({ cwd: root, config });
  try {
    const session = await openAutogenerate(context);
    const evaluation = await session.evaluate({}, { message: 'x' });
    if (write) session.write(evaluation);
    return evaluation.questions.map(({ id, likely, evidence }) => ({
      id,
      likely,
      first: evidence[0],
    }));
  } finally {
    await context.close();
  }
}

const person = (properties: string, more = ''): string =>
  `defineEntity({ name: 'Person', properties: { id: p.integer().primary(), ${properties} }, ${more} })`;

test('a property that got a fieldName keeps its column, as the naming strategy would have it', async () => {
  const root = makeProject();
  await comparing(root, { entities: person('motto: p.text(), age: p.integer()'), write: true });
  forget(root);
  const after = person("motto: p.text().fieldName('words'), shoeSize: p.integer()");
  expect(await comparing(root, { entities: after })).toEqual([
    {
      id: 'rename:column:person.words',
      likely: 'rename:motto',
      first: 'motto: without its fieldName, property Person.motto has column motto',
    },
    { id: 'rename:column:person.shoe_size', likely: undefined, first: expect.anything() },
  ]);
});

test('a property that lost its fieldName is known from before', async () => {
  const root = makeProject();
  const before = person("motto: p.text().fieldName('words'), age: p.integer()");
  await comparing(root, { entities: before, write: true });
  const after = person('motto: p.text(), shoeSize: p.integer()');
  expect(await comparing(root, { entities: after })).toMatchObject([
    {
      id: 'rename:column:person.motto',
      likely: 'rename:words',
      first: 'words: property Person.motto was kept in column words',
    },
    { id: 'rename:column:person.shoe_size' },
  ]);
});

test('what was never seen here is not known, and asked the same', async () => {
  const root = makeProject();
  const before = person("motto: p.text().fieldName('words'), age: p.integer()");
  await comparing(root, { entities: before, write: true });
  forget(root);
  const after = { entities: person('motto: p.text(), shoeSize: p.integer()') };
  expect(await comparing(root, after)).toMatchObject([
    { id: 'rename:column:person.motto', likely: undefined },
    { id: 'rename:column:person.shoe_size' },
  ]);
  await comparing(root, { entities: before });
  expect(await comparing(root, after)).toMatchObject([{ likely: 'rename:words' }, {}]);
});

test('an entity whose tableName changed', async () => {
  const root = makeProject();
  await comparing(root, { entities: person('motto: p.text()'), write: true });
  forget(root);
  expect(
    await comparing(root, {
      entities: person('words: p.integer()', "tableName: 'people_we_know'"),
    }),
  ).toMatchObject([
    {
      id: 'rename:table:people_we_know',
      likely: 'rename:person',
      first: 'without its tableName, entity Person has table person',
    },
  ]);
});

const inClub = (field: string): string =>
  `...(() => { const Club = defineEntity({ name: 'Club', properties: { id: p.integer().primary() } });
  return [Club, ${person(`club: () => p.manyToOne(Club)${field}, boss: p.integer()`)}]; })()`;

test('a foreign key, by its property', async () => {
  const root = makeProject();
  await comparing(root, { entities: inClub(''), write: true });
  forget(root);
  const after = inClub(".joinColumn('home')").replace('boss:', 'chair:');
  expect(await comparing(root, { entities: after })).toMatchObject([
    {
      id: 'rename:column:person.home',
      likely: 'rename:club_id',
      first: 'club_id: without its fieldName, property Person.club has column club_id',
    },
    { id: 'rename:column:person.chair' },
  ]);
});
