/**
 * products and categories
 *
 * @revision 2b7e91c4a608
 * @parents  1a0c3f52d9e7
 * @created  2026-01-12T10:30:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('category', t => {
    t.integer('id').primary().autoincrement();
    t.string('name', 100);
    t.integer('parent_id').nullable().references('category', 'id', { onDelete: 'set null' });
  });
  op.createTable('product', t => {
    t.integer('id').primary().autoincrement();
    t.string('sku', 40).unique();
    t.string('title', 200);
    t.decimal('price', 10, 2);
    t.integer('category_id').nullable().references('category', 'id', { onDelete: 'set null' });
    t.check('product_price_check', 'price >= 0');
  });
}

export function down(op: Op) {
  op.dropTable('product');
  op.dropTable('category');
}
