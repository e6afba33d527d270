/**
 * customers: tier
 *
 * @revision 5e14c7a8390f
 * @parents  4d93ab60e2c5
 * @created  2026-02-16T16:22:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.addColumn('customer', c => c.enum('tier', ['basic', 'gold']).default('basic'));
}

export function down(op: Op) {
  op.dropColumn('customer', 'tier');
}
