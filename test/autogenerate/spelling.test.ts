import { describe, expect, test } from 'vitest';

import type { DialectName } from '../../src/dialect/dialect.ts';
import { openWorkshop } from './workshop.ts';
import type { Workshop } from './workshop.ts';

/** What an entity and a view over it say. */
interface Texts {
  readonly check: string;
  readonly byDefault: string;
  readonly generated: string;
  readonly where: string;
  readonly view: string;
}

const usual: Texts = {
  check: "price > 0 and name <> 'x'",
  byDefault: '1 + 2',
  generated: 'price + stock',
  where: 'price > 10',
  view: 'select id, price from item where price > 5',
};

const entities = (change: Partial<Texts>): string => {
  const { check, byDefault, generated, where, view } = { ...usual, ...change };
  return `
    Item = defineEntity({
      name: 'Item',
      properties: {
        id: p.integer().primary(),
        name: p.string(),
        price: p.integer(),
        stock: p.integer().defaultRaw(${JSON.stringify(byDefault)}),
        total: p.integer().generated(${JSON.stringify(`(${generated}) stored`)}),
      },
      checks: [{ name: 'item_sane', expression: ${JSON.stringify(check)} }],
      indexes: [{ name: 'item_dear', properties: ['price'], where: ${JSON.stringify(where)} }],
    });
    Sold = defineEntity({ name: 'Sold', tableName: 'sold', view: true, expression: ${JSON.stringify(view)}, properties: { id: p.integer().primary(), price: p.integer() } });`;
};

const alike: readonly Partial<Texts>[] = [
  { check: `(("price") > 0) AND (name != 'x')` },
  { check: "price > 0 -- always\n and (name <> 'x')" },
  { byDefault: '(1) + 2' },
  { generated: '(price) + (stock)' },
  { where: '((price) > 10)' },
  { view: 'SELECT id,\n  (price)\nFROM item\nWHERE (price > 5)' },
];

const otherwise: readonly Partial<Texts>[] = [
  { check: "price > 1 and name <> 'x'" },
  { check: 'price > 0' },
  { byDefault: '1 + 3' },
  { generated: 'price - stock' },
  { where: 'price >= 10' },
  { view: 'select id, price from item where price > 6' },
];

describe.each<DialectName>(['sqlite', 'postgresql'])('%s', dialect => {
  test('what is read alike is no change, what is read otherwise is one', async () => {
    const workshop = await open(dialect);
    for (const texts of alike) {
      expect({ texts, rest: await restOf(workshop, texts) }).toEqual({ texts, rest: [] });
    }
    for (const texts of otherwise) {
      expect({ texts, rest: await restOf(workshop, texts) }).not.toEqual({ texts, rest: [] });
    }
  });
});

test('what PostgreSQL tells of itself is what the entity says', async () => {
  const workshop = await open('postgresql');
  const told: readonly Partial<Texts>[] = [
    { check: "((price > 0) AND ((name)::text <> 'x'::text))" },
    { view: 'SELECT item.id,\n    item.price\n   FROM item\n  WHERE (item.price > 5);' },
  ];
  for (const texts of told) {
    expect({ texts, rest: await restOf(workshop, texts) }).toEqual({ texts, rest: [] });
  }
});

test('only what both databases read alike is alike: a file is the same on both', async () => {
  // SQLite keeps any text whole, PostgreSQL cuts it.
  const cast: Partial<Texts> = { check: "price > 0 and cast(name as varchar(1)) <> 'x'" };
  const workshop = await open('sqlite', { check: "price > 0 and cast(name as text) <> 'x'" });
  expect(await restOf(workshop, cast)).not.toEqual([]);
});

async function open(dialect: DialectName, change: Partial<Texts> = {}): Promise<Workshop> {
  const workshop = await openWorkshop(dialect, '');
  await workshop.enter(entities(change));
  await workshop.generate({});
  return workshop;
}

async function restOf(workshop: Workshop, change: Partial<Texts>): Promise<readonly string[]> {
  await workshop.enter(entities(change));
  return workshop.rest();
}
