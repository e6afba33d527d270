import { describe, expect, test } from 'vitest';

import { planUpgrade } from '../../src/app/plan.ts';
import type { DialectName } from '../../src/dialect/dialect.ts';
import type { Workshop } from './workshop.ts';
import { openWorkshop } from './workshop.ts';

const entities = (properties: string): string =>
  `Author = defineEntity({ name: 'Author', properties: { id: p.integer().primary(), ${properties} } });`;
const before = entities('name: p.string(), mail: p.string().unique()');
const after = entities('name: p.string(), mail: p.string().unique(), born: p.integer().nullable()');
const answers = {};

describe.each<DialectName>(['sqlite', 'postgresql'])('%s', dialect => {
  test('a draft runs on a copy of a database that is behind, as on one at the heads', async () => {
    const workshop = await open(dialect);
    const proven = { outcome: 'proven', on: expect.stringMatching(/^a copy of /) };
    expect(await workshop.prove(answers)).toEqual(proven);
    await workshop.run(context => planUpgrade(context, 'heads'));
    expect(await workshop.prove(answers)).toEqual(proven);
  });

  test('what was changed by hand is left to do, and nothing of another application', async () => {
    const workshop = await upgraded(dialect);
    const { query } = workshop.database;
    await query('alter table author add column born_in text');
    await query("create table visits (id integer primary key, at varchar(20) check (at > ''))");
    await query('create index visits_at on visits (at)');
    expect(await workshop.prove(answers)).toMatchObject({
      outcome: 'rest',
      rest: [expect.stringMatching(/^- author\.born_in  text null$/)],
    });
  });

  test('a draft that cannot run there says why', async () => {
    const workshop = await upgraded(dialect);
    await workshop.database.query('drop table author');
    expect(await workshop.prove(answers)).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('author'),
    });
  });

  test('a column that an answer leaves nullable for now is named; one that it keeps is not', async () => {
    const workshop = await upgraded(dialect);
    await workshop.enter(entities('name: p.string(), born: p.integer()'));
    const given = {
      'rename:column:author.born': 'replace',
      'drop:column:author.mail': 'keep',
      'fill:column:author.born': 'nullable',
    };
    expect(await workshop.prove(given)).toMatchObject({
      outcome: 'proven',
      later: [expect.stringMatching(/^~ author\.born .* null → .* not null$/)],
    });
  });

  test('without a database it runs on what the revisions make, where there is a place for it', async () => {
    const workshop = await upgraded(dialect);
    expect(await workshop.prove(answers, { offline: true })).toMatchObject({
      outcome: 'proven',
      on: 'what the revisions make',
    });
  });

  test('nothing to write is nothing to prove', async () => {
    const workshop = await upgraded(dialect);
    await workshop.enter(before);
    expect(await workshop.prove({})).toBeNull();
  });
});

/** A revision that makes the first entities, and the second in place of them; the database is empty. */
async function open(dialect: DialectName): Promise<Workshop> {
  const workshop = await openWorkshop(dialect, '');
  await workshop.enter(before);
  await workshop.generate({});
  await workshop.enter(after);
  return workshop;
}

async function upgraded(dialect: DialectName): Promise<Workshop> {
  const workshop = await open(dialect);
  await workshop.run(context => planUpgrade(context, 'heads'));
  return workshop;
}
