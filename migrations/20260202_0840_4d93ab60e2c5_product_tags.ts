/**
 * product tags
 *
 * @revision 4d93ab60e2c5
 * @parents  3c58d2fb1794
 * @created  2026-02-02T08:40:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createTable('tag', t => {
    t.integer('id').primary().autoincrement();
    t.string('label', 60).unique();
  });
  op.createTable('product_tags', t => {
    t.integer('product_id').references('product', 'id', {
      onUpdate: 'cascade',
      onDelete: 'cascade',
    });
    t.integer('tag_id').references('tag', 'id', { onUpdate: 'cascade', onDelete: 'cascade' });
    t.primary(['product_id', 'tag_id']);
  });
}

export function down(op: Op) {
  op.dropTable('product_tags');
  op.dropTable('tag');
}
