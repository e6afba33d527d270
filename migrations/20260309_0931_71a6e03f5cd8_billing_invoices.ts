/**
 * billing: invoices
 *
 * @revision 71a6e03f5cd8
 * @parents  6f2d85b91ca3
 * @labels   billing
 * @created  2026-03-09T09:31:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('invoice', t => {
    t.integer('id').primary().autoincrement();
    t.string('number', 40).unique();
    t.integer('order_id').references('order', 'id', { onDelete: 'cascade' });
    t.decimal('total', 12, 2);
    t.date('issued_on');
  });
}

export function down(op: Op) {
  op.dropTable('invoice');
}
