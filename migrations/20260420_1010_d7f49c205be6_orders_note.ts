/**
 * orders: note
 *
 * @revision d7f49c205be6
 * @parents  c6e38b1f4a92
 * @created  2026-04-20T10:10:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.addColumn('order', c => c.text('note').nullable());
}

export function down(op: Op) {
  op.dropColumn('order', 'note');
}
