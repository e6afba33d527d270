/**
 * merge billing
 *
 * @revision b5d2709ce81f
 * @parents  a41be6d87305, 82c95d1e7b40
 * @created  2026-03-23T09:00:00Z
 */
import type { Op } from 'migsh';

export function up() {}

export function down() {}
