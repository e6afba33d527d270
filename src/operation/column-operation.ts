import type { Column, Generated, Identity } from '../schema/schema.ts';

/** Makes a column an identity column, changes its kind, or (null) makes it an ordinary one. */
export interface SetIdentity {
  readonly kind: 'setIdentity';
  readonly table: string;
  readonly column: string;
  readonly identity: Identity | null;
  readonly previous?: Identity | null;
}
/** Makes a column a generated one, changes its expression, or (null) keeps the values and stops computing. */
export interface SetGenerated {
  readonly kind: 'setGenerated';
  readonly table: string;
  readonly column: string;
  readonly generated: Generated | null;
  readonly before?: Column;
}
