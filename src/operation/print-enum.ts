import type { OperationOf } from './operation.ts';
import type { Code } from './print-code.ts';
import { literal, options, text, texts } from './print-literal.ts';
import { optional } from './print-table.ts';

/** The arguments of the calls about native enums. */
export const enumArguments = {
  createEnum: ({ enum: { name, values } }: OperationOf<'createEnum'>) => [
    text(name),
    texts(values),
  ],
  dropEnum: ({ name }: OperationOf<'dropEnum'>) => [text(name)],
  addEnumValue: ({ name, value, before, after }: OperationOf<'addEnumValue'>) => [
    text(name),
    text(value),
    ...options({ before: optional(before), after: optional(after) }),
  ],
  renameEnumValue: ({ name, from, to }: OperationOf<'renameEnumValue'>) => [
    text(name),
    text(from),
    text(to),
  ],
  removeEnumValue: ({ name, value, replacement }: OperationOf<'removeEnumValue'>) => [
    text(name),
    text(value),
    ...options({ replacement: replacement === undefined ? undefined : literal(replacement) }),
  ],
  renameEnum: ({ from, to }: OperationOf<'renameEnum'>) => [text(from), text(to)],
} satisfies Readonly<Record<string, (operation: never) => readonly Code[]>>;
