/**
 * orders and their lines
 *
 * @revision 3c58d2fb1794
 * @parents  2b7e91c4a608
 * @created  2026-01-19T14:05:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('order', t => {
    t.integer('id').primary().autoincrement();
    t.string('reference', 40).unique();
    t.integer('customer_id').references('customer', 'id', { onDelete: 'cascade' });
    t.datetime('placed_at').defaultRaw('current_timestamp');
  });
  op.createTable('order_line', t => {
    t.integer('order_id').references('order', 'id', { onDelete: 'cascade' });
    t.integer('position');
    t.integer('product_id').references('product', 'id');
    t.integer('quantity').default(1);
    t.decimal('price', 10, 2);
    t.primary(['order_id', 'position']);
    t.check('order_line_quantity_check', 'quantity > 0');
  });
}

export function down(op: Op) {
  op.dropTable('order_line');
  op.dropTable('order');
}
