/**
 * products: attributes and wider prices
 *
 * @revision a41be6d87305
 * @parents  93f07ac2d6b1
 * @created  2026-03-18T13:47:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.addColumn('product', c => c.json('attributes').nullable());
  op.addColumn('product', c => c.boolean('active').default(true));
  op.createIndex('product', ['title'], { name: 'product_title_active_index', where: 'active' });
  op.alterColumn('product', 'price', { type: 'decimal(12,2)' });
  op.alterColumn('order_line', 'price', { type: 'decimal(12,2)' });
}

export function down(op: Op) {
  op.alterColumn('order_line', 'price', { type: 'decimal(10,2)' });
  op.alterColumn('product', 'price', { type: 'decimal(10,2)' });
  op.dropIndex('product', 'product_title_active_index');
  op.dropColumn('product', 'active');
  op.dropColumn('product', 'attributes');
}
