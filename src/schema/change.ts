import type { MotionChange } from './change-motion.ts';
import type { ObjectChange } from './change-objects.ts';
import type { Check, Column, ForeignKey, Index, PrimaryKey, Table, Unique } from './schema.ts';

/** One difference between two schemas, as a fact in the past: what happened on the way from the first to the second. */
export type SchemaChange =
  | ObjectChange
  | MotionChange
  | { readonly kind: 'tableAdded'; readonly table: Table }
  | { readonly kind: 'tableRemoved'; readonly table: Table }
  | { readonly kind: 'tableRenamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'columnAdded'; readonly table: string; readonly column: Column }
  | { readonly kind: 'columnRemoved'; readonly table: string; readonly column: Column }
  | {
      readonly kind: 'columnRenamed';
      readonly table: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'columnChanged';
      readonly table: string;
      readonly from: Column;
      readonly to: Column;
    }
  | {
      readonly kind: 'primaryKeyChanged';
      readonly table: string;
      readonly from?: PrimaryKey;
      readonly to?: PrimaryKey;
    }
  | { readonly kind: 'indexAdded' | 'indexRemoved'; readonly table: string; readonly index: Index }
  | {
      readonly kind: 'indexRenamed';
      readonly table: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'uniqueAdded' | 'uniqueRemoved';
      readonly table: string;
      readonly unique: Unique;
    }
  | {
      readonly kind: 'foreignKeyAdded' | 'foreignKeyRemoved';
      readonly table: string;
      readonly foreignKey: ForeignKey;
    }
  | { readonly kind: 'checkAdded' | 'checkRemoved'; readonly table: string; readonly check: Check }
  | {
      readonly kind: 'constraintRenamed';
      readonly table: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'commentChanged';
      readonly table: string;
      readonly from?: string;
      readonly to?: string;
    };

export type SchemaChangeKind = SchemaChange['kind'];
