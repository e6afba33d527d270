import { randomBytes } from 'node:crypto';

/** A new revision's id: twelve random hexadecimal digits, as Alembic writes them. */
export function newRevisionId(): string {
  return randomBytes(6).toString('hex');
}
