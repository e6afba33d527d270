import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { fromChanges } from '../../src/operation/from-change.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Answers } from '../../src/schema/question.ts';
import type { Schema, Table } from '../../src/schema/schema.ts';
import { column, key, schema, table, text } from './tables.ts';

/** A schema with one table of these columns besides its key. */
const authors = (...columns: Table['columns']): Schema =>
  schema(table('author', [column('id'), ...columns]));

const named = (...names: string[]): Schema => authors(...names.map(name => text(name, 80)));

/** Open questions with their options and the likely one, then the facts about rows that go along. */
const drawing = (recorded: Schema, desired: Schema, answers: Answers = {}): string => {
  const { questions, changes } = compareSchemas(recorded, desired, answers);
  return [
    '',
    ...questions.map(
      ({ id, options, likely }) =>
        `? ${id}: ${options.map(({ value }) => (value === likely ? `*${value}*` : value)).join(' | ')}`,
    ),
    ...changes.map(({ kind }) => kind),
    '',
  ].join('\n');
};

const refusal = (recorded: Schema, desired: Schema, answers: Answers): string => {
  try {
    compareSchemas(recorded, desired, answers);
  } catch (error) {
    if (error instanceof MigshError) return `${error.code}: ${error.message} → ${error.hint}`;
  }
  throw new Error('not refused');
};

const withoutKey = ({ tables }: Schema): Schema => ({
  tables: tables.map(({ primaryKey: _key, ...rest }) => rest),
});

describe('columns that are joined', () => {
  const [before, after] = [named('first_name', 'last_name'), named('full_name')];

  test('are offered where more went than came, and likely where the names say so', () => {
    expect(drawing(before, after)).toMatchInlineSnapshot(`
      "
      ? rename:column:author.full_name: rename:first_name | rename:last_name | *merge:first_name,last_name* | replace | copy:first_name | copy:last_name | stop
      columnAdded
      columnRemoved
      columnRemoved
      "
    `);
    expect(drawing(named('a', 'b', 'c'), named('note'))).toMatchInlineSnapshot(`
      "
      ? rename:column:author.note: rename:a | rename:b | rename:c | merge:a,b,c | merge:a,b | merge:a,c | merge:b,c | replace | stop
      columnAdded
      columnRemoved
      columnRemoved
      columnRemoved
      "
    `);
  });

  test('are not asked for any more once they are', () => {
    expect(
      drawing(before, after, { 'rename:column:author.full_name': 'merge:first_name,last_name' }),
    ).toMatchInlineSnapshot(`
      "
      columnsMerged
      columnAdded
      columnRemoved
      columnRemoved
      "
    `);
  });

  test('are no numbers, and not offered where as many came', () => {
    expect(drawing(authors(column('a'), column('b')), named('c'))).toMatchInlineSnapshot(`
      "
      ? rename:column:author.c: rename:a | rename:b | replace | stop
      columnAdded
      columnRemoved
      columnRemoved
      "
    `);
    expect(drawing(named('mail', 'tel'), named('street', 'town'))).toMatchInlineSnapshot(`
      "
      ? rename:column:author.street: rename:mail | rename:tel | replace | stop
      ? rename:column:author.town: rename:tel | rename:mail | replace | stop
      columnAdded
      columnAdded
      columnRemoved
      columnRemoved
      "
    `);
  });

  test('are offered beside another text that looks like another column, and to an answer that wants them', () => {
    const shop = named('full_name', 'street', 'zip', 'city');
    const wanted = named('name', 'address');
    expect(drawing(shop, wanted)).toContain('| merge:street,zip,city |');
    for (const value of ['merge:street,zip,city', 'merge:city,zip']) {
      const answers = {
        'rename:column:author.address': value,
        'rename:column:author.name': 'rename:full_name',
      };
      expect(drawing(shop, wanted, answers)).toContain('columnsMerged');
    }
  });

  test('are refused with a reason', () => {
    const recorded = authors(column('age'), text('a', 80), text('b', 80), text('c', 80));
    const why = (value: string, more: Answers = {}): string =>
      refusal(recorded, named('d', 'c', 'e'), { 'rename:column:author.d': value, ...more }).replace(
        / →.*/,
        '',
      );
    expect([
      why('merge:a'),
      why('merge:a,a'),
      why('merge:a,x'),
      why('merge:a,c'),
      why('merge:a,age'),
    ]).toMatchInlineSnapshot(`
      [
        "bad-answer: rename:column:author.d cannot be answered merge:a: a join takes two columns or more",
        "bad-answer: rename:column:author.d cannot be answered merge:a,a: a column is joined once",
        "bad-answer: rename:column:author.d cannot be answered merge:a,x: author had no column x",
        "bad-answer: rename:column:author.d cannot be answered merge:a,c: c does not go",
        "bad-answer: rename:column:author.d cannot be answered merge:a,age: age is no text",
      ]
    `);
  });

  test('are taken by nobody else', () => {
    const wanted = named('full_name', 'forename');
    const both = {
      'rename:column:author.full_name': 'merge:first_name,last_name',
      'rename:column:author.forename': 'rename:first_name',
    };
    expect(refusal(before, wanted, both)).toMatchInlineSnapshot(
      `"bad-answer: rename:column:author.full_name and rename:column:author.forename both take first_name → answer one of them replace, or with another name"`,
    );
  });

  test('stay in no archive where no primary key finds the rows', () => {
    const answers = { 'rename:column:author.full_name': 'merge:first_name,last_name' };
    const { changes } = compareSchemas(withoutKey(before), withoutKey(after), answers);
    const { up, down } = fromChanges(changes, answers, withoutKey(before), withoutKey(after));
    expect(up.map(({ kind }) => kind)).not.toContain('archive');
    expect(down.find(({ kind }) => kind === 'backfill')).toMatchInlineSnapshot(`
      {
        "kind": "backfill",
        "set": {
          "first_name": "full_name",
          "last_name": "''",
        },
        "table": "author",
        "why": "all rows get the text whole in first_name, since nothing says where to cut it, and nothing in last_name",
      }
    `);
  });
});

describe('a column that is split', () => {
  const [before, after] = [named('name'), named('first_name', 'last_name')];

  test('is offered where more came than went', () => {
    expect(drawing(before, after)).toMatchInlineSnapshot(`
      "
      ? rename:column:author.first_name: rename:name | *split:name* | replace | copy:name | stop
      ? rename:column:author.last_name: rename:name | *split:name* | replace | copy:name | stop
      columnAdded
      columnAdded
      columnRemoved
      "
    `);
  });

  test('asks what rows get that have no second word', () => {
    const answers = {
      'rename:column:author.first_name': 'split:name',
      'rename:column:author.last_name': 'split:name',
    };
    expect(drawing(before, after, answers)).toMatchInlineSnapshot(`
      "
      ? fill:column:author.last_name: default: | sql: | nullable | empty | stop
      columnSplit
      columnAdded
      columnAdded
      columnRemoved
      "
    `);
    expect(compareSchemas(before, after, answers).questions[0]?.message).toMatchInlineSnapshot(
      `"Column author.last_name is not null and takes a piece of name. What do rows get that have none?"`,
    );
  });

  test('is split in two at least, and not renamed beside', () => {
    const alone = {
      'rename:column:author.first_name': 'split:name',
      'rename:column:author.last_name': 'replace',
    };
    expect(refusal(before, after, alone)).toMatchInlineSnapshot(
      `"bad-answer: rename:column:author.first_name alone takes a piece of name: a split is into two columns or more → answer it rename:name, or another column split:name too"`,
    );
    expect(
      refusal(before, after, { ...alone, 'rename:column:author.last_name': 'rename:name' }),
    ).toMatchInlineSnapshot(
      `"bad-answer: rename:column:author.first_name and rename:column:author.last_name both take name → answer one of them replace, or with another name"`,
    );
  });

  test('is not offered to the last that could take a piece, where nobody has the rest', () => {
    expect(drawing(before, after, { 'rename:column:author.first_name': 'replace' }))
      .toMatchInlineSnapshot(`
      "
      ? rename:column:author.last_name: rename:name | replace | copy:name | stop
      ? fill:column:author.first_name: default: | sql: | nullable | empty | stop
      columnAdded
      columnAdded
      columnRemoved
      "
    `);
  });

  test('has odd names in double quotes', () => {
    const odd = named('first, "name"', 'last');
    const answers = { 'rename:column:author.whole': 'merge:"first, ""name""",last' };
    expect(drawing(odd, named('whole'), answers)).toMatchInlineSnapshot(`
      "
      columnsMerged
      columnAdded
      columnRemoved
      columnRemoved
      "
    `);
  });
});

const customer = (...names: string[]): Table =>
  table('customer', [column('id'), ...names.map(name => text(name, 20))]);
const order = (...names: string[]): Table =>
  table('order', [column('id'), column('customer_id'), ...names.map(name => text(name, 20))], {
    foreignKeys: [key('order', 'customer_id', 'customer')],
  });

const withoutLinks = (owner: Table): Table => ({ ...owner, foreignKeys: [] });

describe('a column that moves', () => {
  test('is offered along a foreign key, and what becomes of the old one waits for it', () => {
    const [before, after] = [
      schema(customer('phone'), order()),
      schema(customer(), order('phone')),
    ];
    expect(drawing(before, after)).toMatchInlineSnapshot(`
      "
      ? rename:column:order.phone: move:customer.phone | replace | stop
      columnRemoved
      columnAdded
      "
    `);
    expect(drawing(before, after, { 'rename:column:order.phone': 'move:customer.phone' }))
      .toMatchInlineSnapshot(`
      "
      columnMoved
      columnRemoved
      columnAdded
      "
    `);
    expect(drawing(before, after, { 'rename:column:order.phone': 'replace' }))
      .toMatchInlineSnapshot(`
      "
      ? drop:column:customer.phone: archive | drop | keep | stop
      ? fill:column:order.phone: default: | sql: | nullable | empty | stop
      columnRemoved
      columnAdded
      "
    `);
    expect(compareSchemas(before, after, {}).questions[0]).toMatchInlineSnapshot(`
      {
        "evidence": [
          "customer.phone went, and order_customer_id_foreign joins the tables",
        ],
        "id": "rename:column:order.phone",
        "kind": "rename",
        "message": "Column order.phone is new. Where do its values come from?",
        "options": [
          {
            "label": "moved: customer.phone → order.phone along customer_id: each order gets that of its customer; the old values stay in an archive",
            "value": "move:customer.phone",
          },
          {
            "label": "phone is new",
            "value": "replace",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
        "rows": {
          "arrival": "phone",
          "table": "order",
        },
        "subject": "order.phone",
      }
    `);
  });

  test('may bear the name of its table', () => {
    expect(drawing(schema(customer('phone'), order()), schema(customer(), order('customer_phone'))))
      .toMatchInlineSnapshot(`
      "
      ? rename:column:order.customer_phone: move:customer.phone | replace | stop
      columnRemoved
      columnAdded
      "
    `);
  });

  test('to the parent comes from one of several children, which is asked', () => {
    const [before, after] = [
      schema(customer(), order('phone')),
      schema(customer('phone'), order()),
    ];
    const answers = { 'rename:column:customer.phone': 'move:order.phone' };
    expect(drawing(before, after, answers)).toMatchInlineSnapshot(`
      "
      ? fill:column:customer.phone: default: | sql: | nullable | empty | stop
      ? duplicates:column:customer.phone: keep-first | keep-last | stop
      columnMoved
      columnAdded
      columnRemoved
      "
    `);
    const [, question] = compareSchemas(before, after, answers).questions;
    expect(question).toMatchInlineSnapshot(`
      {
        "evidence": [],
        "id": "duplicates:column:customer.phone",
        "kind": "duplicates",
        "message": "Several rows of order may point to one of customer, with a different phone each. Which one becomes customer.phone?",
        "options": [
          {
            "label": "that of the row with the lowest id; all of them stay in an archive, down puts them back",
            "value": "keep-first",
          },
          {
            "label": "that of the row with the highest id; all of them stay in an archive, down puts them back",
            "value": "keep-last",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
        "rows": {
          "table": "order",
        },
        "subject": "customer.phone",
        "trial": {
          "count": "select count(*) as n from (select 1 as one from "order" where customer_id is not null group by customer_id having count(distinct phone) > 1) as groups_apart",
          "words": [
            "row of customer whose rows of order differ in phone",
            "rows of customer whose rows of order differ in phone",
          ],
        },
      }
    `);
    const single = { ...order('phone'), uniques: [{ name: 'one', columns: ['customer_id'] }] };
    const one = { ...order(), uniques: single.uniques };
    expect(
      drawing(schema(customer(), single), schema(customer('phone'), one), answers),
    ).not.toContain('duplicates');
  });

  test('goes one way, not two', () => {
    const before = schema(customer('phone'), order());
    const after = schema(customer('mobile_phone'), order('phone'));
    const both = {
      'rename:column:order.phone': 'move:customer.phone',
      'rename:column:customer.mobile_phone': 'rename:phone',
    };
    expect(drawing(before, after, both)).toMatchInlineSnapshot(`
      "
      ? fill:column:order.phone: default: | sql: | nullable | empty | stop
      columnRenamed
      columnAdded
      "
    `);
    expect(compareSchemas(before, after, both).unused).toEqual(['rename:column:order.phone']);
  });

  test('says which key, where two lead there; without one it stays', () => {
    const two = (...names: string[]): Table => ({
      ...order(...names),
      columns: [...order(...names).columns, column('payer_id')],
      foreignKeys: [key('order', 'customer_id', 'customer'), key('order', 'payer_id', 'customer')],
    });
    expect(drawing(schema(customer('phone'), two()), schema(customer(), two('phone'))))
      .toMatchInlineSnapshot(`
      "
      ? rename:column:order.phone: move:customer.phone@customer_id | move:customer.phone@payer_id | replace | stop
      columnRemoved
      columnAdded
      "
    `);
    expect(
      drawing(
        schema(customer('phone'), withoutLinks(order())),
        schema(customer(), withoutLinks(order('phone'))),
      ),
    ).toMatchInlineSnapshot(`
      "
      ? drop:column:customer.phone: archive | drop | keep | stop
      ? fill:column:order.phone: default: | sql: | nullable | empty | stop
      columnRemoved
      columnAdded
      "
    `);
  });
});

const address = (...names: string[]): Table =>
  table('address', [
    column('id', { autoincrement: true }),
    ...names.map(name => text(name, 80, { nullable: true })),
  ]);

describe('columns that become a table', () => {
  const before = schema(
    table('customer', [
      column('id', { autoincrement: true }),
      text('street', 80, { nullable: true }),
      text('address_city', 80, { nullable: true }),
    ]),
  );
  const pointing = table(
    'customer',
    [column('id', { autoincrement: true }), column('address_id')],
    {
      foreignKeys: [key('customer', 'address_id', 'address')],
    },
  );

  test('are offered where the new table has them and a new key joins the two', () => {
    const after = schema(address('street', 'city'), pointing);
    expect(drawing(before, after)).toMatchInlineSnapshot(`
      "
      ? rename:table:address: *extract:customer* | replace | stop
      tableAdded
      columnAdded
      columnRemoved
      columnRemoved
      foreignKeyAdded
      "
    `);
    expect(compareSchemas(before, after, {}).questions[0]).toMatchInlineSnapshot(`
      {
        "evidence": [
          "street, address_city went from customer, address has them, and customer.address_id is new",
        ],
        "id": "rename:table:address",
        "kind": "rename",
        "likely": "extract:customer",
        "message": "Table address is new. Where do its rows come from?",
        "options": [
          {
            "label": "taken out of customer: street, address_city go to address, equal ones once; customer.address_id joins them; the old values stay in an archive",
            "value": "extract:customer",
          },
          {
            "label": "address is new",
            "value": "replace",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
        "subject": "address",
      }
    `);
    expect(drawing(before, after, { 'rename:table:address': 'extract:customer' }))
      .toMatchInlineSnapshot(`
      "
      tableExtracted
      tableAdded
      columnAdded
      columnRemoved
      columnRemoved
      foreignKeyAdded
      "
    `);
    expect(drawing(before, after, { 'rename:table:address': 'replace' })).toMatchInlineSnapshot(`
      "
      ? rename:column:customer.address_id: rename:address_city | rename:street | replace | stop
      tableAdded
      columnAdded
      columnRemoved
      columnRemoved
      foreignKeyAdded
      "
    `);
  });

  test('are not offered where nothing joins them, or a column would have nothing', () => {
    const alone = { ...pointing, foreignKeys: [] };
    expect(drawing(before, schema(address('street', 'city'), alone))).not.toContain('extract');
    const more = { ...address('street'), columns: [...address('street').columns, column('zone')] };
    expect(drawing(before, schema(more, pointing))).not.toContain('extract');
  });

  test('ask what stands in a column that is not null, for rows that had none', () => {
    const strict = {
      ...address('city'),
      columns: [...address('city').columns, text('street', 80)],
    };
    const answers = { 'rename:table:address': 'extract:customer' };
    expect(drawing(before, schema(strict, pointing), answers)).toMatchInlineSnapshot(`
      "
      ? fill:column:address.street: default: | sql: | empty | stop
      tableExtracted
      tableAdded
      columnAdded
      columnRemoved
      columnRemoved
      foreignKeyAdded
      "
    `);
  });
});
