import { describe, expect, test } from 'vitest';

import { entity, id } from './entities.ts';
import type { Change } from './workshop.ts';
import { carryOut } from './workshop.ts';

const order = (properties: string, more = ''): string =>
  entity('Order', `${id}, ${properties}`, `tableName: 'purchase', ${more}`);
const rows = ["insert into purchase (id, state) values (1, 'new'), (2, 'paid')"];
const mood = (values: string): string =>
  order(`state: p.enum([${values}]).nativeEnumName('order_state')`);
const view = (select: string): string =>
  `Paid = defineEntity({ name: 'Paid', tableName: 'paid', view: true, expression: ${JSON.stringify(select)}, properties: { ${id} } });`;
const plain = order('state: p.string()');

/** A change of what is no table, column, index or constraint a row. */
const changes: Readonly<Record<string, Change>> = {
  'a native enum comes with its column': {
    before: order('note: p.string().nullable()'),
    after: order(
      "note: p.string().nullable(), state: p.enum(['new', 'paid']).nativeEnumName('order_state').default('new')",
    ),
    rows: ['insert into purchase (id) values (1)'],
    expected: [['select id, state from purchase', [{ id: 1, state: 'new' }]]],
  },
  'a native enum gets a value at the end': {
    before: mood("'new', 'paid'"),
    after: mood("'new', 'paid', 'sent'"),
    rows,
    back: ['select id, state from purchase order by id'],
  },
  'a native enum gets a value in the middle': {
    before: mood("'new', 'paid'"),
    after: mood("'new', 'open', 'paid'"),
    rows,
    back: ['select id, state from purchase order by id'],
  },
  'a value of a native enum is renamed': {
    before: mood("'new', 'paid'"),
    after: mood("'fresh', 'paid'"),
    rows,
    answers: { 'rename:value:order_state.fresh': 'rename:new' },
    expected: [['select state from purchase where id = 1', [{ state: 'fresh' }]]],
    back: ['select id, state from purchase order by id'],
  },
  'a value of a native enum goes, and its rows get another': {
    before: mood("'new', 'open', 'paid'"),
    after: mood("'new', 'paid'"),
    rows: ["insert into purchase (id, state) values (1, 'open'), (2, 'paid')"],
    answers: { 'enum-value:value:order_state.open': 'map:new' },
    expected: [['select state from purchase where id = 1', [{ state: 'new' }]]],
  },
  'a native enum has another order': {
    before: mood("'new', 'paid'"),
    after: mood("'paid', 'new'"),
    rows,
    back: ['select id, state from purchase order by id'],
  },
  'a native enum is renamed': {
    before: mood("'new', 'paid'"),
    after: order("state: p.enum(['new', 'paid']).nativeEnumName('purchase_state')"),
    rows,
    answers: { 'rename:enum:purchase_state': 'rename:order_state' },
    back: ['select id, state from purchase order by id'],
  },
  'a view comes': {
    before: plain,
    after: `${plain}\n${view("select id from purchase where state = 'paid'")}`,
    rows,
    expected: [['select id from paid', [{ id: 2 }]]],
  },
  'a view selects something else': {
    before: `${plain}\n${view("select id from purchase where state = 'paid'")}`,
    after: `${plain}\n${view("select id from purchase where state <> 'paid'")}`,
    rows,
    expected: [['select id from paid', [{ id: 1 }]]],
  },
  'a view goes': {
    before: `${plain}\n${view('select id from purchase')}`,
    after: plain,
    rows,
    answers: { 'drop:view:paid': 'drop' },
  },
  'a view stays while the type under it changes': {
    before: `${order('state: p.string().length(20)')}\n${view('select id, state from purchase')}`,
    after: `${order('state: p.text()')}\n${view('select id, state from purchase')}`,
    rows,
    expected: [['select state from paid where id = 2', [{ state: 'paid' }]]],
  },
  'a generated column comes': {
    before: order('state: p.string(), price: p.integer().default(3)'),
    after: order(
      "state: p.string(), price: p.integer().default(3), double: p.integer().generated('(price * 2) stored')",
    ),
    rows,
    expected: [['select double from purchase where id = 1', [{ double: 6 }]]],
  },
  'an index with an order comes': {
    before: plain,
    after: order(
      'state: p.string()',
      "indexes: [{ name: 'by_state', properties: ['state'], columns: [{ name: 'state', sort: 'desc' }] }]",
    ),
    rows,
  },
};

const onPostgresqlAlone: Readonly<Record<string, Change>> = {
  'a trigger comes': {
    before: plain,
    after: order(
      'state: p.string()',
      `triggers: [{ name: 'purchase_upper', timing: 'before', events: ['insert'], body: 'new.state := upper(new.state); return new' }]`,
    ),
  },
  'a trigger does something else': {
    before: order(
      'state: p.string()',
      `triggers: [{ name: 't', timing: 'before', events: ['insert'], body: 'return new' }]`,
    ),
    after: order(
      'state: p.string()',
      `triggers: [{ name: 't', timing: 'before', events: ['insert', 'update'], body: 'return new' }]`,
    ),
  },
  'a trigger goes': {
    before: order(
      'state: p.string()',
      `triggers: [{ name: 't', timing: 'before', events: ['insert'], body: 'return new' }]`,
    ),
    after: plain,
    answers: { 'drop:trigger:purchase.t': 'drop' },
  },
  'a policy comes with row-level security': {
    before: plain,
    after: order(
      'state: p.string()',
      `policies: [{ name: 'own', command: 'select', using: "state = 'paid'" }]`,
    ),
  },
  'a policy says something else': {
    before: order('state: p.string()', `policies: [{ name: 'own', using: "state = 'paid'" }]`),
    after: order('state: p.string()', `policies: [{ name: 'own', using: "state = 'new'" }]`),
  },
  'row-level security goes': {
    before: order('state: p.string()', `policies: [{ name: 'own', using: "state = 'paid'" }]`),
    after: plain,
    answers: { 'drop:policy:purchase.own': 'drop', 'drop:row-security:purchase': 'drop' },
  },
};

describe.each(['sqlite', 'postgresql'] as const)('%s', dialect => {
  const all = dialect === 'postgresql' ? { ...changes, ...onPostgresqlAlone } : changes;
  test.for(Object.entries(all))('%s', async ([, change]) => {
    expect(await carryOut(dialect, change)).toMatchSnapshot();
  });
});
