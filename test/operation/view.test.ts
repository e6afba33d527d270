import { expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import { footprint } from '../../src/operation/footprint.ts';
import { invert } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { printRevision } from '../../src/operation/print.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import type { Schema, View } from '../../src/schema/schema.ts';

const schema: Schema = {
  tables: ['customer', 'client'].map(name => ({
    name,
    columns: ['id', 'mail'].map(column => ({
      name: column,
      type: { name: 'text' },
      nullable: false,
    })),
    indexes: [{ name: `${name}_mail_index`, columns: ['mail'], unique: false }],
    uniques: [],
    foreignKeys: [],
    checks: [],
  })),
  views: [
    { name: 'v', select: 'select mail from customer' },
    { name: 'w', select: 'select v.mail from v' },
    { name: 'm', select: 'select 1 as one', materialized: true },
  ],
};

const recorded = (run: (op: Op) => void): readonly Operation[] =>
  recordOperations(run, { dialect: 'sqlite' }).map(({ operation }) => operation);

const views = (operation: Operation, from: Schema = schema): readonly View[] =>
  apply(from, operation).views ?? [];

function everyCall(op: Op): void {
  op.createView('a', 'select 1');
  op.createView('audit.b', { postgresql: "select 'x'\n  from t", sqlite: '' }, { comment: "it's" });
  op.createView('c', 'select 1', { materialized: true, withData: false, replace: true });
  op.dropView('a');
  op.dropView('a', { cascade: true });
  op.renameView('a', 'b');
}

test('what is printed records the same', async () => {
  const operations = recorded(everyCall);
  const text = printRevision({ header: '/** */', up: operations, down: [] });
  expect(text).toMatchInlineSnapshot(`
    "/** */
    import type { Op } from 'migsh';

    export function up(op: Op) {
      op.createView('a', 'select 1');
      op.createView(
        'audit.b',
        {
          postgresql: \`select 'x'
      from t\`,
          sqlite: '',
        },
        { comment: "it's" },
      );
      op.createView('c', 'select 1', { materialized: true, withData: false, replace: true });
      op.dropView('a');
      op.dropView('a', { cascade: true });
      op.renameView('a', 'b');
    }

    export function down(op: Op) {}
    "
  `);
  const code = text.replace(/^import .*$/m, '').replaceAll('op: Op', 'op');
  const file: { up: (op: Op) => void } = await import(
    /* @vite-ignore */
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  expect(recorded(file.up)).toEqual(operations);
});

test.each<[string, (op: Op) => void]>([
  ['the select is empty', op => op.createView('v', ' ')],
  ['the select is missing', op => op.createView('v', {})],
  [
    "unknown option 'materialised'",
    op => op.createView('v', 'select 1', JSON.parse('{"materialised":true}')),
  ],
  [
    'withData is for a materialized view',
    op => op.createView('v', 'select 1', { withData: false }),
  ],
  ['v has that name already', op => op.renameView('v', 'v')],
  ["'a.b.c' is no table's name", op => op.dropView('a.b.c')],
])('refused when recorded: %s', (message, run) => {
  expect(() => recorded(run)).toThrow(message);
});

test.each<[string, Operation]>([
  ['there is already a view v', { kind: 'createView', view: { name: 'v', select: 'select 1' } }],
  [
    'there is already a table customer',
    { kind: 'createView', view: { name: 'customer', select: 'select 1' } },
  ],
  [
    'there is already an index customer_mail_index',
    { kind: 'createView', view: { name: 'customer_mail_index', select: 'select 1' } },
  ],
  ['there is already a view v', { kind: 'renameTable', from: 'customer', to: 'v' }],
  ['there is already a table client', { kind: 'renameView', from: 'v', to: 'client' }],
  ['there is no view vv at this point', { kind: 'dropView', name: 'vv' }],
  [
    'v is a view, which has no rows of its own to index',
    { kind: 'createIndex', table: 'v', index: { name: 'i', columns: ['mail'], unique: false } },
  ],
])('refused by the schema: %s', (message, operation) => {
  expect(() => apply(schema, operation)).toThrow(message);
});

test('names in the texts follow', () => {
  expect(views({ kind: 'renameTable', from: 'customer', to: 'person' })[0]?.select).toBe(
    'select mail from person',
  );
  expect(views({ kind: 'renameColumn', table: 'customer', from: 'mail', to: 'email' })).toEqual([
    { name: 'v', select: 'select email as mail from customer' },
    ...(schema.views ?? []).slice(1),
  ]);
  expect(views({ kind: 'renameView', from: 'v', to: 'mails' }).map(({ select }) => select)).toEqual(
    ['select mail from customer', 'select mails.mail from mails', 'select 1 as one'],
  );
});

test('renames there and back leave the text as it was written', () => {
  const there = apply(schema, {
    kind: 'renameColumn',
    table: 'customer',
    from: 'mail',
    to: 'email',
  });
  expect(
    views({ kind: 'renameColumn', table: 'customer', from: 'email', to: 'mail' }, there),
  ).toEqual(schema.views);
});

test('a text that cannot be followed for certain stays', () => {
  const both = {
    name: 'b',
    select: 'select mail from customer where exists (select mail from client)',
  };
  const from = { ...schema, views: [both] };
  expect(
    views({ kind: 'renameColumn', table: 'customer', from: 'mail', to: 'email' }, from),
  ).toEqual([both]);
});

test('cascade takes along what selects from it, and the inverse brings it back in order', () => {
  const drop: Operation = { kind: 'dropView', name: 'v', cascade: true };
  expect(views(drop).map(({ name }) => name)).toEqual(['m']);
  const back = invert(drop, schema);
  expect(back).toEqual([
    { kind: 'createView', view: schema.views?.[0] },
    { kind: 'createView', view: schema.views?.[1] },
  ]);
});

test('a replaced view that no op.createView made does not come back', () => {
  const view = { name: 'x', select: 'select 1' };
  expect(invert({ kind: 'createView', view, replace: true }, schema)).toEqual({
    irreversible: 'the view x that it replaces was made by no op.createView',
  });
  expect(
    invert({ kind: 'createView', view: { ...view, name: 'v' }, replace: true }, schema),
  ).toEqual([
    {
      kind: 'createView',
      view: schema.views?.[0],
      replace: true,
      previous: { ...view, name: 'v' },
    },
  ]);
});

test('a view takes the tables and columns that it reads for granted', () => {
  const view = { name: 'x', select: 'select c.mail from customer c join v on true' };
  expect(footprint({ kind: 'createView', view }, schema)).toEqual({
    reads: [
      { sort: 'table', table: 'customer', name: '' },
      { sort: 'table', table: 'v', name: '' },
      { sort: 'column', table: 'customer', name: 'mail' },
    ],
    changes: [{ sort: 'table', table: 'x', name: '' }],
    unknown: false,
  });
});
