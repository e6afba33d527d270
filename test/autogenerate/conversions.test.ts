import { describe, expect, it } from 'vitest';

import { planUpgrade } from '../../src/app/plan.ts';
import { carryOut, evaluationOf, openWorkshop } from './workshop.ts';

const product = (price: string): string =>
  `Product = defineEntity({ name: 'Product', properties: { id: p.integer().primary(), price: ${price} } })`;
const decimal = 'p.decimal().precision(10).scale(2)';
const rows = ['insert into product (id, price) values (1, 3.50), (2, 10.25), (3, 9.99)'];
const prices = 'select id, cast(price * 100 as integer) as cents from product order by id';

describe.each(['sqlite', 'postgresql'] as const)('on %s', dialect => {
  it('brings back what an expression converted, and keeps what changed since', async () => {
    const text = await carryOut(dialect, {
      before: product(decimal),
      after: product('p.integer()'),
      rows,
      answers: { 'convert:column:product.price': 'sql:price * 100' },
      expected: [
        [
          'select price from product order by id',
          [{ price: 350 }, { price: 1025 }, { price: 999 }],
        ],
      ],
      meanwhile: [
        'update product set price = 5 where id = 2',
        'insert into product (id, price) values (4, 7)',
      ],
      returned: [
        [
          prices,
          [
            { id: 1, cents: 350 },
            { id: 2, cents: 500 },
            { id: 3, cents: 999 },
            { id: 4, cents: 700 },
          ],
        ],
      ],
    });
    expect(text).toContain('price * 100 is not undone for them');
  });

  it('stops at values that do not fit, where nothing converts them', async () => {
    const workshop = await openWorkshop(dialect, '');
    await workshop.enter(product(decimal));
    await workshop.generate({});
    await workshop.run(context => planUpgrade(context, 'heads'));
    for (const sql of rows) await workshop.database.query(sql);
    await workshop.enter(product('p.integer()'));
    await workshop.generate({ 'convert:column:product.price': 'cast' });
    await expect(workshop.run(context => planUpgrade(context, 'heads'))).rejects.toThrow(
      'values of product.price do not fit into integer',
    );
  });

  it('has nothing to ask of a boolean that becomes a number', async () => {
    const { questions } = await evaluationOf(dialect, {
      before: product('p.boolean()'),
      after: product('p.integer()'),
    });
    expect(questions).toEqual([]);
  });

  it('names the values that are not in the list any more', async () => {
    const workshop = await openWorkshop(dialect, '');
    await workshop.enter(product("p.enum(['new', 'lost'])"));
    await workshop.generate({});
    await workshop.run(context => planUpgrade(context, 'heads'));
    await workshop.database.query("insert into product (id, price) values (1, 'lost')");
    await workshop.enter(product("p.enum(['new'])"));
    await workshop.generate({ 'enum-value:value:product.price.lost': 'empty' });
    await expect(workshop.run(context => planUpgrade(context, 'heads'))).rejects.toThrow(
      "rows of product have another price than 'new'",
    );
  });
});
