import { describe, expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import { footprint } from '../../src/operation/footprint.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { printRevision } from '../../src/operation/print.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import type { Schema } from '../../src/schema/schema.ts';

const record = (run: (op: Op) => void): readonly Operation[] =>
  recordOperations(run, { dialect: 'postgresql' }).map(({ operation }) => operation);
const play = (run: (op: Op) => void): Schema =>
  record(run).reduce<Schema>((schema, operation) => apply(schema, operation), { tables: [] });
const order = (op: Op): void =>
  op.createTable('order', t => {
    t.integer('id').primary();
    t.integer('total');
  });

/** What the printed calls record. */
function reprinted(operations: readonly Operation[]): readonly Operation[] {
  const text = printRevision({ header: '/** x */', up: operations, down: [] });
  const body = /export function up\(op: Op\) \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- what a revision file is run as
  return record(new Function('op', body) as (op: Op) => void);
}

const everything = (op: Op): void => {
  op.createTrigger('order', 'touch', {
    timing: 'before',
    events: ['update', 'insert'],
    forEach: 'statement',
    when: { postgresql: 'true', sqlite: '' },
    body: { postgresql: 'perform 1;\nreturn null', sqlite: '' },
  });
  op.createTrigger('order', 'own', {
    timing: 'after',
    events: ['delete'],
    body: 'x',
    only: 'sqlite',
  });
  op.createTrigger('order', 'whole', { sql: 'create trigger whole `${' });
  op.dropTrigger('order', 'touch');
  op.dropTrigger('order', 'own', { only: 'sqlite' });
  op.createFunction('audit.f', {
    parameters: [{ type: 'text' }, { name: 'n', type: 'int', direction: 'out' }],
    language: 'PLPGSQL',
    volatility: 'volatile',
    security: 'invoker',
    body: "n := length('it''s')",
    comment: 'counts',
    replace: true,
    only: 'postgresql',
  });
  op.createFunction('p', { type: 'procedure', body: 'null' });
  op.createFunction('w', {
    sql: 'create function w() …',
    parameters: [{ type: 'int', default: '1' }],
  });
  op.dropFunction('audit.f', ['text'], { only: 'postgresql' });
  op.dropFunction('p', undefined, { cascade: true });
  op.dropFunction('w', []);
  op.createPolicy('order', 'mine', {
    command: 'update',
    roles: ['public', 'app'],
    using: 'true',
    check: 'false',
    restrictive: true,
    only: 'postgresql',
  });
  op.createPolicy('order', 'plain');
  op.dropPolicy('order', 'plain', { only: 'postgresql' });
  op.rowSecurity('order', 'forced', { only: 'postgresql' });
  op.rowSecurity('order', 'disabled');
};

test('what is printed records the same', () => {
  const operations = record(everything);
  expect(reprinted(operations)).toEqual(operations);
  expect(printRevision({ header: '/** x */', up: operations, down: [] })).toMatchInlineSnapshot(`
    "/** x */
    import type { Op } from 'migsh';

    export function up(op: Op) {
      op.createTrigger('order', 'touch', {
        timing: 'before',
        events: ['insert', 'update'],
        forEach: 'statement',
        when: { postgresql: 'true', sqlite: '' },
        body: {
          postgresql: \`perform 1;
    return null\`,
          sqlite: '',
        },
      });
      op.createTrigger('order', 'own', {
        timing: 'after',
        events: ['delete'],
        body: { sqlite: 'x' },
        only: 'sqlite',
      });
      op.createTrigger('order', 'whole', { sql: 'create trigger whole \`\${' });
      op.dropTrigger('order', 'touch');
      op.dropTrigger('order', 'own', { only: 'sqlite' });
      op.createFunction('audit.f', {
        parameters: [{ type: 'text' }, { name: 'n', type: 'int', direction: 'out' }],
        language: 'plpgsql',
        volatility: 'volatile',
        security: 'invoker',
        body: "n := length('it''s')",
        comment: 'counts',
        replace: true,
        only: 'postgresql',
      });
      op.createFunction('p', { type: 'procedure', body: 'null' });
      op.createFunction('w', {
        parameters: [{ type: 'int', default: '1' }],
        sql: 'create function w() …',
      });
      op.dropFunction('audit.f', ['text'], { only: 'postgresql' });
      op.dropFunction('p', undefined, { cascade: true });
      op.dropFunction('w', []);
      op.createPolicy('order', 'mine', {
        command: 'update',
        roles: ['public', 'app'],
        using: 'true',
        check: 'false',
        restrictive: true,
        only: 'postgresql',
      });
      op.createPolicy('order', 'plain');
      op.dropPolicy('order', 'plain', { only: 'postgresql' });
      op.rowSecurity('order', 'forced', { only: 'postgresql' });
      op.rowSecurity('order', 'disabled');
    }

    export function down(op: Op) {}
    "
  `);
});

test('a table with all of it is printed as calls of their own', () => {
  const { tables } = play(op => {
    order(op);
    op.createTrigger('order', 'touch', { timing: 'after', events: ['insert'], body: 'select 1' });
    op.createPolicy('order', 'mine', { using: 'true' });
    op.rowSecurity('order', 'enabled');
  });
  const printed = reprinted([{ kind: 'createTable', table: tables[0]! }]);
  expect(printed.map(({ kind }) => kind)).toEqual([
    'createTable',
    'createTrigger',
    'rowSecurity',
    'createPolicy',
  ]);
  expect(printed.reduce<Schema>(apply, { tables: [] })).toEqual({ tables });
});

describe('refused when recorded', () => {
  test.each<[(op: Op) => void, string]>([
    [
      op => op.createTrigger('a', 't', { timing: 'after', events: [], body: 'x' }),
      'must not be empty',
    ],
    [op => op.createTrigger('a', 't', { sql: 'create trigger other …' }), 'does not say t'],
    [
      op => op.createTrigger('a', 't', { timing: 'after', events: ['truncate'], body: 'x' }),
      'truncate has no rows',
    ],
    [
      op => op.createTrigger('a', 't', { timing: 'after', events: ['insert'], body: {} }),
      'body is missing',
    ],
    [op => op.createPolicy('a', 'p', { command: 'insert', using: 'true' }), 'using is about rows'],
    [op => op.createPolicy('a', 'p', { command: 'select', check: 'true' }), 'check is about rows'],
    [
      op => op.createFunction('f', { type: 'procedure', returns: 'int', body: 'x' }),
      'has no returns',
    ],
    [op => op.createFunction('f', { body: ' ' }), 'body is empty'],
  ])('%s', (run, message) => {
    expect(() => record(run)).toThrow(message);
  });
});

describe('refused where it does not fit', () => {
  test.each<[(op: Op) => void, string]>([
    [op => op.dropTrigger('order', 'touch'), 'table order has no trigger touch'],
    [op => op.dropPolicy('order', 'mine'), 'table order has no policy mine'],
    [op => op.rowSecurity('odrer', 'enabled'), 'there is no table odrer'],
    [op => op.dropFunction('f'), 'there is no function f'],
    [
      op => {
        op.createPolicy('order', 'mine');
        op.createPolicy('order', 'mine');
      },
      'there is already a policy mine on table order',
    ],
    [
      op => {
        op.createFunction('f', { parameters: [{ type: 'int' }], body: 'x' });
        op.createFunction('f', { parameters: [{ type: 'INT4' }], body: 'x' });
      },
      'there is already a function f(int)',
    ],
    [
      op => {
        op.createFunction('f', { parameters: [{ type: 'int' }], body: 'x' });
        op.createFunction('f', { parameters: [{ type: 'varchar(3)[]' }], body: 'x' });
        op.dropFunction('f');
      },
      'several functions have the name f',
    ],
  ])('%s', (run, message) => {
    expect(() =>
      play(op => {
        order(op);
        run(op);
      }),
    ).toThrow(message);
  });
});

test('renames: conditions follow on both dialects, bodies on SQLite alone', () => {
  const { tables } = play(op => {
    order(op);
    op.createTable('log', t => t.integer('total'));
    op.createTrigger('order', 'sum', {
      timing: 'after',
      events: ['update'],
      when: 'new.total > 0',
      body: 'insert into log (total) select total from "order" where total = new.total',
    });
    op.createTrigger('log', 'back', {
      timing: 'after',
      events: ['insert'],
      body: 'update order set total = new.total',
    });
    op.createPolicy('log', 'seen', {
      using: 'exists (select 1 from "order" o where o.total = log.total)',
    });
    op.createPolicy('order', 'own', { using: 'total > 0' });
    op.renameColumn('order', 'total', 'sum');
    op.renameTable('order', 'sale');
  });
  expect(tables.map(({ name, triggers, policies }) => ({ name, triggers, policies })))
    .toMatchInlineSnapshot(`
      [
        {
          "name": "sale",
          "policies": [
            {
              "name": "own",
              "using": "sum > 0",
            },
          ],
          "triggers": [
            {
              "body": {
                "postgresql": "insert into log (total) select total from "order" where total = new.total",
                "sqlite": "insert into log (total) select sum from "sale" where sum = new.sum",
              },
              "events": [
                "update",
              ],
              "forEach": "row",
              "name": "sum",
              "timing": "after",
              "when": "new.sum > 0",
            },
          ],
        },
        {
          "name": "log",
          "policies": [
            {
              "name": "seen",
              "using": "exists (select 1 from "sale" o where o.sum = log.total)",
            },
          ],
          "triggers": [
            {
              "body": {
                "postgresql": "update order set total = new.total",
                "sqlite": "update sale set sum = new.total",
              },
              "events": [
                "insert",
              ],
              "forEach": "row",
              "name": "back",
              "timing": "after",
            },
          ],
        },
      ]
    `);
});

test('what an operation touches', () => {
  const before = play(op => {
    order(op);
    op.createFunction('stop', { body: 'select 1' });
  });
  const touched = (run: (op: Op) => void) =>
    record(run).map(operation => {
      const { reads, changes, unknown } = footprint(operation, before);
      const names = (list: typeof reads): string =>
        list
          .map(({ sort, table, name }) => [sort, table, name].filter(Boolean).join(' '))
          .join(', ');
      return `${names(changes)} <- ${names(reads)}${unknown ? ' unknown' : ''}`;
    });
  expect(
    touched(op => {
      op.createTrigger('order', 't', {
        sql: 'create trigger t after update of total on "order" execute function stop()',
      });
      op.createPolicy('order', 'p', { using: 'id = 1' });
      op.rowSecurity('order', 'enabled');
      op.createFunction('f', { language: 'plpgsql', body: 'update "order" set total = 1' });
      op.dropFunction('stop');
    }),
  ).toMatchInlineSnapshot(`
    [
      "trigger order t <- table order, column order total, function stop",
      "policy order p <- table order, column order id",
      "row-level security order order <- table order",
      "function f <- table order, column order total",
      "function stop <- ",
    ]
  `);
});
