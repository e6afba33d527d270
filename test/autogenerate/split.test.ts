import { describe, expect, test } from 'vitest';

import type { Draft } from '../../src/app/autogenerate.ts';
import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { readSchema } from '../app/script-database.ts';
import { entity, id } from './entities.ts';
import { openWorkshop } from './workshop.ts';

const author = (properties: string): string => entity('Author', `${id}, ${properties}`);
const before = author(
  'name: p.string(), email: p.string().nullable(), age: p.integer(), note: p.text().nullable()',
);
const after = author(
  'name: p.string().unique(), email: p.string(), age: p.bigint(), country: p.string(), city: p.string()',
);
const answers = {
  'rename:column:author.country': 'replace',
  'rename:column:author.city': 'replace',
  'fill:column:author.country': 'default:CH',
  'fill:column:author.city': "sql:'in ' || name",
  'fill:column:author.email': 'default:none',
  'drop:column:author.note': 'archive',
  'duplicates:constraint:author.author_name_unique': 'keep-first',
  'split:revision': 'three',
};
const insert = (one: number, name: string): string =>
  `insert into author (id, name, email, age, note) values (${one}, '${name}', null, 7, 'n')`;
const people = 'select id, name, email, country, city from author order by id';

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('one difference takes three revisions, and old code writes until the last', async () => {
    const workshop = await openWorkshop(dialect, '');
    const { query } = workshop.database;
    await workshop.enter(before);
    await workshop.generate({});
    await workshop.run(context => planUpgrade(context, 'heads'));
    await query(insert(1, 'Ann'));
    const structure = await readSchema(workshop.database);

    await workshop.enter(after);
    const { draft } = await workshop.evaluate(answers);
    expect(draft === null ? [] : texts(draft)).toMatchSnapshot();
    await workshop.generate(answers);
    expect(await workshop.rest(), 'what is left to generate').toEqual([]);

    await workshop.run(context => planUpgrade(context, '+1'));
    await query(insert(2, 'Bo'));
    await workshop.run(context => planUpgrade(context, '+1'));
    await query(insert(3, 'Cy'));
    await query(insert(4, 'Cy'));
    await workshop.run(context => planUpgrade(context, '+1'));
    expect(await query(people)).toEqual([
      { id: 1, name: 'Ann', email: 'none', country: 'CH', city: 'in Ann' },
      { id: 2, name: 'Bo', email: 'none', country: 'CH', city: 'in Bo' },
      { id: 3, name: 'Cy', email: 'none', country: 'CH', city: 'in Cy' },
    ]);
    expect(await workshop.complaints()).toEqual([]);
    expect(await workshop.rest(), 'what is left to generate').toEqual([]);

    await workshop.run(context => planDowngrade(context, '-1'));
    await query(insert(5, 'Di'));
    await workshop.run(context => planDowngrade(context, '-1'));
    await workshop.run(context => planDowngrade(context, '-1'));
    expect(await readSchema(workshop.database)).toEqual(structure);
    expect(await query('select id, note from author order by id')).toEqual(
      [1, 2, 3, 5].map(one => ({ id: one, note: 'n' })),
    );
  });
});

test('asked where a table is large; a difference of one stage is one revision', async () => {
  const workshop = await openWorkshop('sqlite', '', { large: ['author'] });
  await workshop.enter(before);
  await workshop.generate({});
  await workshop.enter(after);
  const { 'split:revision': _, ...others } = answers;
  const safe = Object.fromEntries(
    (await workshop.evaluate(others)).questions.map(question => [question.id, 'safe']),
  );
  const { questions } = await workshop.evaluate({ ...others, ...safe });
  expect(questions.map(({ evidence, options, message }) => ({ message, options, evidence })))
    .toMatchInlineSnapshot(`
    [
      {
        "evidence": [
          "package.json says that author is large",
          "expand: add column author.country string default 'CH'; add column author.city string nullable; change column author.age: bigint",
          "backfill: fill city of author where city is null; fill email of author where email is null",
          "contract: fill city of author where city is null; fill email of author where email is null; change column author.country: no default; change column author.city: not null; change column author.email: not null; sql delete from "author" where exists (select 1 from "author" as other_row …; add unique author_name_unique on author (name); archive note of author; drop column author.note",
        ],
        "message": "Old code may still run while this is applied. Is it one revision, or 3 that are applied one by one?",
        "options": [
          {
            "label": "one revision, applied as a whole",
            "value": "one",
          },
          {
            "label": "3 revisions, each on the one before: expand, backfill and contract",
            "value": "three",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
      },
    ]
  `);

  await workshop.enter(before.replace('note:', 'more: p.string().nullable(), note:'));
  const one = await workshop.evaluate({ 'split:revision': 'three' });
  expect(one.draft?.following).toEqual([]);
  expect(one.unused).toEqual(['split:revision']);
});

/** The files, with words in place of ids and moments. */
function texts(draft: Draft): readonly string[] {
  const all = [draft, ...draft.following];
  return all.map(each =>
    all
      .reduce((text, { id: own }, at) => text.replaceAll(own, `ID-${at + 1}`), each.text)
      .replace(/@parents {2}(?!ID-).*/, '@parents  ID-0')
      .replace(/@created .*/, '@created  NOW'),
  );
}
