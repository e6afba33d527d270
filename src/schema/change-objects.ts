import type { EnumType, Partitioning, Policy, Routine, Trigger } from './objects.ts';
import type { Table, View } from './schema.ts';

/** One difference in what is no table, column, index or constraint. */
export type ObjectChange =
  | { readonly kind: 'schemaAdded' | 'schemaRemoved' | 'extensionAdded'; readonly name: string }
  | { readonly kind: 'enumAdded' | 'enumRemoved'; readonly enum: EnumType }
  | { readonly kind: 'enumRenamed'; readonly from: string; readonly to: string }
  /** `before`: the value that it stands in front of; absent at the end. */
  | {
      readonly kind: 'enumValueAdded';
      readonly enum: string;
      readonly value: string;
      readonly before?: string;
    }
  | {
      readonly kind: 'enumValueRenamed';
      readonly enum: string;
      readonly from: string;
      readonly to: string;
    }
  /** `replacement`: what rows that hold it get; null empties them. */
  | {
      readonly kind: 'enumValueRemoved';
      readonly enum: string;
      readonly value: string;
      readonly replacement?: string | null;
    }
  | { readonly kind: 'enumReordered'; readonly enum: string; readonly values: readonly string[] }
  | { readonly kind: 'viewAdded' | 'viewRemoved'; readonly view: View }
  | { readonly kind: 'viewChanged'; readonly from: View; readonly to: View }
  | { readonly kind: 'viewRenamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'routineAdded' | 'routineRemoved'; readonly routine: Routine }
  | { readonly kind: 'routineChanged'; readonly from: Routine; readonly to: Routine }
  | {
      readonly kind: 'triggerAdded' | 'triggerRemoved';
      readonly table: string;
      readonly trigger: Trigger;
    }
  | {
      readonly kind: 'policyAdded' | 'policyRemoved';
      readonly table: string;
      readonly policy: Policy;
    }
  | {
      readonly kind: 'partitioningChanged';
      readonly table: string;
      readonly from?: Partitioning;
      readonly to: Partitioning;
    }
  | {
      readonly kind: 'rowSecurityChanged';
      readonly table: string;
      readonly from?: Table['rowSecurity'];
      readonly to?: Table['rowSecurity'];
    };
