/**
 * audit: events
 *
 * @revision e80a1d37c62b
 * @parents  c6e38b1f4a92
 * @labels   audit
 * @created  2026-04-14T08:17:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('audit_event', t => {
    t.integer('id').primary().autoincrement();
    t.string('kind', 60);
    t.integer('customer_id').nullable().references('customer', 'id', { onDelete: 'set null' });
    t.integer('cause_id').nullable().references('audit_event', 'id', { onDelete: 'set null' });
    t.json('payload').nullable();
    t.datetime('happened_at').defaultRaw('current_timestamp');
  });
}

export function down(op: Op) {
  op.dropTable('audit_event');
}
