/**
 * orders: status
 *
 * @revision 6f2d85b91ca3
 * @parents  5e14c7a8390f
 * @created  2026-03-02T11:18:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.addColumn('order', c => c.enum('status', ['open', 'paid', 'shipped']).default('open'));
  op.createIndex('order', ['placed_at']);
}

export function down(op: Op) {
  op.dropIndex('order', 'order_placed_at_index');
  op.dropColumn('order', 'status');
}
