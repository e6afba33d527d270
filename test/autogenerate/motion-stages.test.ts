import { describe, expect, test } from 'vitest';

import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { readSchema } from '../app/script-database.ts';
import { entity, id } from './entities.ts';
import { openWorkshop } from './workshop.ts';

const three = { 'split:revision': 'three' };

describe.each(['sqlite', 'postgresql'] as const)(
  'rows that move over three revisions on %s',
  dialect => {
    const upgraded = async (before: string, rows: string) => {
      const workshop = await openWorkshop(dialect, '');
      await workshop.enter(before);
      await workshop.generate({});
      await workshop.run(context => planUpgrade(context, 'heads'));
      await workshop.database.query(rows);
      return workshop;
    };

    test('columns that are joined: rows of old code come along until the last, and go back', async () => {
      const workshop = await upgraded(
        entity('Author', `${id}, firstName: p.string(), lastName: p.string()`),
        "insert into author (id, first_name, last_name) values (1, 'Bo Li', 'Berg')",
      );
      const { query } = workshop.database;
      const structure = await readSchema(workshop.database);
      await workshop.enter(entity('Author', `${id}, fullName: p.string()`));
      await workshop.generate({
        ...three,
        'rename:column:author.full_name': 'merge:first_name,last_name',
      });
      await workshop.run(context => planUpgrade(context, '+2'));
      await query("insert into author (id, first_name, last_name) values (2, 'Ann', 'Lee')");
      await workshop.run(context => planUpgrade(context, '+1'));
      expect(await query('select full_name from author order by id')).toEqual([
        { full_name: 'Bo Li Berg' },
        { full_name: 'Ann Lee' },
      ]);
      await query("insert into author (id, full_name) values (3, 'Cy Orr')");
      for (const _ of [1, 2, 3]) await workshop.run(context => planDowngrade(context, '-1'));
      expect(await readSchema(workshop.database)).toEqual(structure);
      expect(await query('select first_name, last_name from author order by id')).toEqual([
        { first_name: 'Bo Li', last_name: 'Berg' },
        { first_name: 'Ann', last_name: 'Lee' },
        { first_name: 'Cy Orr', last_name: '' },
      ]);
    });
  },
);
