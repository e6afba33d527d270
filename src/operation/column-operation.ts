import type { Column, Generated, Identity } from '../schema/schema.ts';

/** How the database numbers new rows: an identity, or the sequence of an `autoincrement` column. */
export type Numbering = Identity | 'autoincrement';

/** Lets the database number a column, in another way than before, or (null) not any more. */
export interface SetIdentity {
  readonly kind: 'setIdentity';
  readonly table: string;
  readonly column: string;
  readonly identity: Numbering | null;
  readonly previous?: Numbering | null;
}
/** Makes a column a generated one, changes its expression, or (null) keeps the values and stops computing. */
export interface SetGenerated {
  readonly kind: 'setGenerated';
  readonly table: string;
  readonly column: string;
  readonly generated: Generated | null;
  readonly before?: Column;
}
