import type { EnumType } from '../schema/objects.ts';

export interface CreateEnum {
  readonly kind: 'createEnum';
  readonly enum: EnumType;
}
/** Never by cascade, which would take the columns of the type with it. */
export interface DropEnum {
  readonly kind: 'dropEnum';
  readonly name: string;
  readonly definition?: EnumType;
}
export interface AddEnumValue {
  readonly kind: 'addEnumValue';
  readonly name: string;
  readonly value: string;
  /** At most one of the two; absent is at the end. */
  readonly before?: string;
  readonly after?: string;
}
export interface RenameEnumValue {
  readonly kind: 'renameEnumValue';
  readonly name: string;
  readonly from: string;
  readonly to: string;
}
/** Takes a value away by making the type anew. */
export interface RemoveEnumValue {
  readonly kind: 'removeEnumValue';
  readonly name: string;
  readonly value: string;
  /** What rows that hold it get instead; null empties them. Absent: a row that holds it stops the run. */
  readonly replacement?: string | null;
}
export interface RenameEnum {
  readonly kind: 'renameEnum';
  readonly from: string;
  readonly to: string;
}
