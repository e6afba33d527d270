import type { Schema } from '../schema/schema.ts';
import { enumOf } from './apply-enum.ts';
import type {
  AddEnumValue,
  CreateEnum,
  DropEnum,
  RemoveEnumValue,
  RenameEnum,
  RenameEnumValue,
} from './enum-operation.ts';
import type { Inverse } from './invert.ts';

export function enumGone(operation: CreateEnum): Inverse {
  return [{ kind: 'dropEnum', name: operation.enum.name, definition: operation.enum }];
}

export function enumBack({ name }: DropEnum, before: Schema): Inverse {
  return [{ kind: 'createEnum', enum: enumOf(before, name) }];
}

/** Removes the value again. A row that has come to hold it stops the run: nothing says what it should get. */
export function valueGone({ name, value }: AddEnumValue): Inverse {
  return [{ kind: 'removeEnumValue', name, value }];
}

export function valueNameBack({ name, from, to }: RenameEnumValue): Inverse {
  return [{ kind: 'renameEnumValue', name, from: to, to: from }];
}

/** Adds the value again where it stood. Rows keep what they got instead. */
export function valueBack({ name, value }: RemoveEnumValue, before: Schema): Inverse {
  const { values } = enumOf(before, name);
  const at = values.indexOf(value);
  const [previous, next] = [values[at - 1], values[at + 1]];
  if (next === undefined) return [{ kind: 'addEnumValue', name, value }];
  return [
    previous === undefined
      ? { kind: 'addEnumValue', name, value, before: next }
      : { kind: 'addEnumValue', name, value, after: previous },
  ];
}

export function enumNameBack({ from, to }: RenameEnum): Inverse {
  return [{ kind: 'renameEnum', from: to, to: from }];
}
