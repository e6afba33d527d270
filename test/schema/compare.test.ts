import { describe, expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Answers } from '../../src/schema/question.ts';
import type { Schema, Table } from '../../src/schema/schema.ts';
import { check, column, key, schema, table, text } from './tables.ts';

const customer = table('customer', [column('id'), text('mail', 120), text('name', 120)], {
  indexes: [{ name: 'customer_mail_index', columns: ['mail'], unique: false }],
  uniques: [{ name: 'customer_name_unique', columns: ['name'] }],
  checks: [check('customer_mail_check', "mail <> ''")],
});
const order = table('order', [column('id'), column('customer_id')], {
  foreignKeys: [key('order', 'customer_id', 'customer')],
});
const shop = schema(customer, order);

/** Questions with their options, then changes, one line each. */
const drawing = (recorded: Schema, desired: Schema, answers: Answers = {}): string => {
  const found = compareSchemas(recorded, desired, answers);
  return [
    '',
    ...found.questions.map(
      ({ id, options, likely }) =>
        `? ${id}: ${options.map(({ value }) => (value === likely ? `*${value}*` : value)).join(' | ')}`,
    ),
    ...found.changes.map(change => {
      const { kind, ...facts } = change;
      const names = Object.values(facts).map(fact => (typeof fact === 'string' ? fact : fact.name));
      return `${kind} ${names.join(' ')}`;
    }),
    ...found.unused.map(id => `unused ${id}`),
    ...found.kept.map(pattern => `kept ${pattern}`),
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

const shopWith = (...columns: Table['columns']): Schema =>
  schema({ ...customer, columns: [...customer.columns, ...columns] }, order);

const renamed = (old: Table, name: string): Table => ({ ...old, name });

test('nothing differs', () => {
  expect(compareSchemas(shop, shop, {})).toEqual({
    changes: [],
    questions: [],
    answered: [],
    unused: [],
    kept: [],
    wanted: shop,
  });
});

describe('rename of a column', () => {
  const desired = schema(
    {
      ...customer,
      columns: [column('id'), text('mail', 120), text('full_name', 120)],
      uniques: [{ name: 'customer_full_name_unique', columns: ['full_name'] }],
    },
    order,
  );

  test('is asked, with what speaks for it; until then it stands as removed and added', () => {
    expect(drawing(shop, desired)).toMatchInlineSnapshot(`
      "
      ? rename:column:customer.full_name: *rename:name* | replace | copy:name | stop
      columnAdded customer full_name
      columnRemoved customer name
      uniqueRemoved customer customer_name_unique
      uniqueAdded customer customer_full_name_unique
      "
    `);
    expect(compareSchemas(shop, desired, {}).questions[0]).toMatchInlineSnapshot(`
      {
        "evidence": [
          "both names have the word name",
          "both are string(120) not null",
          "both stand after mail",
        ],
        "id": "rename:column:customer.full_name",
        "kind": "rename",
        "likely": "rename:name",
        "message": "Column customer.full_name is new, name is gone. Is it the same column under a new name?",
        "options": [
          {
            "label": "renamed: name → full_name",
            "value": "rename:name",
          },
          {
            "label": "full_name is new; what becomes of the old is asked next",
            "value": "replace",
          },
          {
            "label": "copied: name → full_name; name stays until a later drop:column:customer.name is answered, which copies what came meanwhile",
            "value": "copy:name",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
        "rows": {
          "arrival": "full_name",
          "column": "name",
          "table": "customer",
        },
        "subject": "customer.full_name",
      }
    `);
  });

  test('keeps the column and takes the derived names along', () => {
    expect(drawing(shop, desired, { 'rename:column:customer.full_name': 'rename:name' }))
      .toMatchInlineSnapshot(`
      "
      columnRenamed customer name full_name
      constraintRenamed customer customer_name_unique customer_full_name_unique
      "
    `);
  });

  test('replaced: what fills the new one and what becomes of the old one is asked', () => {
    expect(drawing(shop, desired, { 'rename:column:customer.full_name': 'replace' }))
      .toMatchInlineSnapshot(`
      "
      ? fill:column:customer.full_name: default: | sql: | nullable | empty | stop
      ? drop:column:customer.name: archive | drop | keep | stop
      columnAdded customer full_name
      columnRemoved customer name
      uniqueRemoved customer customer_name_unique
      uniqueAdded customer customer_full_name_unique
      "
    `);
  });

  test('and change of more than the name', () => {
    const wider = schema(
      { ...customer, columns: [column('id'), text('mail', 120), text('full_name', 80)] },
      order,
    );
    expect(
      drawing(
        { tables: [{ ...customer, uniques: [] }, order] },
        { tables: [{ ...wider.tables[0]!, uniques: [] }, order] },
        {
          'rename:column:customer.full_name': 'rename:name',
        },
      ),
    ).toMatchInlineSnapshot(`
      "
      ? convert:column:customer.full_name: cast | sql: | stop
      columnRenamed customer name full_name
      columnChanged customer full_name full_name
      "
    `);
  });

  test('nothing alike is a candidate too, but none is likely', () => {
    const old = schema(table('person', [column('id'), text('ssn', 20)]));
    const fresh = schema(table('person', [column('id'), text('public_bio', 20), text('city', 20)]));
    expect(drawing(old, fresh)).toMatchInlineSnapshot(`
      "
      ? rename:column:person.public_bio: rename:ssn | split:ssn | replace | copy:ssn | stop
      ? rename:column:person.city: rename:ssn | split:ssn | replace | copy:ssn | stop
      columnAdded person public_bio
      columnAdded person city
      columnRemoved person ssn
      "
    `);
  });

  test('two at once: each has its own likely one, and one old name is taken once', () => {
    const old = schema(table('p', [column('id'), text('first', 20), text('last', 20)]));
    const fresh = schema(table('p', [column('id'), text('first_name', 20), text('last_name', 20)]));
    expect(drawing(old, fresh)).toMatchInlineSnapshot(`
      "
      ? rename:column:p.first_name: *rename:first* | rename:last | replace | copy:first | stop
      ? rename:column:p.last_name: *rename:last* | rename:first | replace | copy:last | stop
      columnAdded p first_name
      columnAdded p last_name
      columnRemoved p first
      columnRemoved p last
      "
    `);
    expect(drawing(old, fresh, { 'rename:column:p.first_name': 'rename:first' }))
      .toMatchInlineSnapshot(`
        "
        ? rename:column:p.last_name: *rename:last* | replace | copy:last | stop
        columnRenamed p first first_name
        columnAdded p last_name
        columnRemoved p last
        "
      `);
    expect(
      refusal(old, fresh, {
        'rename:column:p.first_name': 'rename:first',
        'rename:column:p.last_name': 'rename:first',
      }),
    ).toMatchInlineSnapshot(
      `"bad-answer: rename:column:p.first_name and rename:column:p.last_name both take first → answer one of them replace, or with another name"`,
    );
  });

  test('one option left is not asked', () => {
    const old = schema(table('p', [column('id'), text('first', 20, { nullable: true })]));
    const fresh = schema(
      table('p', [
        column('id'),
        text('first_name', 20, { nullable: true }),
        text('nick', 20, { nullable: true }),
      ]),
    );
    expect(drawing(old, fresh, { 'rename:column:p.first_name': 'rename:first' }))
      .toMatchInlineSnapshot(`
      "
      columnRenamed p first first_name
      columnAdded p nick
      "
    `);
  });
});

describe('rename of a table', () => {
  const desired = schema(
    {
      ...renamed(customer, 'client'),
      primaryKey: { name: 'client_pkey', columns: ['id'] },
      columns: [column('id'), text('email', 120), text('name', 120)],
      indexes: [{ name: 'client_email_index', columns: ['email'], unique: false }],
      uniques: [{ name: 'client_name_unique', columns: ['name'] }],
      checks: [check('client_email_check', "email <> ''")],
    },
    table('order', [column('id'), column('customer_id')], {
      foreignKeys: [key('order', 'customer_id', 'client')],
    }),
  );

  test('comes before its columns, and drops wait for it', () => {
    expect(drawing(shop, desired)).toMatchInlineSnapshot(`
      "
      ? rename:table:client: rename:customer | replace | stop
      tableAdded client
      foreignKeyRemoved order order_customer_id_foreign
      foreignKeyAdded order order_customer_id_foreign
      tableRemoved customer
      "
    `);
    expect(drawing(shop, desired, { 'rename:table:client': 'rename:customer' }))
      .toMatchInlineSnapshot(`
        "
        ? rename:column:client.email: *rename:mail* | replace | copy:mail | stop
        tableRenamed customer client
        columnAdded client email
        columnRemoved client mail
        constraintRenamed client customer_pkey client_pkey
        indexRemoved client customer_mail_index
        indexAdded client client_email_index
        constraintRenamed client customer_name_unique client_name_unique
        checkRemoved client customer_mail_check
        checkAdded client client_email_check
        "
      `);
    expect(
      drawing(shop, desired, {
        'rename:table:client': 'rename:customer',
        'rename:column:client.email': 'rename:mail',
      }),
    ).toMatchInlineSnapshot(`
      "
      tableRenamed customer client
      columnRenamed client mail email
      constraintRenamed client customer_pkey client_pkey
      indexRenamed client customer_mail_index client_email_index
      constraintRenamed client customer_name_unique client_name_unique
      constraintRenamed client customer_mail_check client_email_check
      "
    `);
  });

  test('replaced', () => {
    expect(drawing(shop, desired, { 'rename:table:client': 'replace' })).toMatchInlineSnapshot(`
      "
      ? drop:table:customer: archive | drop | keep | stop
      ? orphans:constraint:order.order_customer_id_foreign: delete | empty | stop
      tableAdded client
      foreignKeyRemoved order order_customer_id_foreign
      foreignKeyAdded order order_customer_id_foreign
      tableRemoved customer
      "
    `);
    expect(
      drawing(shop, desired, {
        'rename:table:client': 'replace',
        'drop:table:customer': 'archive',
      }),
    ).toMatchInlineSnapshot(`
      "
      ? orphans:constraint:order.order_customer_id_foreign: delete | empty | stop
      tableAdded client
      foreignKeyRemoved order order_customer_id_foreign
      foreignKeyAdded order order_customer_id_foreign
      tableRemoved customer
      "
    `);
  });

  test('a column that goes from a renamed table is named as it was', () => {
    const smaller = schema(
      {
        ...renamed(customer, 'client'),
        columns: [column('id'), text('name', 120)],
        indexes: [],
        checks: [],
      },
      { ...order, foreignKeys: [key('order', 'customer_id', 'client')] },
    );
    const answers = { 'rename:table:client': 'rename:customer' };
    expect(drawing(shop, smaller, answers)).toMatchInlineSnapshot(`
      "
      ? drop:column:customer.mail: archive | drop | keep | stop
      tableRenamed customer client
      columnRemoved client mail
      indexRemoved client customer_mail_index
      checkRemoved client customer_mail_check
      "
    `);
    expect(drawing(shop, smaller, { ...answers, 'drop:column:customer.mail': 'keep' }))
      .toMatchInlineSnapshot(`
      "
      tableRenamed customer client
      kept client.mail
      "
    `);
  });
});

test('a table may move between a schema and none', () => {
  const was = schema(table('event', [column('id')]));
  const is = schema(table('audit.event', [column('id')]));
  expect(drawing(was, is)).toMatchInlineSnapshot(`
    "
    ? rename:table:audit.event: *rename:event* | replace | stop
    schemaAdded audit
    tableAdded audit.event
    tableRemoved event
    "
  `);
  expect(drawing(was, is, { 'rename:table:audit.event': 'rename:event' })).toMatchInlineSnapshot(`
    "
    schemaAdded audit
    tableRenamed event audit.event
    constraintRenamed audit.event event_pkey audit.event_pkey
    "
  `);
  expect(drawing(schema(table('log.event', [column('id')])), is)).toMatchInlineSnapshot(`
    "
    ? rename:table:audit.event: *rename:log.event* | replace | stop
    schemaAdded audit
    tableAdded audit.event
    tableRemoved log.event
    "
  `);
});

describe('drop', () => {
  test('a table that goes is asked for, whatever speaks for it', () => {
    const desired = schema(order, customer);
    const recorded = schema(customer, order, table('coupon', [column('id'), text('code', 20)]));
    expect(drawing(recorded, desired)).toMatchInlineSnapshot(`
      "
      ? drop:table:coupon: archive | drop | keep | stop
      tableRemoved coupon
      "
    `);
    expect(compareSchemas(recorded, desired, {}).questions[0]).toMatchInlineSnapshot(`
      {
        "evidence": [
          "its columns are id and code",
        ],
        "id": "drop:table:coupon",
        "kind": "drop",
        "message": "No entity has table coupon any more; or its entity is missing from \`entities\`. What becomes of the table?",
        "options": [
          {
            "label": "drop coupon; its rows stay in an archive, down puts them back",
            "value": "archive",
          },
          {
            "label": "drop coupon",
            "loses": "the rows of coupon",
            "value": "drop",
          },
          {
            "label": "keep coupon, and leave it out of comparisons from now on",
            "value": "keep",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
        "rows": {
          "table": "coupon",
        },
        "subject": "coupon",
      }
    `);
    expect(drawing(recorded, desired, { 'drop:table:coupon': 'keep' })).toMatchInlineSnapshot(`
      "
      kept coupon
      "
    `);
  });

  test('a part of the primary key and a table without one cannot be archived', () => {
    const keyless: Table = {
      name: 'log',
      columns: [column('id'), column('at')],
      indexes: [],
      uniques: [],
      foreignKeys: [],
      checks: [],
    };
    expect(
      drawing(
        schema(
          keyless,
          table('line', [column('order_id'), column('nr')], {
            primaryKey: { name: 'line_pkey', columns: ['order_id', 'nr'] },
          }),
        ),
        schema({ ...keyless, columns: [column('id')] }, table('line', [column('order_id')])),
      ),
    ).toMatchInlineSnapshot(`
      "
      ? drop:column:line.nr: drop | keep | stop
      ? drop:column:log.at: drop | keep | stop
      ? duplicates:constraint:line.line_pkey: keep-first | keep-last | empty | stop
      columnRemoved line nr
      primaryKeyChanged line line_pkey line_pkey
      columnRemoved log at
      "
    `);
  });
});

describe('fill', () => {
  test('a new not-null column without a default is asked for; others are not', () => {
    const desired = shopWith(
      text('currency', 3),
      text('note', 3, { nullable: true }),
      column('points', { default: { kind: 'value', value: 0 } }),
    );
    expect(drawing(shop, desired)).toMatchInlineSnapshot(`
      "
      ? fill:column:customer.currency: default: | sql: | nullable | empty | stop
      columnAdded customer currency
      columnAdded customer note
      columnAdded customer points
      "
    `);
    for (const value of ['default:EUR', "sql:upper('eur')", 'nullable', 'empty']) {
      expect(
        compareSchemas(shop, desired, { 'fill:column:customer.currency': value }).questions,
      ).toEqual([]);
    }
  });

  test('a column that becomes not null is asked for, and its own default offered', () => {
    const was = shopWith(text('currency', 3, { nullable: true }));
    const is = shopWith(text('currency', 3, { default: { kind: 'value', value: 'EUR' } }));
    expect(drawing(was, is)).toMatchInlineSnapshot(`
      "
      ? fill:column:customer.currency: *default:EUR* | default: | sql: | nullable | empty | stop
      columnChanged customer currency currency
      "
    `);
    expect(compareSchemas(was, is, {}).questions[0]!.evidence).toEqual([]);
  });

  test('a table that is new is not asked for', () => {
    expect(drawing(shop, schema(customer, order, table('coupon', [column('id')]))))
      .toMatchInlineSnapshot(`
      "
      tableAdded coupon
      "
    `);
  });

  test('a literal that is none of the type, and an empty expression', () => {
    const desired = shopWith(
      column('points'),
      text('currency', 3),
      column('mood', { type: { name: 'enum', values: ['glad', 'sad'] } }),
    );
    const refusals = [
      refusal(shop, desired, { 'fill:column:customer.points': 'default:many' }),
      refusal(shop, desired, { 'fill:column:customer.points': 'default:3000000000' }),
      refusal(shop, desired, { 'fill:column:customer.currency': 'default:EURO' }),
      refusal(shop, desired, { 'fill:column:customer.mood': 'default:calm' }),
      refusal(shop, desired, { 'fill:column:customer.points': 'sql:' }),
      refusal(shop, desired, { 'fill:column:customer.points': 'zero' }),
    ];
    expect(`\n${refusals.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      bad-answer: fill:column:customer.points cannot be answered default:many: 'many' is not a whole number → allowed: default:LITERAL, sql:EXPRESSION, nullable, empty, stop
      bad-answer: fill:column:customer.points cannot be answered default:3000000000: 3000000000 is not between -2147483648 and 2147483647 → allowed: default:LITERAL, sql:EXPRESSION, nullable, empty, stop
      bad-answer: fill:column:customer.currency cannot be answered default:EURO: 'EURO' has 4 characters, string(3) takes 3 → allowed: default:LITERAL, sql:EXPRESSION, nullable, empty, stop
      bad-answer: fill:column:customer.mood cannot be answered default:calm: 'calm' is none of glad, sad → allowed: default:LITERAL, sql:EXPRESSION, nullable, empty, stop
      bad-answer: fill:column:customer.points cannot be answered sql:: the expression is missing → allowed: default:LITERAL, sql:EXPRESSION, nullable, empty, stop
      bad-answer: fill:column:customer.points cannot be answered zero → allowed: default:LITERAL, sql:EXPRESSION, nullable, empty, stop
      "
    `);
  });

  test('what a value has to heed is said', () => {
    const desired = schema(customer, {
      ...order,
      columns: [...order.columns, column('payer_id'), text('code', 9)],
      uniques: [{ name: 'order_code_unique', columns: ['code'] }],
      foreignKeys: [...order.foreignKeys, key('order', 'payer_id', 'customer')],
    });
    expect(compareSchemas(shop, desired, {}).questions.map(each => each.evidence)).toEqual([
      ['payer_id points to customer: the value must exist there'],
      ['code is unique: one value for several rows would be refused'],
    ]);
  });
});

describe('convert', () => {
  test('a column that is computed from now on is asked about; its values are put back by a key that stays', () => {
    const generated = { expression: 'id * 2', stored: true };
    const was = [column('id'), column('twice')];
    const is = [column('id'), column('twice', { generated })];
    const other = { primaryKey: { name: 't_pkey', columns: ['twice'] } };
    expect(drawing(schema(table('t', was)), schema(table('t', is)))).toMatchInlineSnapshot(`
      "
      ? convert:column:t.twice: archive | cast | empty | stop
      columnChanged t twice twice
      "
    `);
    expect(drawing(schema(table('t', was)), schema(table('t', is, other)))).toMatchInlineSnapshot(`
      "
      ? convert:column:t.twice: cast | empty | stop
      ? duplicates:constraint:t.t_pkey: keep-first | keep-last | empty | stop
      columnChanged t twice twice
      primaryKeyChanged t t_pkey t_pkey
      "
    `);
  });

  test('is asked where a value may not survive, and not for a widening', () => {
    const was = schema(table('t', [column('id'), text('a', 80), text('b', 80)]));
    const is = schema(
      table('t', [column('id'), text('a', 40), column('b', { type: { name: 'text' } })]),
    );
    expect(drawing(was, is)).toMatchInlineSnapshot(`
      "
      ? convert:column:t.a: cast | sql: | stop
      columnChanged t a a
      columnChanged t b b
      "
    `);
    expect(compareSchemas(was, is, {}).questions[0]).toMatchInlineSnapshot(`
      {
        "evidence": [
          "not every value survives: text longer than 40 characters",
        ],
        "id": "convert:column:t.a",
        "kind": "convert",
        "message": "Column t.a changes from string(80) to string(40). How are its values converted?",
        "options": [
          {
            "label": "as they are; an upgrade stops at a value that does not fit",
            "value": "cast",
          },
          {
            "label": "by an SQL expression over the row",
            "value": "sql:",
          },
          {
            "label": "stop; nothing is written",
            "value": "stop",
          },
        ],
        "rows": {
          "column": "a",
          "table": "t",
        },
        "shape": "string(80) to string(40)",
        "subject": "t.a",
        "trial": {
          "count": "select count(*) as n from "t" where length(cast("a" as text)) > 40",
          "sample": "select "a", count(*) as times from "t" where length(cast("a" as text)) > 40 group by "a" order by count(*) desc limit 3",
          "words": [
            "value that would not survive",
            "values that would not survive",
          ],
        },
      }
    `);
  });
});

test('odd names stand in double quotes', () => {
  const was = schema(table('audit.my event', [column('id'), column('a=b')]));
  const is = schema(table('audit.my event', [column('id'), column('a "c"')]));
  expect(drawing(was, is)).toMatchInlineSnapshot(`
    "
    ? rename:column:audit."my event"."a ""c""": rename:"a=b" | replace | copy:"a=b" | stop
    columnAdded audit.my event a "c"
    columnRemoved audit.my event a=b
    "
  `);
});

test('an answer that belongs to no question is named; one that may still be needed is not', () => {
  const desired = schema(order, renamed(customer, 'client'));
  const answers = {
    'drop:table:customer': 'drop',
    'rename:column:client.email': 'rename:mail',
    'fill:column:client.name': 'empty',
    'drop:table:custmer': 'drop',
  };
  expect(compareSchemas(shop, desired, answers).unused).toEqual([
    'rename:column:client.email',
    'drop:table:custmer',
  ]);
});

test('stop and unknown values are refused with what is allowed', () => {
  const desired = schema(order);
  const refusals = [
    refusal(shop, desired, { 'drop:table:customer': 'stop' }),
    refusal(shop, desired, { 'drop:table:customer': 'delete' }),
    refusal(shop, schema(order, renamed(customer, 'client')), {
      'rename:table:client': 'rename:custmer',
    }),
  ];
  expect(`\n${refusals.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    unanswered-questions: drop:table:customer was answered stop: nothing is written → answer it: --answer drop:table:customer=…
    bad-answer: drop:table:customer cannot be answered delete → allowed: archive, drop, keep, stop
    bad-answer: rename:table:client cannot be answered rename:custmer → allowed: rename:customer, replace, stop
    "
  `);
});

test('order depends on the schemas alone', () => {
  const desired = schema(table('b', [column('id')]), table('a', [column('id')]), customer, order);
  const other = schema(order, table('a', [column('id')]), customer, table('b', [column('id')]));
  expect(compareSchemas(shop, desired, {})).toEqual(compareSchemas(shop, other, {}));
});
