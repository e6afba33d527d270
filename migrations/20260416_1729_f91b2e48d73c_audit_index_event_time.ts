/**
 * audit: index event time
 *
 * @revision f91b2e48d73c
 * @parents  e80a1d37c62b
 * @created  2026-04-16T17:29:00Z
 */
import type { Op } from 'migsh';

export function up(op: Op) {
  op.createIndex('audit_event', ['happened_at']);
}

export function down(op: Op) {
  op.dropIndex('audit_event', 'audit_event_happened_at_index');
}
