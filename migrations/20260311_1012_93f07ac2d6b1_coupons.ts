/**
 * coupons
 *
 * @revision 93f07ac2d6b1
 * @parents  6f2d85b91ca3
 * @created  2026-03-11T10:12:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('coupon', t => {
    t.integer('id').primary().autoincrement();
    t.string('code', 20).unique();
    t.integer('percent');
    t.date('valid_until').nullable();
    t.check('coupon_percent_check', 'percent between 1 and 100');
  });
}

export function down(op: Op) {
  op.dropTable('coupon');
}
