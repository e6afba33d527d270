import { describe, expect, test } from 'vitest';

import type { Draft } from '../../src/app/autogenerate.ts';
import { planDowngrade, planUpgrade } from '../../src/app/plan.ts';
import { readSchema } from '../app/script-database.ts';
import { entity, id } from './entities.ts';
import { openWorkshop } from './workshop.ts';

const three = { 'split:revision': 'three' };

interface Case {
  readonly before: string;
  readonly rows: string;
  readonly after: string;
  readonly answers: Readonly<Record<string, string>>;
}

const person = (properties: string): string => entity('Person', `${id}, ${properties}`);
const name: Case = {
  before: person('email: p.string(), fullName: p.string()'),
  rows: "insert into person (id, full_name, email) values (1, 'Ada  Lovelace', 'a'), (2, 'Plato', 'p')",
  after: person('firstName: p.string(), lastName: p.string(), email: p.string()'),
  answers: {
    'rename:column:person.first_name': 'split:full_name',
    'rename:column:person.last_name': 'split:full_name',
    'fill:column:person.last_name': 'sql:upper(email)',
  },
};
const oldPerson = (one: number, full: string): string =>
  `insert into person (id, full_name, email) values (${one}, '${full}', 'm${one}')`;
const newPerson = (one: number, first: string, last: string): string =>
  `insert into person (id, first_name, last_name, email) values (${one}, '${first}', '${last}', 'm${one}')`;
const fullNames = 'select id, full_name as name from person order by id';
const bothNames = "select id, first_name || '|' || last_name as name from person order by id";

const address = (isOptional: string): string =>
  [
    entity('Address', `${id}, street: p.string().nullable()`),
    entity('Customer', `${id}, name: p.string(), address: () => p.${isOptional}`),
  ].join('\n');
const street: Omit<Case, 'after'> = {
  before: entity('Customer', `${id}, name: p.string(), street: p.string().nullable()`),
  rows: "insert into customer (id, name, street) values (1, 'a', 'S1'), (2, 'b', null), (7, 'c', 'S1')",
  answers: { 'rename:table:address': 'extract:customer' },
};

const withNote = (more: string, code: string): string =>
  `${code}\n${entity('Note', `${id}, text: p.string()${more}`)}`;

describe.each(['sqlite', 'postgresql'] as const)(
  'old and new code between the revisions on %s',
  dialect => {
    const start = async ({ before, rows, after, answers }: Case) => {
      const workshop = await openWorkshop(dialect, '');
      await workshop.enter(before);
      await workshop.generate({});
      await workshop.run(context => planUpgrade(context, 'heads'));
      const { query } = workshop.database;
      await query(rows);
      const structure = await readSchema(workshop.database);
      await workshop.enter(after);
      const { draft } = await workshop.evaluate({ ...three, ...answers });
      const text = await workshop.generate({ ...three, ...answers });
      return {
        query,
        draft,
        text,
        workshop,
        structure,
        up: () => workshop.run(context => planUpgrade(context, '+1')),
        down: () => workshop.run(context => planDowngrade(context, '-1')),
        schema: () => readSchema(workshop.database),
      };
    };

    test('a name that is split: new code writes from the first on, old code to the last, and all of it goes back', async () => {
      const { query, up, down, structure, schema, workshop } = await start(name);
      await up();
      await query(newPerson(3, 'Grace', 'Hopper'));
      await query(oldPerson(4, 'Bo Li Berg'));
      await query("update person set first_name = 'Augusta', last_name = 'King' where id = 1");
      await up();
      expect(await query(bothNames)).toEqual(
        named({ 1: 'Augusta|King', 2: 'Plato|P', 3: 'Grace|Hopper', 4: 'Bo|Li Berg' }),
      );
      await query(newPerson(5, 'Cy', 'Orr'));
      await query(oldPerson(6, 'Di Em'));
      await query("update person set last_name = 'Of Athens' where id = 2");
      await up();
      const split = {
        1: 'Augusta|King',
        2: 'Plato|Of Athens',
        3: 'Grace|Hopper',
        4: 'Bo|Li Berg',
        5: 'Cy|Orr',
        6: 'Di|Em',
      };
      expect(await query(bothNames)).toEqual(named(split));
      expect(await workshop.complaints()).toEqual([]);
      expect(await workshop.rest()).toEqual([]);
      await query(newPerson(7, 'Ed', 'Fox'));

      const joined = Object.fromEntries(
        Object.entries({ ...split, 7: 'Ed|Fox' }).map(([one, each]) => [
          one,
          each.replace('|', ' '),
        ]),
      );
      await down();
      expect(await query(fullNames)).toEqual(named(joined));
      await query(newPerson(8, 'Gus', 'Hay'));
      await query(oldPerson(9, 'Ida Joy'));
      await down();
      expect(await query(fullNames)).toEqual(named({ ...joined, 8: 'Gus Hay', 9: 'Ida Joy' }));
      await query(newPerson(10, 'Kim', 'Low'));
      await query(oldPerson(11, 'Max'));
      await down();
      expect(await schema()).toEqual(structure);
      expect(await query(fullNames)).toEqual(
        named({ ...joined, 8: 'Gus Hay', 9: 'Ida Joy', 10: 'Kim Low', 11: 'Max' }),
      );
    });

    test.each([1, 2, 3])(
      'a name that is split: taken back from revision %i, old values are what they were',
      async reached => {
        const { query, up, down, structure, schema } = await start(name);
        for (let at = 0; at < reached; at += 1) await up();
        await query(newPerson(3, 'Grace', 'Hopper'));
        for (let at = 0; at < reached; at += 1) await down();
        expect(await schema()).toEqual(structure);
        expect(await query(fullNames)).toEqual(
          named({ 1: 'Ada  Lovelace', 2: 'Plato', 3: 'Grace Hopper' }),
        );
      },
    );

    test('names that are joined: new code writes from the first on, and goes back', async () => {
      const { query, up, down, structure, schema } = await start({
        before: person('firstName: p.string(), lastName: p.string()'),
        rows: "insert into person (id, first_name, last_name) values (1, 'Bo Li', 'Berg')",
        after: person('fullName: p.string()'),
        answers: { 'rename:column:person.full_name': 'merge:first_name,last_name' },
      });
      await up();
      await query("insert into person (id, full_name) values (2, 'Ann Lee')");
      await query("update person set full_name = 'Bo Li' where id = 1");
      await query("insert into person (id, first_name, last_name) values (3, 'Cy', 'Orr')");
      await up();
      await query("insert into person (id, full_name) values (4, 'Di Em')");
      await up();
      expect(await query(fullNames)).toEqual(
        named({ 1: 'Bo Li', 2: 'Ann Lee', 3: 'Cy Orr', 4: 'Di Em' }),
      );
      for (const _ of [1, 2, 3]) await down();
      expect(await schema()).toEqual(structure);
      expect(
        await query("select id, first_name || '|' || last_name as name from person order by id"),
      ).toEqual(named({ 1: 'Bo Li|', 2: 'Ann Lee|', 3: 'Cy|Orr', 4: 'Di Em|' }));
    });

    test('a column that is copied: what new code wrote stays, and goes back', async () => {
      const { query, up, down, structure, schema } = await start({
        before: person('mail: p.string(), age: p.integer().nullable()'),
        rows: "insert into person (id, mail) values (1, 'a'), (2, 'b')",
        after: person('email: p.string(), age: p.integer()'),
        answers: {
          'rename:column:person.email': 'copy:mail',
          'fill:column:person.age': 'default:7',
        },
      });
      await up();
      await query("insert into person (id, email, age) values (3, 'c', 3)");
      await query("update person set email = 'aa' where id = 1");
      await query("insert into person (id, mail) values (4, 'd')");
      await up();
      await query("insert into person (id, mail) values (5, 'e')");
      await up();
      const mails = { 1: 'aa', 2: 'b', 3: 'c', 4: 'd', 5: 'e' };
      expect(await query('select id, email as name from person order by id')).toEqual(named(mails));
      for (const _ of [1, 2, 3]) await down();
      expect(await schema()).toEqual(structure);
      expect(await query('select id, mail as name from person order by id')).toEqual(named(mails));
    });

    test.each(['oneToOne(Address).nullable()', 'manyToOne(Address)'])(
      'columns that become a table, %s: nothing of it comes before the last revision',
      async key => {
        const { query, up, down, structure, schema, draft } = await start({
          ...street,
          before: withNote('', street.before),
          after: withNote(', more: p.string().nullable()', address(key)),
          answers: street.answers,
        });
        const [first = '', last = ''] = draft === null ? [] : bodies(draft);
        expect(first).not.toContain('address');
        expect(flat(last)).toContain('not spread over the revisions');
        await up();
        await query(
          "insert into customer (id, name, street) values (8, 'd', 'S8'), (9, 'e', null)",
        );
        await up();
        const linked =
          'select c.id, a.street as name from customer c left join address a on a.id = c.address_id order by c.id';
        const streets = { 1: 'S1', 2: null, 7: 'S1', 8: 'S8', 9: null };
        expect(await query(linked)).toEqual(
          Object.entries(streets).map(([one, each]) => ({ id: Number(one), name: each })),
        );
        await down();
        await down();
        expect(await schema()).toEqual(structure);
        expect(await query('select id, street as name from customer order by id')).toEqual(
          Object.entries(streets).map(([one, each]) => ({ id: Number(one), name: each })),
        );
      },
    );

    test('a column that moves, and a name whose pieces may be null: in one revision, which says so', async () => {
      const moved = await start({
        before: [
          entity('Customer', `${id}, phone: p.string().nullable()`),
          entity('Order', `${id}, customer: () => p.manyToOne(Customer)`),
        ].join('\n'),
        rows: "insert into customer (id, phone) values (1, '1')",
        after: [
          entity('Customer', id),
          entity(
            'Order',
            `${id}, customer: () => p.manyToOne(Customer), phone: p.string().nullable()`,
          ),
        ].join('\n'),
        answers: { 'rename:column:order.phone': 'move:customer.phone' },
      });
      expect(moved.draft?.following).toEqual([]);
      expect(flat(moved.text)).toContain('not spread over the revisions');
      const pieces = await start({
        ...name,
        after: person(
          'firstName: p.string().nullable(), lastName: p.string().nullable(), email: p.string()',
        ),
        answers: {
          'rename:column:person.first_name': 'split:full_name',
          'rename:column:person.last_name': 'split:full_name',
        },
      });
      expect(pieces.draft?.following).toEqual([]);
      expect(flat(pieces.text)).toContain('not spread over the revisions');
    });
  },
);

function flat(text: string): string {
  return text.replaceAll(/\s*\n\s*(?:\/\/)?\s*/g, ' ');
}

/** The files without their headers. */
function bodies(draft: Draft): readonly string[] {
  return [draft, ...draft.following].map(({ text }) =>
    text.slice(text.indexOf('export function up')),
  );
}

test('the three files of a name that is split', async () => {
  const workshop = await openWorkshop('sqlite', '');
  await workshop.enter(name.before);
  await workshop.generate({});
  await workshop.enter(name.after);
  const { draft } = await workshop.evaluate({ ...three, ...name.answers });
  expect(draft === null ? [] : bodies(draft)).toMatchSnapshot();
});

function named(names: Readonly<Record<number, string>>) {
  return Object.entries(names).map(([one, each]) => ({ id: Number(one), name: each }));
}
