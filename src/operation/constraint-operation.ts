import type { Exclusion } from '../schema/objects.ts';
import type { PrimaryKey } from '../schema/schema.ts';
import type { OnlyOn } from './only-on.ts';

/** Checks the rows from before a `notValid` check or foreign key. */
export interface Validate {
  readonly kind: 'validate';
  readonly table: string;
  readonly name: string;
  /** false: runs outside the revision's transaction, after what came before it is committed. */
  readonly transactional?: false;
}
export interface AddPrimaryKey {
  readonly kind: 'addPrimaryKey';
  readonly table: string;
  readonly primaryKey: PrimaryKey;
  /** A unique index that becomes the key's, PostgreSQL only. */
  readonly usingIndex?: string;
}
export interface DropPrimaryKey {
  readonly kind: 'dropPrimaryKey';
  readonly table: string;
  readonly definition?: PrimaryKey;
}
export interface AddExclusion extends OnlyOn {
  readonly kind: 'addExclusion';
  readonly table: string;
  readonly exclusion: Exclusion;
}
export interface DropExclusion extends OnlyOn {
  readonly kind: 'dropExclusion';
  readonly table: string;
  readonly name: string;
  readonly definition?: Exclusion;
}
