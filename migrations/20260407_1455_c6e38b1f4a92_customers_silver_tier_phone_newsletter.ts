/**
 * customers: silver tier, phone, newsletter
 *
 * @revision c6e38b1f4a92
 * @parents  b5d2709ce81f
 * @created  2026-04-07T14:55:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.alterColumn('customer', 'tier', { type: "enum('basic', 'silver', 'gold')" });
  op.addColumn('customer', c => c.string('phone', 40).nullable());
  op.addColumn('customer', c => c.boolean('newsletter').default(false));
}

export function down(op: Op) {
  op.dropColumn('customer', 'newsletter');
  op.dropColumn('customer', 'phone');
  op.backfill('customer', { set: { tier: "'basic'" }, where: "tier = 'silver'" });
  op.alterColumn('customer', 'tier', { type: "enum('basic', 'gold')" });
}
