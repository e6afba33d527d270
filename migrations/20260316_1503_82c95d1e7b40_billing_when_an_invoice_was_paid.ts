/**
 * billing: when an invoice was paid
 *
 * @revision 82c95d1e7b40
 * @parents  71a6e03f5cd8
 * @created  2026-03-16T15:03:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.addColumn('invoice', c => c.datetime('paid_at').nullable());
  op.addCheck('invoice', 'invoice_total_check', 'total >= 0');
}

export function down(op: Op) {
  op.dropCheck('invoice', 'invoice_total_check');
  op.dropColumn('invoice', 'paid_at');
}
