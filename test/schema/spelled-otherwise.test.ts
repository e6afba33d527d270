import { expect, test } from 'vitest';

import { compareSchemas } from '../../src/schema/compare.ts';
import type { Schema, Table } from '../../src/schema/schema.ts';
import { respelled, spellingsIn } from '../../src/schema/spelling.ts';

const schemaOf = (change: Partial<Table>, select = 'select 1'): Schema => ({
  tables: [
    {
      name: 'item',
      columns: [{ name: 'price', type: { name: 'integer' }, nullable: false }],
      indexes: [],
      uniques: [],
      foreignKeys: [],
      checks: [],
      ...change,
    },
  ],
  views: [{ name: 'sold', select }],
});

const price = { name: 'price', type: { name: 'integer' }, nullable: false } as const;
const index = { name: 'dear', unique: false } as const;

test.each<readonly [what: string, recorded: Schema, desired: Schema]>([
  [
    'a check',
    schemaOf({ checks: [{ name: 'sane', expression: 'price > 0' }] }),
    schemaOf({ checks: [{ name: 'sane', expression: '0 < price' }] }),
  ],
  [
    'a default',
    schemaOf({ columns: [{ ...price, default: { kind: 'sql', sql: '1 + 2' } }] }),
    schemaOf({ columns: [{ ...price, default: { kind: 'sql', sql: '2 + 1' } }] }),
  ],
  [
    'a generated column',
    schemaOf({ columns: [{ ...price, generated: { expression: 'a + b', stored: true } }] }),
    schemaOf({ columns: [{ ...price, generated: { expression: 'b + a', stored: true } }] }),
  ],
  [
    'a predicate',
    schemaOf({ indexes: [{ ...index, columns: ['price'], where: 'price > 0' }] }),
    schemaOf({ indexes: [{ ...index, columns: ['price'], where: '0 < price' }] }),
  ],
  [
    'a part of an index',
    schemaOf({ indexes: [{ ...index, columns: [{ expression: 'price + 1' }] }] }),
    schemaOf({ indexes: [{ ...index, columns: [{ expression: '1 + price' }] }] }),
  ],
  [
    'both halves of a policy',
    schemaOf({ policies: [{ name: 'own', using: 'a = b', check: 'a > b' }] }),
    schemaOf({ policies: [{ name: 'own', using: 'b = a', check: 'b < a' }] }),
  ],
  ['a view', schemaOf({}, 'select 1 as one'), schemaOf({}, 'select (1) as one')],
])('%s in the recorded spelling is no change any more', (_, recorded, desired) => {
  const { changes } = compareSchemas(recorded, desired, {});
  const spellings = spellingsIn(changes);
  expect(spellings.length).toBeGreaterThan(0);
  expect(compareSchemas(recorded, respelled(desired, spellings), {}).changes).toEqual([]);
});

test('what differs in more than its spelling stays a change', () => {
  const recorded = schemaOf({ indexes: [{ ...index, columns: ['price'], where: 'price > 0' }] });
  const desired = schemaOf({
    indexes: [{ ...index, unique: true, columns: ['price'], where: '0 < price' }],
  });
  const { changes } = compareSchemas(recorded, desired, {});
  const after = compareSchemas(recorded, respelled(desired, spellingsIn(changes)), {});
  expect(after.changes.map(({ kind }) => kind)).toEqual(['indexRemoved', 'indexAdded']);
});

test('what has no other half is no spelling', () => {
  const recorded = schemaOf({ checks: [{ name: 'sane', expression: 'price > 0' }] });
  const desired = schemaOf({ checks: [{ name: 'other', expression: 'price > 1' }] });
  expect(spellingsIn(compareSchemas(recorded, desired, {}).changes)).toEqual([]);
});
