import { describe, expect, test } from 'vitest';

import { openAutogenerate } from '../../src/app/autogenerate.ts';
import { check } from '../../src/app/check.ts';
import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { entity, id } from './entities.ts';
import { ask, bodyOf, openWorkshop } from './workshop.ts';

const author = (properties: string): string => entity('Author', `${id}, ${properties}`);
const before = author('mail: p.string()');
const after = author('email: p.string()');

const mails = 'select id, mail from author order by id';
const both = 'select id, mail, email from author order by id';

/** A project whose column was copied, with rows from before. */
const copied = async (dialect: 'sqlite' | 'postgresql') => {
  const workshop = await openWorkshop(dialect, '');
  await workshop.enter(before);
  await workshop.generate({});
  await workshop.run(context => planUpgrade(context, 'heads'));
  await ask(workshop.database, "insert into author (id, mail) values (1, 'a@x'), (2, 'b@x')");
  await workshop.enter(after);
  const text = await workshop.generate({ 'rename:column:author.email': 'copy:mail' });
  await workshop.run(context => planUpgrade(context, 'heads'));
  return { workshop, text };
};

describe.each(['sqlite', 'postgresql'] as const)('a copied column on %s', dialect => {
  test('stays, is not asked for again, and goes once what came meanwhile is copied', async () => {
    const { workshop, text } = await copied(dialect);
    const { database } = workshop;
    expect(bodyOf(text)).toMatchSnapshot('copied');
    expect(await ask(database, both)).toEqual([
      { id: 1, mail: 'a@x', email: 'a@x' },
      { id: 2, mail: 'b@x', email: 'b@x' },
    ]);
    expect(await workshop.rest()).toEqual([]);
    expect(await workshop.within(context => check(context, {}))).toEqual({ findings: [] });
    const { notes } = await workshop.within(openAutogenerate);
    expect(notes).toContainEqual(expect.stringContaining('drop:column:author.mail=archive'));

    await ask(database, "insert into author (id, mail) values (3, 'c@x')");
    await ask(database, "insert into author (id, email) values (4, 'd@x')");
    const last = await workshop.generate({
      'drop:column:author.mail': 'archive',
      'fill:column:author.email': 'empty',
      'duplicates:column:author.email': 'keep-new',
    });
    expect(bodyOf(last)).toMatchSnapshot('dropped');
    await workshop.run(context => planUpgrade(context, 'heads'));
    expect(await ask(database, 'select id, email from author order by id')).toEqual([
      { id: 1, email: 'a@x' },
      { id: 2, email: 'b@x' },
      { id: 3, email: 'c@x' },
      { id: 4, email: 'd@x' },
    ]);
    expect(await workshop.rest()).toEqual([]);
    expect(await workshop.complaints()).toEqual([]);

    await workshop.run(context => planDowngrade(context, '-1'));
    expect(await ask(database, both)).toEqual([
      { id: 1, mail: 'a@x', email: 'a@x' },
      { id: 2, mail: 'b@x', email: 'b@x' },
      { id: 3, mail: 'c@x', email: 'c@x' },
      { id: 4, mail: 'd@x', email: 'd@x' },
    ]);
  });

  test('gets back what was written to its copy', async () => {
    const { workshop } = await copied(dialect);
    await ask(workshop.database, "update author set email = 'new@x' where id = 2");
    await ask(workshop.database, "insert into author (id, email) values (3, 'c@x')");
    await workshop.run(context => planDowngrade(context, '-1'));
    expect(await ask(workshop.database, mails)).toEqual([
      { id: 1, mail: 'a@x' },
      { id: 2, mail: 'new@x' },
      { id: 3, mail: 'c@x' },
    ]);
  });

  test('is remembered under the names that its table and its copy get later', async () => {
    const { workshop } = await copied(dialect);
    const { database } = workshop;
    await workshop.enter(entity('Writer', `${id}, email: p.string()`));
    const renamed = await workshop.generate({ 'rename:table:writer': 'rename:author' });
    expect(bodyOf(renamed)).not.toContain('mail');
    await workshop.run(context => planUpgrade(context, 'heads'));
    await workshop.enter(entity('Writer', `${id}, address: p.string()`));
    await workshop.generate({ 'rename:column:writer.address': 'rename:email' });
    await workshop.run(context => planUpgrade(context, 'heads'));
    expect(await workshop.rest()).toEqual([]);
    await workshop.generate({
      'drop:column:writer.mail': 'archive',
      'fill:column:writer.address': 'empty',
      'duplicates:column:writer.address': 'keep-new',
    });
    await ask(database, "insert into writer (id, mail) values (3, 'c@x')");
    await workshop.run(context => planUpgrade(context, 'heads'));
    expect(await ask(database, 'select id, address from writer order by id')).toEqual([
      { id: 1, address: 'a@x' },
      { id: 2, address: 'b@x' },
      { id: 3, address: 'c@x' },
    ]);
  });

  test.each([
    ['keep-new', ['a@new', 'b@x', 'c@x']],
    ['keep-old', ['a@old', 'b@x', 'c@x']],
  ])(
    'that differs from its copy when it goes is counted, and %s says which counts',
    async (which, expected) => {
      const { workshop } = await copied(dialect);
      const { database } = workshop;
      await ask(database, "update author set mail = 'a@old', email = 'a@new' where id = 1");
      await ask(database, "insert into author (id, mail) values (3, 'c@x')");
      const drop = { 'drop:column:author.mail': 'archive' };
      const { questions } = await workshop.evaluate(drop);
      expect(questions.map(each => [each.id, each.evidence])).toEqual([
        [
          'fill:column:author.email',
          [expect.stringMatching(/^no rows that have none, among 3 rows/)],
        ],
        [
          'duplicates:column:author.email',
          [expect.stringMatching(/^1 row whose mail and email differ, among 3 rows/)],
        ],
      ]);
      await workshop.generate({
        ...drop,
        'fill:column:author.email': 'empty',
        'duplicates:column:author.email': which,
      });
      await workshop.run(context => planUpgrade(context, 'heads'));
      const emails = await ask(database, 'select email from author order by id');
      expect(emails).toEqual(expected.map(email => ({ email })));
      await workshop.run(context => planDowngrade(context, '-1'));
      expect(await ask(database, mails)).toEqual([
        { id: 1, mail: 'a@old' },
        { id: 2, mail: 'b@x' },
        { id: 3, mail: 'c@x' },
      ]);
    },
  );
});
