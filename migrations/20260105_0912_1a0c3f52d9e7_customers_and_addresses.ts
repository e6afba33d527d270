/**
 * customers and addresses
 *
 * @revision 1a0c3f52d9e7
 * @parents  none
 * @created  2026-01-05T09:12:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('customer', t => {
    t.integer('id').primary().autoincrement();
    t.string('email', 120).unique();
    t.string('name', 120);
    t.datetime('created_at').defaultRaw('current_timestamp');
  });
  op.createTable('address', t => {
    t.integer('id').primary().autoincrement();
    t.integer('customer_id').references('customer', 'id', { onDelete: 'cascade' });
    t.enum('kind', ['billing', 'shipping']);
    t.string('street', 200);
    t.string('city', 100);
    t.string('country', 2).default('CH');
  });
}

export function down(op: Op) {
  op.dropTable('address');
  op.dropTable('customer');
}
