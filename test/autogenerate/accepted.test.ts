import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { PreparedPlan } from '../../src/app/plan.ts';
import { planUpgrade } from '../../src/app/plan.ts';
import { entity, id } from './entities.ts';
import { openWorkshop } from './workshop.ts';

const author = (email: string): string => entity('Author', `${id}, email: ${email}`);

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  test('what an answer asked to delete is counted before it runs, and accepted by the file', async () => {
    const workshop = await openWorkshop(dialect, '');
    await workshop.enter(author('p.string()'));
    await workshop.generate({});
    await workshop.run(context => planUpgrade(context, 'heads'));
    await workshop.database.query(
      "insert into author (id, email) values (1, 'a'), (2, 'a'), (3, 'a'), (4, 'b')",
    );
    await workshop.enter(author('p.string().unique()'));
    await workshop.generate({ 'duplicates:constraint:author.author_email_unique': 'keep-last' });
    const plans: PreparedPlan[] = [];
    await workshop.run(async context => {
      const plan = await planUpgrade(context, 'heads');
      plans.push(plan);
      return plan;
    });
    expect(plans[0]?.losses).toEqual([]);
    const hazards = plans[0]?.plan.steps.flatMap(({ statements }) =>
      statements.flatMap(statement => statement.hazards),
    );
    expect(hazards?.filter(({ level }) => level === 'loss').map(({ message }) => message)).toEqual([
      '2 rows as of now are deleted to make room for what comes',
    ]);
    expect(await workshop.database.query('select id from author order by id')).toEqual([
      { id: 3 },
      { id: 4 },
    ]);
  });

  test.each([
    ['every row', /where exists/g, 'where true or exists'],
    ['rows that are alike otherwise', /email = "author"\.email/g, 'id = "author".id'],
    ['all of those alike', / < "author"/g, ' <> "author"'],
  ])('a deletion edited to take %s is asked about', async (_what, written, edited) => {
    const workshop = await openWorkshop(dialect, '');
    await workshop.enter(author('p.string()'));
    await workshop.generate({});
    await workshop.run(context => planUpgrade(context, 'heads'));
    await workshop.database.query("insert into author (id, email) values (1, 'a'), (2, 'b')");
    await workshop.enter(author('p.string().unique()'));
    const answers = { 'duplicates:constraint:author.author_email_unique': 'keep-first' };
    const text = await workshop.generate(answers);
    expect(text).toMatch(written);
    const losses = await workshop.within(async context => {
      const folder = join(context.project.root, 'migrations');
      const file = readdirSync(folder).find(
        name => readFileSync(join(folder, name), 'utf8') === text,
      );
      writeFileSync(join(folder, file ?? ''), text.replaceAll(written, edited));
      return (await planUpgrade(context, 'heads')).losses;
    });
    expect(losses.map(({ hazard }) => hazard.rule)).toEqual(['delete-rows']);
  });
});
