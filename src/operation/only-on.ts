/**
 * What one dialect alone has may be said to be for it: `{ only: 'postgresql' }`. The other then does nothing. Without it a
 * dialect that lacks the thing refuses the file.
 */
export interface OnlyOn {
  readonly only?: 'postgresql' | 'sqlite';
}
/** Drops what depends on it too. Never unless the file says so; SQLite refuses it. */
export interface Cascading {
  readonly cascade?: true;
}
