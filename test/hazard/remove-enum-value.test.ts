import { expect, test } from 'vitest';

import type { Schema } from '../../src/schema/schema.ts';
import { draw, found, hazardsOf } from './support.ts';

const person: Schema = {
  enums: [{ name: 'mood', values: ['glad', 'calm'] }],
  tables: [
    {
      name: 'person',
      columns: [{ name: 'today', type: { name: 'nativeEnum', enum: 'mood' }, nullable: true }],
      indexes: [],
      uniques: [],
      foreignKeys: [],
      checks: [],
    },
  ],
};
const removal = { kind: 'removeEnumValue', name: 'mood', value: 'glad' } as const;
const given = { before: person, rows: { person: 7 } };

test('rows that get another value, or none', () => {
  expect(draw([{ ...removal, replacement: 'calm' }], given)).toMatchInlineSnapshot(`
    "LOSS remove-enum-value: rows of person that have glad as today get calm, and no longer say that they had it: 7 rows [rows 7]
      keep the old values: op.archive('person', ['today']) before it
    LOCK type-change-rewrite: reads and writes of person wait while the table is written anew (mood to mood): 7 rows [ACCESS EXCLUSIVE on person; rows 7]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
  expect(draw([{ ...removal, replacement: null }], given)).toMatchInlineSnapshot(`
    "LOSS remove-enum-value: rows of person that have glad as today get null, and no longer say that they had it: 7 rows [rows 7]
      keep the old values: op.archive('person', ['today']) before it
    LOCK type-change-rewrite: reads and writes of person wait while the table is written anew (mood to mood): 7 rows [ACCESS EXCLUSIVE on person; rows 7]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
  expect(hazardsOf([{ ...removal, replacement: 'calm' }], given)[0]?.subject).toBe('mood.glad');
});

test('rows that stop the run', () => {
  expect(draw([removal], given)).toMatchInlineSnapshot(`
    "FAIL remove-enum-value: a row of person that has glad as today stops the run: 7 rows [rows 7]
      say what such rows get: op.removeEnumValue('mood', 'glad', { replacement: '…' })
    LOCK type-change-rewrite: reads and writes of person wait while the table is written anew (mood to mood): 7 rows [ACCESS EXCLUSIVE on person; rows 7]
      on a big table add a column of the new type, fill it in batches, and swap the two in a later revision"
  `);
});

test('a table without rows', () => {
  expect(
    found([{ ...removal, replacement: null }], { before: person, rows: { person: 0 } }),
  ).toEqual([]);
});

test('an archive keeps what the rows had', () => {
  expect(
    found(
      [
        { kind: 'archive', table: 'person' },
        { ...removal, replacement: 'calm' },
      ],
      given,
    ),
  ).toContain('note remove-enum-value');
});

test('other values of an enum lose nothing', () => {
  expect(found([{ kind: 'addEnumValue', name: 'mood', value: 'odd' }], given)).toEqual([]);
  expect(
    found([{ kind: 'renameEnumValue', name: 'mood', from: 'glad', to: 'odd' }], given),
  ).toEqual(['break rename-breaks-readers']);
});
